import type { Tensor } from "@wellfit/core";
import * as core from "@wellfit/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { fromOnnx, toOnnx } from "../src/index";
import { distance, fill, oracle, runtime } from "./harness";

/** Steps that keep `[batch, width]`, and numbers within bounds. */
const steps: Record<string, (x: Tensor, k: number) => Tensor> = {
  tanh: (x) => x.tanh(),
  sigmoid: (x) => x.sigmoid(),
  relu: (x) => x.relu(),
  softmax: (x) => core.softmax(x),
  softplus: (x) => core.softplus(x),
  gelu: (x) => core.gelu(x),
  elu: (x) => core.elu(x),
  scale: (x, k) => x.mul(k / 4),
  shift: (x, k) => x.add(core.tensor([k])),
  centre: (x) => x.sub(x.mean(1, { keepdims: true })),
  overRows: (x) => x.sub(x.mean(0)),
  flip: (x) => core.flip(x, 0),
  roll: (x, k) => core.roll(x, k, 1),
  mix: (x, k) =>
    x.matmul(
      core
        .eye(x.shape[1] as number)
        .add(0.1 * k)
        .tanh(),
    ),
  twice: (x) => core.concat([x, x.neg()], 1).slice([null, [0, x.shape[1] as number]]),
  gate: (x, k) => core.where(x.greater(k / 4), x, x.mul(0.5)),
  norm: (x) => core.l2Normalize(x),
  fold: (x) => x.reshape([-1]).reshape(x.shape),
  turn: (x) => x.transpose().transpose(),
  pick: (x) =>
    core.gather(
      x,
      core
        .arange(x.shape[1] as number)
        .neg()
        .sub(1),
      1,
    ),
  best: (x) => x.sub(core.gather(x.flatten(), core.argMax(x.flatten(), 0))),
  clip: (x) => core.clip(x, -1, 1),
};

const program = fc.record({
  width: fc.integer({ min: 1, max: 4 }),
  batch: fc.integer({ min: 1, max: 9 }),
  steps: fc.array(fc.tuple(fc.constantFrom(...Object.keys(steps)), fc.integer({ min: -3, max: 3 })), {
    maxLength: 7,
  }),
});

test("fromOnnx(toOnnx(f)) is f, and ONNX Runtime agrees", async () => {
  await fc.assert(
    fc.asyncProperty(program, async ({ width, batch, steps: chosen }) => {
      const fn = (x: Tensor): Tensor =>
        chosen.reduce((y, [name, k]) => (steps[name] as (x: Tensor, k: number) => Tensor)(y, k), x);
      const bytes = toOnnx(fn, { inputShapes: [[null, width]] });
      const x = fill({ shape: [null, width], values: [0.31, -1.27, 0.73, 2.11, 0.17, -0.59, 1.93] }, batch);
      const [expected] = oracle(fn, [x]) as [Tensor];
      const back = fromOnnx(bytes)(x) as Tensor;
      expect(back.shape).toEqual(expected.shape);
      expect(distance(back.data(), expected.data())).toBeLessThan(1e-5);
      const [theirs] = await runtime(bytes, { input: x });
      expect(theirs?.dims).toEqual(expected.shape);
      expect(distance(expected.data(), theirs?.data ?? [])).toBeLessThan(1e-5);
    }),
    { numRuns: 100, seed: 5 },
  );
});
