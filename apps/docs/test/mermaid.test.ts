import { instance } from "@viz-js/viz";
import { parseHTML } from "linkedom";
import { createMarkdownRenderer } from "vitepress";
import { expect, test } from "vitest";
import { mermaidBlocks, readFlowchart } from "../.vitepress/mermaid";

test("a mermaid block becomes a drawing that loads nothing and can be read aloud; others stay code", async () => {
  const md = await createMarkdownRenderer(".", { config: mermaidBlocks(await instance()) });
  const html = md.render(
    "```mermaid\ngraph BT\n  layers --> core\n  cli[apps/cli & co] --> layers\n```\n\n```js\nlet a;\n```\n",
  );
  expect(html).not.toMatch(/<style|<script|@import|<!--|black/);
  const { document } = parseHTML(`<html><body>${html}</body></html>`);
  const svg = document.querySelector(".diagram svg");
  expect(svg?.getAttribute("aria-label")).toBe("Arrows from layers to core, apps/cli & co to layers");
  expect(svg?.querySelectorAll(".node").length).toBe(3);
  expect(svg?.querySelectorAll(".edge").length).toBe(2);
  expect([...(svg?.querySelectorAll("text") ?? [])].map((text) => text.textContent).sort()).toEqual([
    "apps/cli & co",
    "core",
    "layers",
  ]);
  expect(document.querySelector(".language-js")).not.toBeNull();
});

test("a flowchart is read with its direction, its labels wherever they stand, and its arrows", () => {
  expect(readFlowchart("graph TD\n a --> b[B]\n\n b --> c\n")).toEqual({
    direction: "TB",
    labels: new Map([
      ["a", "a"],
      ["b", "B"],
      ["c", "c"],
    ]),
    arrows: [
      ["a", "b"],
      ["b", "c"],
    ],
  });
});

test.each([
  ["pie", 'mermaid: expected "graph BT" or another direction, received "pie"'],
  ["graph BT\na -.-> b", 'mermaid: expected "a --> b" or "a[text] --> b", received "a -.-> b"'],
])("what it does not know is refused: %j", (source, message) => {
  expect(() => readFlowchart(source)).toThrow(message);
});
