// How long one call takes, in a process that does nothing else.

import { median } from "./statistics.mjs";

/**
 * Something to measure. `run(times)` does it that many times and has the last result computed when it returns (or its
 * promise resolves); `check` throws when the result is wrong; `witness` gives numbers that must be the same for every
 * contestant, such as the first losses; `close` ends what the case has started. `beside` has limits of the machine, by
 * name, that it is held against: they are measured in turn with it, because a machine's speed drifts from second to second.
 *
 * With `calls` it is run once in one go of so many calls, after one go of `warmUp` calls; without, for as long and as
 * often as it takes for a steady median.
 * @typedef {{
 *   name: string,
 *   run: (times: number) => void | Promise<void>,
 *   check: () => void | Promise<void>,
 *   witness?: () => number[] | Promise<number[]>,
 *   close?: () => void,
 *   beside?: Record<string, (times: number) => void | Promise<void>>,
 *   warmUp?: number,
 *   calls?: number,
 * }} Case
 * @typedef {{ seconds: number, beside: Record<string, number> }} Measured seconds a call, its own and the limits'
 */

/** Lets the optimising compilers of the JavaScript engine come to rest. */
const warmUpSeconds = 0.3;
/** Long against the clock's resolution, short against what else a machine does. */
const sampleSeconds = 0.02;
const samples = 15;

/**
 * @param {Case} task
 * @returns {Promise<Measured>}
 */
export async function measure({ run, beside = {}, warmUp, calls }) {
  if (calls !== undefined) {
    if (warmUp !== undefined && warmUp > 0) await run(warmUp);
    return { seconds: (await time(run, calls)) / calls, beside: {} };
  }
  const all = [run, ...Object.values(beside)];
  /** @type {{ run: Case["run"], times: number, seconds: number[] }[]} */
  const turns = [];
  for (const one of all) turns.push({ run: one, times: await warm(one), seconds: [] });
  for (let i = 0; i < samples; i++) {
    for (const { run: one, times, seconds } of turns) seconds.push((await time(one, times)) / times);
  }
  const [own, ...limits] = turns.map(({ seconds }) => median(seconds));
  return {
    seconds: /** @type {number} */ (own),
    beside: Object.fromEntries(Object.keys(beside).map((name, i) => [name, Number(limits[i])])),
  };
}

/**
 * Runs something until it is as fast as it gets.
 * @param {Case["run"]} run
 * @returns {Promise<number>} how often it has to run for one sample
 */
async function warm(run) {
  let fastest = Number.POSITIVE_INFINITY;
  let passed = 0;
  for (let count = 0; passed < warmUpSeconds || count < 3; count++) {
    const once = await time(run, 1);
    fastest = Math.min(fastest, once);
    passed += once;
  }
  // The clock of a machine may stand still for a very short call.
  return Math.max(1, Math.ceil(sampleSeconds / Math.max(fastest, 1e-7)));
}

/**
 * @param {Case["run"]} run
 * @param {number} times
 * @returns {Promise<number>} seconds of all together
 */
async function time(run, times) {
  const begin = performance.now();
  await run(times);
  return (performance.now() - begin) / 1000;
}
