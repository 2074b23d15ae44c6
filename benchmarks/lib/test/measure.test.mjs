import assert from "node:assert/strict";
import { test } from "node:test";
import { measure } from "../measure.mjs";

/**
 * Keeps the processor at work.
 * @param {number} ms
 */
function work(ms) {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

test("the time of one call is measured, whatever the number of calls", async () => {
  const run = (/** @type {number} */ times) => work(times * 2);
  const seconds = await measure({ name: "work", run, check: () => {} });
  assert.ok(seconds >= 0.002 && seconds < 0.02, `${seconds} s`);
});

test("given calls run in one go after the warm-up", async () => {
  /** @type {number[]} */
  const calls = [];
  const run = async (/** @type {number} */ times) => {
    calls.push(times);
    work(times);
  };
  const seconds = await measure({ name: "work", run, check: () => {}, warmUp: 2, calls: 10 });
  assert.deepEqual(calls, [2, 10]);
  assert.ok(seconds >= 0.001 && seconds < 0.01, `${seconds} s`);
});
