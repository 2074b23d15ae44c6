// The steps of `npm test`, in the order in which they run.

import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { findBrowser } from "./browser.mjs";
import { countTests } from "./lib/count.mjs";
import { runTool } from "./lib/run.mjs";
import { explain, StepError } from "./lib/say.mjs";
import { ensureBuilt } from "./lib/set-up.mjs";
import { members, root } from "./lib/workspace.mjs";

/**
 * @typedef {import("./lib/count.mjs").Count} Count
 * @typedef {{ name: string, about: string, needs?: readonly string[], run: () => Promise<Count> }} Step
 */

/**
 * A step that is one check: it passes or not.
 * @param {boolean} passed
 * @returns {Count}
 */
const one = (passed) => ({ passed: passed ? 1 : 0, failed: passed ? 0 : 1 });

/**
 * Runs something that throws when it fails, and shows the failure.
 * @param {() => Promise<unknown>} work
 * @returns {Promise<Count>}
 */
async function attempt(work) {
  try {
    await work();
    return one(true);
  } catch (error) {
    explain(error);
    return one(false);
  }
}

/**
 * A tool that passes with exit code 0, shown as it runs.
 * @param {string} file
 * @param {readonly string[]} args
 * @returns {Promise<Count>}
 */
async function tool(file, args) {
  const { code } = await runTool(file, args, { show: true });
  return one(code === 0);
}

/** @returns {Promise<Count>} */
async function types() {
  let passed = 0;
  let failed = 0;
  for (const project of ["tsconfig.json", "tsconfig.test.json"]) {
    const info = join("node_modules", ".cache", "wellfit", `${project}.tsbuildinfo`);
    const count = await tool("typescript/bin/tsc", [
      "-p",
      project,
      "--incremental",
      "--tsBuildInfoFile",
      info,
    ]);
    passed += count.passed;
    failed += count.failed;
  }
  return { passed, failed };
}

/**
 * The tests of one project in vitest.config.ts, counted from its own report.
 * @param {string} project
 * @param {readonly string[]} [more]
 * @returns {Promise<Count>}
 */
async function tests(project, more = []) {
  const file = join(root, "node_modules", ".cache", "wellfit", `vitest-${project}.json`);
  mkdirSync(dirname(file), { recursive: true });
  rmSync(file, { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const { code } = await runTool("vitest/vitest.mjs", ["run", "--project", project, ...reporters, ...more], {
    show: true,
  });
  let report;
  try {
    report = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    // No report is a failure that countTests knows.
  }
  const { passed, failed, notes } = countTests(report, code);
  for (const note of notes) console.error(`${project}: ${note}`);
  return { passed, failed };
}

/**
 * One check of the house. They are loaded late: their tools must be installed first.
 * @param {string} name
 * @param {string} about
 * @returns {Step}
 */
function house(name, about) {
  const run = () =>
    attempt(async () => {
      const { format, houseChecks } = await import("./check/index.mjs");
      const findings = houseChecks[name]?.(root) ?? [
        { file: "scripts/check/index.mjs", message: `has no check ${name}` },
      ];
      if (findings.length > 0)
        throw new StepError(`${name}: ${findings.length} found`, { output: format(findings) });
    });
  return { name, about, run };
}

/** @returns {Promise<Count>} */
async function packaging() {
  const { checkPackaging } = await import("./check/packaging.mjs");
  const { format } = await import("./check/index.mjs");
  let failed = 0;
  const results = [...(await checkPackaging(root)).values()];
  for (const findings of results) {
    if (findings.length === 0) continue;
    failed += 1;
    console.error(format(findings));
  }
  return { passed: results.length - failed, failed };
}

const isDocs = (/** @type {import("./lib/workspace.mjs").Member} */ member) => member.dir === "apps/docs";

/**
 * @returns {Step[]}
 */
export function allSteps() {
  const steps = [
    { name: "types", about: "TypeScript, sources and tests", run: types },
    { name: "lint", about: "Biome: lint and format", run: () => tool("@biomejs/biome/bin/biome", ["check"]) },
    house("arrows", "imports follow the arrows and floors of the house"),
    house("circles", "no files import each other in a circle"),
    house("comments", "everything public has a documentation comment"),
    house("words", "no machine's paths, resting tests, numbers behind ||, oversized files"),
    house("manifests", "every package.json follows the rules"),
    {
      // Vitest leaves one core free by itself, which on two cores is half of the machine.
      name: "unit",
      about: "unit tests of packages, apps and scripts",
      run: () => tests("unit", [`--maxWorkers=${availableParallelism()}`]),
    },
    {
      name: "build",
      about: "packages and the command line tool",
      run: () => attempt(() => ensureBuilt((member) => !isDocs(member))),
    },
    {
      name: "packaging",
      about: "publint and Are The Types Wrong on what npm would get",
      needs: ["build"],
      run: packaging,
    },
    {
      name: "docs",
      about: "the documentation site builds",
      needs: ["build"],
      run: () => attempt(() => ensureBuilt(isDocs)),
    },
    {
      name: "browser",
      about: "a Chromium, Chrome or Edge is there",
      run: () =>
        attempt(async () => {
          process.env.CHROME_PATH = await findBrowser();
        }),
    },
    {
      // One file at a time: some of these measure time, and all start programs of their own.
      name: "built",
      about: "what was built: programs of the README, the command, pages in a browser",
      needs: ["build", "docs", "browser"],
      run: () => tests("built", ["--no-file-parallelism"]),
    },
  ];
  return members().some(isDocs) ? steps : steps.filter(({ name }) => name !== "docs");
}

/** The names of the house's own checks, which `house` selects together. */
export const houseNames = ["arrows", "circles", "comments", "words", "manifests"];
