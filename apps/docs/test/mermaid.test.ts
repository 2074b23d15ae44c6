import { parseHTML } from "linkedom";
import { createMarkdownRenderer } from "vitepress";
import { expect, test } from "vitest";
import { mermaidBlocks } from "../.vitepress/mermaid";

test("a mermaid block becomes a drawing that loads nothing and can be read aloud; others stay code", async () => {
  const md = await createMarkdownRenderer(".", { config: mermaidBlocks });
  const html = md.render(
    "```mermaid\ngraph BT\n  layers --> core\n  cli[apps/cli & co] --> layers\n```\n\n```js\nlet a;\n```\n",
  );
  expect(html).not.toMatch(/<style|<script|@import|fonts\./);
  const { document } = parseHTML(`<html><body>${html}</body></html>`);
  const svg = document.querySelector(".diagram svg");
  expect(svg?.getAttribute("aria-label")).toBe("Arrows from layers to core, apps/cli & co to layers");
  expect(svg?.querySelectorAll("polyline.edge, path.edge").length).toBe(2);
  expect(svg?.textContent).toContain("core");
  expect(document.querySelector(".language-js")).not.toBeNull();
});
