// Runs programs as a user would: in a Node of their own, on the packages as they were built.

import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { type RunResult, run } from "../../scripts/lib/run.mjs";
import { members, root } from "../../scripts/lib/workspace.mjs";

// Below node_modules, so that what the root depends on resolves too.
const home = join(root, "node_modules", ".cache", "wellfit", "programs");

/** Makes `@wellfit/*` resolve to the built packages for every file below `home`. */
function linkPackages(): void {
  const scope = join(home, "node_modules", "@wellfit");
  mkdirSync(scope, { recursive: true });
  for (const { kind, folder, dir } of members()) {
    if (kind !== "packages") continue;
    const link = join(scope, folder);
    try {
      if (existsSync(link) && realpathSync(link) === realpathSync(join(root, dir))) continue;
      rmSync(link, { recursive: true, force: true });
      symlinkSync(join(root, dir), link, "junction");
    } catch (error) {
      // Another test file may have made it in the meantime.
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}

/**
 * Runs a TypeScript program as an ES module, in a new folder with copies of the example data.
 *
 * @param name - A file name for it, without ending.
 * @param source - The program.
 * @param flags - For Node. Default: none.
 */
export async function runProgram(
  name: string,
  source: string,
  flags: readonly string[] = [],
): Promise<RunResult> {
  linkPackages();
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: {
      module: ts.ModuleKind.ESNext,
      target: ts.ScriptTarget.ES2022,
      verbatimModuleSyntax: true,
    },
    fileName: `${name}.ts`,
  });
  const file = join(home, `${name}.mjs`);
  writeFileSync(file, outputText);
  const cwd = mkdtempSync(join(tmpdir(), "wellfit-program-"));
  try {
    const examples = join(root, "examples");
    for (const example of existsSync(examples) ? readdirSync(examples) : []) {
      if (example.endsWith(".csv")) cpSync(join(examples, example), join(cwd, example));
    }
    return await run(process.execPath, [...flags, file], { cwd });
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}
