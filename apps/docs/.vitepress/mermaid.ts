import { parseMermaid, renderMermaidSVG } from "beautiful-mermaid";
import type { MarkdownRenderer } from "vitepress";

/**
 * Draws ```mermaid blocks as SVG while the site is built: readers load no program for it. Colours come from the style
 * sheet, so that a drawing follows light and dark.
 */
export function mermaidBlocks(md: MarkdownRenderer): void {
  const others = md.renderer.rules.fence;
  md.renderer.rules.fence = (tokens, index, options, env, self) => {
    const token = tokens[index];
    if (token?.info.trim() === "mermaid") return draw(md, token.content);
    return others?.(tokens, index, options, env, self) ?? self.renderToken(tokens, index, options);
  };
}

function draw(md: MarkdownRenderer, source: string): string {
  const { nodes, edges } = parseMermaid(source);
  const name = (id: string): string => nodes.get(id)?.label ?? id;
  const words = edges.map((edge) => `${name(edge.source)} to ${name(edge.target)}`).join(", ");
  const svg = renderMermaidSVG(source, { transparent: true, font: "inherit" })
    // Its style sheet would load a font from elsewhere, and reach beyond the drawing.
    .replace(/<style>[\s\S]*?<\/style>/, "")
    .replace(/ style="[^"]*"/, "")
    .replace("<svg ", `<svg role="img" aria-label="${md.utils.escapeHtml(`Arrows from ${words}`)}" `);
  return `<div class="diagram" v-pre>${svg}</div>\n`;
}
