import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { root } from "../scripts/lib/workspace.mjs";
import { runProgram } from "./lib/programs";

interface Block {
  readonly name: string;
  readonly code: string;
}

/** The TypeScript blocks of README.md, named by the line where they begin. */
function blocks(): Block[] {
  const lines = readFileSync(join(root, "README.md"), "utf8").split("\n");
  return lines.flatMap((line, i) => {
    if (line !== "```ts") return [];
    const end = lines.indexOf("```", i);
    return [{ name: `readme-line-${i + 2}`, code: `${lines.slice(i + 1, end).join("\n")}\n` }];
  });
}

test("the README shows programs", () => {
  expect(blocks().length).toBeGreaterThanOrEqual(5);
});

test.each(blocks())("$name runs", async ({ name, code: source }) => {
  const { code, output } = await runProgram(name, source);
  expect(code, output).toBe(0);
});

test("the programs of the README are well typed", () => {
  const folder = join(root, "node_modules", ".cache", "wellfit", "readme");
  mkdirSync(folder, { recursive: true });
  const files = blocks().map(({ name, code }) => {
    const file = join(folder, `${name}.ts`);
    writeFileSync(file, code);
    return file;
  });
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: [] }, ts.sys, root);
  const program = ts.createProgram(files, {
    ...options,
    isolatedDeclarations: false,
    declaration: false,
    noUnusedLocals: false,
  });
  const problems = files
    .flatMap((file) => ts.getPreEmitDiagnostics(program, program.getSourceFile(file)))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
  expect(problems).toEqual([]);
});
