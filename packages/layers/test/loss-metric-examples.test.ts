import { readdirSync, readFileSync } from "node:fs";
import * as layers from "@wellfit/layers";
import { describe, expect, test } from "vitest";

/** The lines of the examples in the documentation of a folder of sources, by the file in which they stand. */
function examplesIn(folder: string): (readonly [file: string, line: string])[] {
  const base = new URL(`../src/${folder}/`, import.meta.url);
  return readdirSync(base).flatMap((file) => {
    const text = readFileSync(new URL(file, base), "utf8");
    const blocks = [...text.matchAll(/ \* @example\n((?: \*(?!\/).*\n)+)/g)];
    return blocks.flatMap(([, block]) =>
      (block as string)
        .trim()
        .split("\n")
        .map((line) => [`${folder}/${file}`, line.replace(/^ ?\* /, "")] as const),
    );
  });
}

const examples = [...examplesIn("losses"), ...examplesIn("metrics")];

function run(line: string): unknown {
  const model = layers.sequential([layers.dense(1, { inputShape: [2], activation: "sigmoid" })]);
  const scope: Record<string, unknown> = { ...layers, model };
  const body = line.replace(/;.*$/, "");
  return new Function(...Object.keys(scope), `return ${body}`)(...Object.values(scope));
}

describe("the examples of losses and metrics are true", () => {
  test.each(examples)("%s: %s", (_, line) => {
    const found = run(line);
    const said = line.split("; // ")[1];
    if (said === undefined) return;
    if (typeof found === "number") expect(found).toBeCloseTo(Number(said), 5);
    else expect(found).toEqual(JSON.parse(said));
  });

  test("every factory has one", () => {
    const classes = Object.values(layers).filter(
      (v) =>
        typeof v === "function" &&
        (v.prototype instanceof layers.Loss || v.prototype instanceof layers.Metric) &&
        Object.hasOwn(v, "className"),
    );
    expect(examples.length).toBeGreaterThanOrEqual(classes.length);
  });
});
