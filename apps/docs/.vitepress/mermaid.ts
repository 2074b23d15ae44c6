import type { Viz } from "@viz-js/viz";
import type { MarkdownRenderer } from "vitepress";

/** Boxes and arrows, read from a mermaid block. */
export interface Flowchart {
  /** Which way the arrows point: BT is from the bottom to the top. */
  readonly direction: string;
  /** What stands in each box, by the name of the box. */
  readonly labels: ReadonlyMap<string, string>;
  /** From which box to which. */
  readonly arrows: readonly (readonly [from: string, to: string])[];
}

const heading = /^(?:graph|flowchart) (TB|TD|BT|LR|RL)$/;
const arrow = /^(\w+)(?:\[([^\]]+)\])? --> (\w+)(?:\[([^\]]+)\])?$/;

/**
 * Reads what our pages use of mermaid: `graph BT`, then lines such as `a --> b` or `a[text] --> b`.
 *
 * @throws Error for a line of another form.
 */
export function readFlowchart(source: string): Flowchart {
  const [first = "", ...rest] = source
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const direction = heading.exec(first)?.[1];
  if (direction === undefined) {
    throw new Error(`mermaid: expected "graph BT" or another direction, received ${JSON.stringify(first)}`);
  }
  const labels = new Map<string, string>();
  const arrows = rest.map((line): [string, string] => {
    const found = arrow.exec(line);
    if (found === null) {
      throw new Error(`mermaid: expected "a --> b" or "a[text] --> b", received ${JSON.stringify(line)}`);
    }
    const [, from = "", fromLabel, to = "", toLabel] = found;
    labels.set(from, fromLabel ?? labels.get(from) ?? from);
    labels.set(to, toLabel ?? labels.get(to) ?? to);
    return [from, to];
  });
  return { direction: direction === "TD" ? "TB" : direction, labels, arrows };
}

/**
 * Draws ```mermaid blocks with Graphviz while the site is built: readers load no program for it. Colours come from the
 * style sheet, so that a drawing follows light and dark.
 */
export function mermaidBlocks(viz: Viz): (md: MarkdownRenderer) => void {
  return (md) => {
    const others = md.renderer.rules.fence;
    md.renderer.rules.fence = (tokens, index, options, env, self) => {
      const token = tokens[index];
      if (token?.info.trim() === "mermaid") return draw(viz, md, readFlowchart(token.content));
      return others?.(tokens, index, options, env, self) ?? self.renderToken(tokens, index, options);
    };
  };
}

function draw(viz: Viz, md: MarkdownRenderer, { direction, labels, arrows }: Flowchart): string {
  const svg = viz
    .renderString(
      {
        directed: true,
        graphAttributes: { rankdir: direction, bgcolor: "transparent", nodesep: 0.35, ranksep: 0.55 },
        nodeAttributes: { shape: "box", style: "rounded", fontname: "Helvetica", fontsize: 13, height: 0.4 },
        edgeAttributes: { arrowsize: 0.7 },
        nodes: [...labels].map(([name, label]) => ({ name, attributes: { label } })),
        edges: arrows.map(([tail, head]) => ({ tail, head })),
      },
      { format: "svg" },
    )
    .replace(/^[\s\S]*?(?=<svg)/, "")
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/<title>[\s\S]*?<\/title>\s*/g, "")
    .replace(/ (?:fill|stroke|font-family|font-size|xmlns:xlink|xml:space)="[^"]*"/g, "")
    .replace(/\n+/g, "");
  const words = arrows.map(([from, to]) => `${labels.get(from)} to ${labels.get(to)}`).join(", ");
  const label = md.utils.escapeHtml(`Arrows from ${words}`);
  return `<div class="diagram" v-pre>${svg.replace("<svg ", `<svg role="img" aria-label="${label}" `)}</div>\n`;
}
