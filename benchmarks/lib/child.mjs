// One contestant of one benchmark, measured in a process of its own; the runner starts it and gets a message back.

import { contestants } from "./contestants.mjs";
import { measure } from "./measure.mjs";

const [suiteName, contestantName] = /** @type {[string, string]} */ (process.argv.slice(2));
const { default: suite } = await import(`../suites/${suiteName}.mjs`);
/** @type {import("./measure.mjs").Case[] | string} a text says why this contestant cannot do it */
const made = await suite.contestants[contestantName]();
/** @type {Record<string, number>} */
const seconds = {};
/** @type {Record<string, Record<string, number>>} */
const limits = {};
/** @type {Record<string, number[]>} */
const witnesses = {};
const cases = typeof made === "string" ? [] : made;
for (const task of cases) {
  const measured = await measure(task);
  seconds[task.name] = measured.seconds;
  if (task.beside) limits[task.name] = measured.beside;
  await task.check();
  if (task.witness) witnesses[task.name] = await task.witness();
  task.close?.();
}
const failed = typeof made === "string" ? { failed: made } : {};
process.send?.({ seconds, limits, witnesses, ...failed, version: contestants[contestantName]?.version() });
process.disconnect?.();
