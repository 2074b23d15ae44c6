// The programs that pages show, taken out of them to be run and type-checked.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { root } from "../../scripts/lib/workspace.mjs";

/** A program in a page. */
export interface Block {
  /** The page and the line where it begins: a name for a file. */
  readonly name: string;
  readonly code: string;
}

/**
 * The programs of a Markdown file: blocks whose fence says `starts`, each followed by those that say `more`, which
 * go on where the one before ended.
 *
 * @param page - Where it is, relative to the root of the repository.
 */
export function blocksOf(page: string, starts: string, more?: string): Block[] {
  const lines = readFileSync(join(root, page), "utf8").split("\n");
  const short = page.replace(/^.*\//, "").replace(/\.md$/, "").toLowerCase();
  const blocks: { name: string; code: string }[] = [];
  for (const [i, line] of lines.entries()) {
    const begins = line === `\`\`\`${starts}`;
    if (!begins && (more === undefined || line !== `\`\`\`${more}`)) continue;
    const code = `${lines.slice(i + 1, lines.indexOf("```", i)).join("\n")}\n`;
    const last = blocks.at(-1);
    if (begins) blocks.push({ name: `${short}-line-${i + 2}`, code });
    else if (last === undefined)
      throw new Error(`${page}:${i + 1} goes on with a program that has not begun`);
    else last.code += code;
  }
  return blocks;
}

/** What TypeScript finds wrong with programs, as a user would write them: with the packages, not isolated. */
export function typeProblems(blocks: readonly Block[]): string[] {
  const folder = join(root, "node_modules", ".cache", "wellfit", "blocks");
  mkdirSync(folder, { recursive: true });
  const files = blocks.map(({ name, code }) => {
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
  return files
    .flatMap((file) => ts.getPreEmitDiagnostics(program, program.getSourceFile(file)))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}
