import { readFileSync } from "node:fs";
import * as core from "@wellfit/core";
import * as layers from "@wellfit/layers";
import { expect } from "vitest";

/** The examples of a source file, each as a whole. */
export function blocksIn(file: string): readonly string[] {
  const text = readFileSync(new URL(`../../src/${file}`, import.meta.url), "utf8");
  return [...text.matchAll(/ \* @example\n((?: \*(?!\/).*\n)+)/g)].map(([, block]) =>
    (block as string)
      .trimEnd()
      .split("\n")
      .map((line) => line.replace(/^ \* ?/, ""))
      .join("\n"),
  );
}

/** Runs an example with everything that is exported; what stands behind `; // ` must be what the line gives. */
export async function runBlock(block: string): Promise<void> {
  const scope: Record<string, unknown> = { ...core, ...layers, expect };
  const body = block.replace(
    /^(.*); \/\/ (.*)$/gm,
    (_, line: string, said: string) => `expect(${line}).toEqual(${said});`,
  );
  const names = Object.keys(scope).filter((name) => name !== "default");
  const run = new Function(...names, `return (async () => {\n${body}\n})();`);
  await run(...names.map((name) => scope[name]));
}
