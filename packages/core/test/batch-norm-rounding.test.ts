import { expect, test } from "vitest";
import * as w from "../src/index";

// A bias before a batch normalization has a gradient of exactly 0. What rounding makes of it, Adam turns into steps.
test.each([{ shape: [4096, 8] }, { shape: [64, 26, 26, 8] }])(
  "the gradient of a bias before a batch normalization is hardly more than 0: $shape",
  ({ shape }) => {
    const gradient = w.jit((x: w.Tensor, direction: w.Tensor) =>
      w.grad((bias: w.Tensor) => {
        const { output } = w.batchNormTraining(x.add(bias), { gamma: w.ones([8]), beta: w.zeros([8]) });
        return output.mul(direction).sum();
      })(w.zeros([8])),
    );
    const numbers = (seed: number): w.Tensor => w.randomNormal(w.randomKey(seed), shape);
    const all = [...Array(8).keys()].flatMap((seed) =>
      Array.from(gradient(numbers(2 * seed).add(0.5), numbers(2 * seed + 1).add(0.1)).data()),
    );
    const size = Math.sqrt(all.reduce((sum, v) => sum + v * v, 0) / all.length);
    // Without the normalization, it would be the root of the rows. Derived through mean and variance it was 5.5e-6 and 2.6e-6.
    const rows = shape.slice(0, -1).reduce((a, b) => a * b, 1);
    expect(size / Math.sqrt(rows)).toBeLessThan(2.2e-6);
  },
);
