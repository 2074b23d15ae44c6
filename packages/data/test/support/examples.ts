import { readdirSync, readFileSync } from "node:fs";
import ts from "typescript";
import { expect } from "vitest";

/** The examples in the documentation of a folder of sources, by the file in which they stand. */
export const examplesIn = (folder: string): (readonly [file: string, example: string])[] =>
  readdirSync(new URL(`../../src/${folder}/`, import.meta.url))
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => {
      const text = readFileSync(new URL(`../../src/${folder}/${file}`, import.meta.url), "utf8");
      const blocks = [...text.matchAll(/ \* @example\n \* ```ts\n((?: \* .*\n)+?) \* ```/g)];
      return blocks.map(([, block]) => [file, block!.replace(/^ \* ?/gm, "")] as const);
    });

const valueOf = (text: string): unknown => {
  try {
    return new Function(`return (${text})`)();
  } catch {
    return undefined;
  }
};

const check = (received: unknown, said: string): void => {
  // A text that ends with … is the beginning of one.
  if (said.endsWith('…"')) {
    expect(received).toEqual(expect.stringContaining(said.slice(1, -2)));
    return;
  }
  const expected = valueOf(said);
  if (expected === undefined) return;
  if (typeof expected === "number") expect(received).toBeCloseTo(expected, 10);
  else expect(JSON.parse(JSON.stringify(received))).toEqual(JSON.parse(JSON.stringify(expected)));
};

/** Runs an example; what stands behind `; // ` must be what the line gives, where it is a value. */
export const runExample = async (example: string, names: Record<string, unknown>): Promise<void> => {
  const marked = example.replace(
    /^(?!const |let |import )(.*); \/\/ (.*)$/gm,
    (_, line: string, said: string) => `check(${line}, ${JSON.stringify(said)});`,
  );
  const { outputText: body } = ts.transpileModule(`return (async () => {\n${marked}\n})();`, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  });
  const scope: Record<string, unknown> = { ...names, check };
  await new Function(...Object.keys(scope), body)(...Object.values(scope));
};
