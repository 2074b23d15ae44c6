// `npm test`: makes the clone ready, runs every check and counts. All run, also after one failed.
//   npm test -- --list          the steps
//   npm test -- unit types      only these, and what they need
//   npm test -- house           the house's own checks

import { bold, duration, explain, green, grey, red } from "./lib/say.mjs";
import { checkNode, ensureInstalled } from "./lib/set-up.mjs";
import { allSteps, houseNames } from "./steps.mjs";

/** @typedef {import("./steps.mjs").Step} Step */

const steps = allSteps();
const given = process.argv.slice(2);

if (given.includes("--list")) {
  for (const { name, about } of steps) console.log(`${name.padEnd(10)} ${about}`);
} else {
  const wanted = given.flatMap((name) => (name === "house" ? houseNames : [name]));
  const unknown = wanted.filter((name) => !steps.some((step) => step.name === name));
  if (unknown.length > 0) {
    console.error(
      `There is no step ${unknown.join(", ")}; there are house, ${steps.map(({ name }) => name).join(", ")}.`,
    );
    process.exitCode = 2;
  } else {
    process.exitCode = await test(wanted.length === 0 ? steps : withNeeds(wanted));
  }
}

/**
 * The named steps and those that they need, in order.
 * @param {readonly string[]} names
 * @returns {Step[]}
 */
function withNeeds(names) {
  const all = new Set(names);
  for (const { name, needs } of [...steps].reverse()) {
    if (all.has(name)) for (const needed of needs ?? []) all.add(needed);
  }
  return steps.filter(({ name }) => all.has(name));
}

/**
 * Runs steps and prints the table and the count.
 * @param {readonly Step[]} chosen
 * @returns {Promise<number>} the exit code
 */
async function test(chosen) {
  let interrupted = false;
  process.on("SIGINT", () => {
    interrupted = true;
  });
  const begin = performance.now();
  /** @type {{ name: string, passed: number, failed: number, ms: number }[]} */
  const rows = [];
  try {
    checkNode();
    await ensureInstalled();
    for (const { name, about, run } of chosen) {
      if (interrupted) break;
      console.log(`\n${bold(name)} ${grey(about)}`);
      const start = performance.now();
      rows.push({ name, ...(await count(run)), ms: performance.now() - start });
    }
  } catch (error) {
    explain(error);
    rows.push({ name: "set-up", passed: 0, failed: 1, ms: performance.now() - begin });
  }
  const unfinished = chosen.length - rows.length;
  if (interrupted) rows.push({ name: "interrupted", passed: 0, failed: Math.max(1, unfinished), ms: 0 });
  console.log(`\n${grey("step           passed  failed       time")}`);
  for (const { name, passed, failed, ms } of rows) {
    const mark = failed === 0 ? green("✓") : red("✗");
    const numbers = `${String(passed).padStart(7)} ${String(failed).padStart(7)}`;
    console.log(`${mark} ${name.padEnd(12)}${numbers} ${duration(ms).padStart(10)}`);
  }
  console.log(grey(`all in ${duration(performance.now() - begin)}\n`));
  const passed = rows.reduce((sum, row) => sum + row.passed, 0);
  const failed = rows.reduce((sum, row) => sum + row.failed, 0);
  console.log(`${passed} passed, ${failed} failed`);
  if (interrupted) return 130;
  return failed === 0 && passed > 0 ? 0 : 1;
}

/**
 * What a step counted; one that breaks or counts nothing has failed.
 * @param {Step["run"]} run
 * @returns {Promise<import("./lib/count.mjs").Count>}
 */
async function count(run) {
  try {
    const result = await run();
    if (result.passed + result.failed > 0) return result;
    console.error("The step checked nothing.");
  } catch (error) {
    explain(error);
  }
  return { passed: 0, failed: 1 };
}
