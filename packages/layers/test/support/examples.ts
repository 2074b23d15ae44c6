import { readdirSync, readFileSync } from "node:fs";
import * as layers from "@wellfit/layers";
import { expect } from "vitest";

/** The lines of the examples in the documentation of a folder of sources, by the file in which they stand. */
export function examplesIn(folder: string): (readonly [file: string, line: string])[] {
  const base = new URL(`../../src/${folder}/`, import.meta.url);
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

/** What a line of an example gives, with everything that is exported and a small `model` at hand. */
function run(line: string): unknown {
  const model = layers.sequential([layers.dense(1, { inputShape: [2], activation: "sigmoid" })]);
  const scope: Record<string, unknown> = { ...layers, model };
  const body = line.replace(/;.*$/, "");
  return new Function(...Object.keys(scope), `return ${body}`)(...Object.values(scope));
}

/** Runs an example, and holds what it gives against what it says behind `; // `. */
export function expectTrue(line: string): void {
  const found = run(line);
  const said = line.split("; // ")[1];
  if (said === undefined) return;
  if (typeof found === "number") expect(found).toBeCloseTo(Number(said), 5);
  else expect(found).toEqual(JSON.parse(said));
}
