import assert from "node:assert/strict";
import { test } from "node:test";
import { agree } from "../agree.mjs";

test("equal within the tolerance passes", () => {
  agree("x", [1.001, -2], [1, -2.001], { absolute: 0.0011 });
  agree("x", [100.1], [100], { relative: 0.0011 });
});

test("a difference, a missing number and NaN fail", () => {
  assert.throws(() => agree("x", [1, 2.1], [1, 2], { absolute: 0.01 }), /x: received 2.1 at 1, expected 2/);
  assert.throws(() => agree("x", [1], [1, 2], {}), /received 1 numbers, expected 2/);
  assert.throws(() => agree("x", [Number.NaN], [1], { absolute: 10 }), /received NaN at 0/);
});
