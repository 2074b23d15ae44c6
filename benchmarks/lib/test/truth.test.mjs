import assert from "node:assert/strict";
import { test } from "node:test";
import { units } from "../../network/task.mjs";
import { checkHistory, judge, train } from "../../network/truth.mjs";
import { uniform } from "../numbers.mjs";

const points = { rows: 6, x: uniform(12, -1, 1, 1), y: Float32Array.from([0, 1, 0, 1, 1, 0]) };
const weights = [
  { data: uniform(2 * units, -0.1, 0.1, 2), shape: [2, units] },
  { data: new Float32Array(units), shape: [units] },
  { data: uniform(units, -0.1, 0.1, 3), shape: [units, 1] },
  { data: new Float32Array(1), shape: [1] },
];
const task = { train: points, dev: points, weights };

test("training lowers the loss, and judging after a step is measuring before the next", () => {
  const { loss, valLoss, accuracy, valAccuracy } = train(task, 60);
  assert.ok(Number(loss.at(-1)) < 0.8 * Number(loss[0]));
  assert.deepEqual(valLoss.slice(0, -1), loss.slice(1));
  assert.deepEqual(valAccuracy.slice(0, -1), accuracy.slice(1));
});

test("gradients are those of the loss", () => {
  const w = Float64Array.from(weights.flatMap(({ data }) => [...data]));
  const gradient = new Float64Array(w.length);
  judge(w, points, gradient);
  const h = 1e-6;
  // Some of every weight: both rows of the first kernel, its bias, the second kernel, its bias.
  for (const i of [0, 7, units + 7, 2 * units, 2 * units + 9, 3 * units, 3 * units + 9, 4 * units]) {
    const [up, down] = [h, -h].map((by) => judge(w.with(i, Number(w[i]) + by), points).loss);
    const slope = (Number(up) - Number(down)) / (2 * h);
    assert.ok(Math.abs(slope - Number(gradient[i])) < 1e-8, `${i}: ${gradient[i]} is not ${slope}`);
  }
});

test("the first step of Adam is the rate, against the slope", () => {
  // Only the last bias can move: the other weights are 0, so that no unit is active and nothing flows back.
  const still = weights.map(({ shape, data }) => ({ shape, data: new Float32Array(data.length) }));
  const all = { rows: 6, x: points.x, y: new Float32Array(6) };
  const { loss } = train({ train: all, dev: all, weights: still }, 2);
  const expected = [0, -0.001].map((bias) => Math.log1p(Math.exp(bias)));
  for (const [i, value] of expected.entries()) assert.ok(Math.abs(Number(loss[i]) - value) < 1e-8);
});

test("a history that went another way is refused", () => {
  const { loss } = train(task, 10);
  checkHistory(task, { loss });
  assert.throws(
    () => checkHistory(task, { loss: loss.map((value, i) => (i === 5 ? value * 1.01 : value)) }),
    /loss: /,
  );
  assert.throws(() => checkHistory(task, {}), /no epoch/);
});
