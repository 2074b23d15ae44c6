import assert from "node:assert/strict";
import { test } from "node:test";
import { median, ratios, spread } from "../statistics.mjs";

test("the median is the middle value, or the mean of the two middle ones", () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([4, 1, 3, 2]), 2.5);
  assert.throws(() => median([]), /no values/);
});

test("values are left in their order", () => {
  const values = [3, 1, 2];
  assert.deepEqual(spread(values), { median: 2, min: 1, max: 3 });
  assert.deepEqual(values, [3, 1, 2]);
});

test("ratios compare within a round", () => {
  // The machine was twice as slow in the second round, for both.
  assert.deepEqual(ratios([1, 2, 1], [3, 6, 4]), { median: 3, min: 3, max: 4 });
  assert.throws(() => ratios([1], [1, 2]), /1 and 2 rounds/);
});
