// How long one call takes, in a process that does nothing else.

import { median } from "./statistics.mjs";

/**
 * Something to measure. `run(times)` does it that many times and has the last result computed when it returns (or its
 * promise resolves); `check` throws when the result is wrong; `witness` gives numbers that must be the same for every
 * contestant, such as the first losses; `close` ends what the case has started.
 *
 * With `calls` it is run once in one go of so many calls, after one go of `warmUp` calls; without, for as long and as
 * often as it takes for a steady median.
 * @typedef {{
 *   name: string,
 *   run: (times: number) => void | Promise<void>,
 *   check: () => void | Promise<void>,
 *   witness?: () => number[] | Promise<number[]>,
 *   close?: () => void,
 *   warmUp?: number,
 *   calls?: number,
 * }} Case
 */

/** Lets the optimising compilers of the JavaScript engine come to rest. */
const warmUpSeconds = 0.3;
/** Long against the clock's resolution, short against what else a machine does. */
const sampleSeconds = 0.02;
const samples = 15;

/**
 * @param {Case} task
 * @returns {Promise<number>} seconds a call
 */
export async function measure({ run, warmUp, calls }) {
  if (calls !== undefined) {
    if (warmUp !== undefined && warmUp > 0) await run(warmUp);
    return (await time(run, calls)) / calls;
  }
  let fastest = Number.POSITIVE_INFINITY;
  let passed = 0;
  for (let count = 0; passed < warmUpSeconds || count < 3; count++) {
    const once = await time(run, 1);
    fastest = Math.min(fastest, once);
    passed += once;
  }
  // The clock of a machine may stand still for a very short call.
  const times = Math.max(1, Math.ceil(sampleSeconds / Math.max(fastest, 1e-7)));
  /** @type {number[]} */
  const seconds = [];
  for (let i = 0; i < samples; i++) seconds.push((await time(run, times)) / times);
  return median(seconds);
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
