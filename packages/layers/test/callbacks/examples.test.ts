import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as layers from "@wellfit/layers";
import ts from "typescript";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as exported from "../../src/callbacks/all";
import { twoClasses } from "../support/data";

/** The examples in the documentation of callbacks, by the files in which they stand. */
const examples = readdirSync(fileURLToPath(new URL("../../src/callbacks/", import.meta.url)), {
  recursive: true,
  encoding: "utf8",
})
  .filter((file) => file.endsWith(".ts"))
  .flatMap((file) => {
    const text = readFileSync(new URL(`../../src/callbacks/${file}`, import.meta.url), "utf8");
    const blocks = [...text.matchAll(/ \* @example\n((?: \*(?!\/).*\n)+)/g)];
    return blocks.map(([, block]) => [file, (block as string).replace(/^ \* ?/gm, "")] as const);
  });

beforeEach(() => {
  vi.spyOn(console, "log").mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
});

test.each(examples)("the example in %s runs", async (_, block) => {
  const { x, y } = twoClasses(24);
  const model = layers.sequential([layers.dense(1, { inputShape: [2], activation: "sigmoid" })]);
  model.compile({ loss: "binaryCrossentropy", optimizer: "adam", metrics: ["accuracy"] });
  const scope: Record<string, unknown> = { ...layers, model, x, y, xDev: x, yDev: y };
  const { outputText: body } = ts.transpileModule(`return (async () => {\n${block}\n})();`, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  });
  await new Function(...Object.keys(scope), body)(...Object.values(scope));
});

test("every factory has one", () => {
  const factories = Object.keys(exported).filter((name) => /^[a-z]/.test(name));
  const missing = factories.filter((name) => !examples.some(([, block]) => block.includes(`${name}(`)));
  expect(missing).toEqual([]);
});
