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
  const { seconds } = await measure({ name: "work", run, check: () => {} });
  assert.ok(seconds >= 0.002 && seconds < 0.02, `${seconds} s`);
});

test("given calls run in one go after the warm-up", async () => {
  /** @type {number[]} */
  const calls = [];
  const run = async (/** @type {number} */ times) => {
    calls.push(times);
    work(times);
  };
  const { seconds } = await measure({ name: "work", run, check: () => {}, warmUp: 2, calls: 10 });
  assert.deepEqual(calls, [2, 10]);
  assert.ok(seconds >= 0.001 && seconds < 0.01, `${seconds} s`);
});

test("a limit is measured in turn with what is held against it", async () => {
  /** @type {string[]} */
  const turns = [];
  const run = (/** @type {number} */ times) => {
    if (turns[turns.length - 1] !== "ours") turns.push("ours");
    work(times * 4);
  };
  const limit = (/** @type {number} */ times) => {
    if (turns[turns.length - 1] !== "limit") turns.push("limit");
    work(times * 2);
  };
  const { seconds, beside } = await measure({ name: "work", run, beside: { limit }, check: () => {} });
  assert.ok(seconds / Number(beside.limit) > 1.5 && seconds / Number(beside.limit) < 2.5);
  assert.ok(turns.length >= 30, `${turns.length} turns`);
});
