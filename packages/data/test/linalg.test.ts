import { describe, expect, it } from "vitest";
import { gram } from "../src/linalg/gram";
import { triangleOf } from "../src/linalg/householder";
import { jacobiSvd } from "../src/linalg/jacobi-svd";
import { project } from "../src/linalg/project";
import { symmetricEigen } from "../src/linalg/symmetric-eigen";
import { blockRows } from "../src/linalg/tile";
import { randomState } from "../src/random/random-state";
import { finish } from "../src/transform/work";

const state = randomState(11);
const columnsOf = (n: number, p: number): Float64Array[] =>
  Array.from({ length: p }, () => state.normal(0, 1, n));

const product = (columns: readonly Float64Array[], means: Float64Array, i: number, j: number): number =>
  columns[i]!.reduce((sum, value, row) => sum + (value - means[i]!) * (columns[j]![row]! - means[j]!), 0);

describe("products in blocks", () => {
  it.each([
    [1, 1],
    [2, 4],
    [254, 5],
    [255, 3],
    [600, 7],
  ])("of %i rows and %i columns", (n, p) => {
    const columns = columnsOf(n, p);
    const means = Float64Array.from({ length: p }, (_, j) => j / 7);
    const { products, width } = finish(gram(columns, means, n));
    for (let i = 0; i < p; i++) {
      for (let j = 0; j < p; j++) {
        expect(products[i * width + j]).toBeCloseTo(product(columns, means, i, j), 9);
      }
    }
    // With and without SIMD the very same.
    expect(finish(gram(columns, means, n, true)).products).toEqual(products);
    const r = finish(triangleOf(columns, means, n));
    for (let i = 0; i < p; i++) {
      for (let j = 0; j < p; j++) {
        let sum = 0;
        for (let k = 0; k <= Math.min(i, j); k++) sum += r[i * p + k]! * r[j * p + k]!;
        expect(sum).toBeCloseTo(product(columns, means, i, j), 9);
      }
    }
    const axes = state.normal(0, 1, 2 * p);
    const seen = [new Float64Array(n), new Float64Array(n)];
    const visit = (scores: Float64Array, from: number, to: number): void => {
      for (const k of [0, 1]) seen[k]!.set(scores.subarray(k * blockRows, k * blockRows + to - from), from);
    };
    finish(project(columns, means, n, axes, visit));
    for (const k of [0, 1]) {
      for (const row of [0, n >> 1, n - 1]) {
        const want = columns.reduce((sum, c, j) => sum + (c[row]! - means[j]!) * axes[k * p + j]!, 0);
        expect(seen[k]![row]).toBeCloseTo(want, 10);
      }
    }
  });
});

const check = (matrix: Float64Array, n: number, values: Float64Array, vectors: Float64Array): void => {
  const size = Math.max(1e-300, ...matrix.map(Math.abs)) * n;
  for (let k = 0; k < n; k++) {
    if (k > 0) expect(values[k]).toBeLessThanOrEqual(values[k - 1]!);
    for (let i = 0; i < n; i++) {
      let sum = 0;
      let same = 0;
      for (let j = 0; j < n; j++) {
        sum += matrix[i * n + j]! * vectors[k * n + j]!;
        same += vectors[k * n + j]! * vectors[i * n + j]!;
      }
      expect(Math.abs(sum - values[k]! * vectors[k * n + i]!) / size).toBeLessThan(1e-14);
      expect(Math.abs(same - (i === k ? 1 : 0))).toBeLessThan(1e-13);
    }
  }
};

describe("eigenvectors of symmetric matrices", () => {
  const symmetric = (n: number, at: (i: number, j: number) => number): Float64Array =>
    Float64Array.from({ length: n * n }, (_, k) => {
      const [i, j] = [Math.floor(k / n), k % n];
      return at(Math.min(i, j), Math.max(i, j));
    });
  const noise = state.normal(0, 1, 4000);
  it.each<[string, number, (i: number, j: number) => number]>([
    ["one number", 1, () => 3],
    ["zero", 4, () => 0],
    ["the unit matrix", 5, (i, j) => (i === j ? 1 : 0)],
    ["a diagonal", 6, (i, j) => (i === j ? -i : 0)],
    ["ones", 7, () => 1],
    ["noise", 40, (i, j) => noise[i * 41 + j]!],
    ["graded", 12, (i, j) => noise[i * 41 + j]! * 10 ** -(i + j)],
    ["huge", 5, (i, j) => noise[i * 41 + j]! * 1e150],
    ["tiny", 5, (i, j) => noise[i * 41 + j]! * 1e-150],
    ["two blocks", 8, (i, j) => (i < 4 === j < 4 ? 1 + i + j : 0)],
    ["Wilkinson's", 21, (i, j) => (i === j ? Math.abs(10 - i) : j === i + 1 ? 1 : 0)],
  ])("%s", (_name, n, at) => {
    const matrix = symmetric(n, at);
    const { values, vectors } = finish(symmetricEigen(matrix, n, n));
    check(matrix, n, values, vectors);
  });
});

describe("one-sided Jacobi", () => {
  it.each([1, 2, 5, 30])("agrees with the eigenvectors of the products, %i columns", (n) => {
    const m = state.normal(0, 1, n * n);
    const { singular, vectors } = finish(jacobiSvd(m, n));
    const products = Float64Array.from({ length: n * n }, (_, k) => {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += m[Math.floor(k / n) * n + i]! * m[(k % n) * n + i]!;
      return sum;
    });
    check(
      products,
      n,
      singular.map((value) => value * value),
      vectors,
    );
  });

  it("leaves zeros and keeps columns of any size", () => {
    const { singular, vectors } = finish(jacobiSvd(Float64Array.of(0, 0, 1e-200, 0), 2));
    expect([...singular]).toEqual([1e-200, 0]);
    expect([...vectors.map(Math.abs)]).toEqual([0, 1, 1, 0]);
    expect([...finish(jacobiSvd(new Float64Array(4), 2)).singular]).toEqual([0, 0]);
  });
});
