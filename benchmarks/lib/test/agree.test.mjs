import assert from "node:assert/strict";
import { test } from "node:test";
import { agree, mustWitnessTheSame } from "../agree.mjs";

test("equal within the tolerance passes", () => {
  agree("x", [1.001, -2], [1, -2.001], { absolute: 0.0011 });
  agree("x", [100.1], [100], { relative: 0.0011 });
});

test("a difference, a missing number and NaN fail", () => {
  assert.throws(() => agree("x", [1, 2.1], [1, 2], { absolute: 0.01 }), /x: received 2.1 at 1, expected 2/);
  assert.throws(() => agree("x", [1], [1, 2], {}), /received 1 numbers, expected 2/);
  assert.throws(() => agree("x", [Number.NaN], [1], { absolute: 10 }), /received NaN at 0/);
});

test("what contestants witness must be the same in every round", () => {
  const round = (/** @type {number[]} */ loss) => ({ witnesses: { step: loss } });
  const ours = [round([1, 2]), round([1, 2])];
  mustWitnessTheSame({ ours, theirs: [round([1.0009, 2]), round([1, 2.0001])], silent: [{}] }, 1e-3);
  mustWitnessTheSame({ ours, slow: [round([1])] }, 0);
  assert.throws(() => mustWitnessTheSame({ ours, none: [round([])] }, 0), /none and ours have no numbers/);
  assert.throws(
    () => mustWitnessTheSame({ ours, theirs: [round([1, 2]), round([1, 2.01])] }, 1e-3),
    /step: theirs against ours: received 2.01 at 1, expected 2/,
  );
});
