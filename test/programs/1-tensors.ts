import { grad, jit, tensor, valueAndGrad, variable, type Tensor } from "@wellfit/core";

const w = tensor([[1, 2], [3, 4]]);                 // float32, shape [2, 2]
const f = (w: Tensor) => w.matmul(w.transpose()).tanh().sum();
console.log(f(w).item(), grad(f)(w).toArray());     // a number, nested arrays
const [value, dw] = valueAndGrad(f)(w);
const hessianTimesV = grad((w: Tensor) => grad(f)(w).mul(dw).sum())(w);

const count = variable(tensor([0]));
const step = jit((x: Tensor) => { count.assign(count.value.add(1)); return x.square().sum(); });
step(tensor([1, 2, 3])).item();                     // traced once
step(tensor([4, 5, 6])).item();                     // only runs

// As written up to here. What it must have done:
import assert from "node:assert/strict";

/** f and its derivatives in float64, by central differences of the formula. */
const direct = (v: number[]): number => {
  const [a, b, c, d] = v as [number, number, number, number];
  return Math.tanh(a * a + b * b) + 2 * Math.tanh(a * c + b * d) + Math.tanh(c * c + d * d);
};
const slope = (g: (v: number[]) => number, v: number[], h: number): number[] =>
  v.map((_, i) => {
    const moved = (by: number): number => g(v.map((x, j) => (i === j ? x + by : x)));
    return (moved(h) - moved(-h)) / (2 * h);
  });
const near = (received: unknown, expected: number[]): void => {
  const flat = (received as number[][]).flat();
  assert.equal(flat.length, expected.length);
  for (const [i, x] of flat.entries()) {
    assert.ok(Math.abs(x - expected[i]!) <= 1e-5 + 1e-3 * Math.abs(expected[i]!), `${flat} is not ${expected}`);
  }
};
const at = [1, 2, 3, 4];
assert.deepEqual([w.dtype, w.shape], ["float32", [2, 2]]);
assert.ok(Math.abs(value.item() - direct(at)) < 1e-5);
near(dw.toArray(), slope(direct, at, 1e-4));
// At these weights tanh is flat; smaller ones show more of the Hessian.
const small = tensor([[0.1, 0.2], [0.3, 0.4]]);
const v = tensor([[1, -1], [0.5, 2]]);
const product = grad((w: Tensor) => grad(f)(w).mul(v).sum())(small);
const along = (x: number[]): number => slope(direct, x, 1e-3).reduce((sum, s, i) => sum + s * [1, -1, 0.5, 2][i]!, 0);
near(product.toArray(), slope(along, [0.1, 0.2, 0.3, 0.4], 1e-3));
assert.deepEqual(hessianTimesV.shape, [2, 2]);
assert.ok((hessianTimesV.toArray() as number[][]).flat().every(Number.isFinite));
assert.equal(count.value.toArray().toString(), "2");
assert.equal(step(tensor([1, 2, 3])).item(), 14);
assert.equal(step(tensor([4, 5, 6])).item(), 77);
assert.equal(count.value.item(), 4);
console.log("program 1 holds");
