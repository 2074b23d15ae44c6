import { jit, setEngine, type Tensor, variable } from "@wellfit/core";
import * as layers from "@wellfit/layers";
import { describe, expect, test } from "vitest";
import { arrayOf, engines, expectClose, type Golden, golden, num, restoreEngine } from "./support/goldens";

restoreEngine();

// Keras's formulas for what has no golden files, computed with plain numbers in loops. Each weight is a row of numbers.

const { meta } = golden<{ meta: { initial: Golden[]; gradients: Golden[][] } }>("optimizers.json");
const shapes = meta.initial.map((w) => w.shape);

/** A step: changes the weight in place. `t` is 1 in the first step. */
type Step = (w: number[], g: readonly number[], t: number, shape: readonly number[]) => void;

const zeros = (n: number): number[] => new Array<number>(n).fill(0);
const at = (x: readonly number[], i: number): number => x[i] as number;
const norm = (x: readonly number[]): number => Math.sqrt(x.reduce((sum, v) => sum + v * v, 0));
const rms = (x: readonly number[]): number => norm(x) / Math.sqrt(x.length);

/** LAMB: the second algorithm of You et al. 2019, without the decay, with the norm itself as φ. */
function lamb(rate: number, beta1: number, beta2: number, epsilon: number): Step {
  let m: number[] | undefined;
  let v: number[] | undefined;
  return (w, g, t) => {
    m ??= zeros(w.length);
    v ??= zeros(w.length);
    const r = zeros(w.length);
    for (let i = 0; i < w.length; i++) {
      m[i] = beta1 * at(m, i) + (1 - beta1) * at(g, i);
      v[i] = beta2 * at(v, i) + (1 - beta2) * at(g, i) ** 2;
      r[i] = at(m, i) / (1 - beta1 ** t) / (Math.sqrt(at(v, i) / (1 - beta2 ** t)) + epsilon);
    }
    const trust = norm(w) > 0 && norm(r) > 0 ? norm(w) / norm(r) : 1;
    for (let i = 0; i < w.length; i++) w[i] = at(w, i) - rate * trust * at(r, i);
  };
}

/** Adafactor: algorithms 4 and 5 of Shazeer and Stern 2018, with the relative step of the learning rate. */
function adafactor(rate: number, power: number, epsilon1: number, epsilon2: number, limit: number): Step {
  let rows: number[] | undefined;
  let columns: number[] | undefined;
  let v: number[] | undefined;
  return (w, g, t, shape) => {
    const beta = 1 - t ** power;
    const squares = g.map((x) => x * x + epsilon1);
    v ??= zeros(w.length);
    if (shape.length === 2) {
      const [n, k] = shape as [number, number];
      rows ??= zeros(n);
      columns ??= zeros(k);
      for (let i = 0; i < n; i++) {
        let mean = 0;
        for (let j = 0; j < k; j++) mean += at(squares, i * k + j) / k;
        rows[i] = beta * at(rows, i) + (1 - beta) * mean;
      }
      for (let j = 0; j < k; j++) {
        let mean = 0;
        for (let i = 0; i < n; i++) mean += at(squares, i * k + j) / n;
        columns[j] = beta * at(columns, j) + (1 - beta) * mean;
      }
      const meanRow = rows.reduce((a, b) => a + b, 0) / n;
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < k; j++) v[i * k + j] = (at(rows, i) / meanRow) * at(columns, j);
      }
    } else {
      for (let i = 0; i < w.length; i++) v[i] = beta * at(v, i) + (1 - beta) * at(squares, i);
    }
    const u = g.map((x, i) => x / Math.sqrt(at(v as number[], i)));
    const shorten = Math.max(1, rms(u) / limit);
    const alpha = Math.max(epsilon2, rms(w)) * Math.min(rate, 1 / Math.sqrt(t));
    for (let i = 0; i < w.length; i++) w[i] = at(w, i) - (alpha * at(u, i)) / shorten;
  };
}

type Matrix = number[][];
const product = (a: Matrix, b: Matrix): Matrix =>
  a.map((row) =>
    (b[0] as number[]).map((_, j) => row.reduce((sum, x, k) => sum + x * at(b[k] as number[], j), 0)),
  );
const turned = (a: Matrix): Matrix => (a[0] as number[]).map((_, j) => a.map((row) => at(row, j)));

/** Muon: Jordan's five lines and Moonlight's scale; Adam for what is no matrix. */
function muon(options: {
  rate: number;
  decay: number;
  adamDecay: number;
  nesterov: boolean;
  rmsRate: number | null;
  adam?: boolean;
}): Step {
  const { rate, decay, adamDecay, nesterov, rmsRate } = options;
  let m: number[] | undefined;
  let v: number[] | undefined;
  return (w, g, t, shape) => {
    m ??= zeros(w.length);
    v ??= zeros(w.length);
    const matrix = shape.length === 2 && !options.adam;
    for (let i = 0; i < w.length; i++) w[i] = at(w, i) * (1 - rate * (matrix ? decay : adamDecay));
    if (!matrix) {
      for (let i = 0; i < w.length; i++) {
        m[i] = 0.9 * at(m, i) + 0.1 * at(g, i);
        v[i] = 0.999 * at(v, i) + 0.001 * at(g, i) ** 2;
        const alpha = (rate * Math.sqrt(1 - 0.999 ** t)) / (1 - 0.9 ** t);
        w[i] = at(w, i) - (alpha * at(m, i)) / (Math.sqrt(at(v, i)) + 1e-7);
      }
      return;
    }
    const [n, k] = shape as [number, number];
    for (let i = 0; i < w.length; i++) m[i] = 0.95 * at(m, i) + at(g, i);
    const used = g.map((x, i) => (nesterov ? x + 0.95 * at(m as number[], i) : at(m as number[], i)));
    let x: Matrix = Array.from({ length: n }, (_, i) => used.slice(i * k, (i + 1) * k));
    if (n > k) x = turned(x);
    const length = norm(used) + 1e-7;
    x = x.map((row) => row.map((value) => value / length));
    for (let s = 0; s < 5; s++) {
      const a = product(x, turned(x));
      const aa = product(a, a);
      const b = a.map((row, i) => row.map((value, j) => -4.775 * value + 2.0315 * at(aa[i] as number[], j)));
      const bx = product(b, x);
      x = x.map((row, i) => row.map((value, j) => 3.4445 * value + at(bx[i] as number[], j)));
    }
    if (n > k) x = turned(x);
    const scale = rmsRate === null ? 1 : rmsRate * Math.sqrt(Math.max(n, k));
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < k; j++) w[i * k + j] = at(w, i * k + j) - rate * scale * at(x[i] as number[], j);
    }
  };
}

const cases: readonly {
  readonly title: string;
  readonly make: () => layers.Optimizer;
  readonly step: () => Step;
  /** Other shapes for the weights: the matrix of the file lies, this makes it stand. */
  readonly tall?: boolean;
}[] = [
  {
    title: "lamb",
    make: () => layers.lamb({ learningRate: 0.05 }),
    step: () => lamb(0.05, 0.9, 0.999, 1e-7),
  },
  {
    title: "lamb with other shares",
    make: () => layers.lamb({ learningRate: 0.1, beta1: 0.5, beta2: 0.8, epsilon: 1e-3 }),
    step: () => lamb(0.1, 0.5, 0.8, 1e-3),
  },
  {
    title: "adafactor",
    make: () => layers.adafactor(),
    step: () => adafactor(0.001, -0.8, 1e-30, 1e-3, 1),
  },
  {
    title: "adafactor at a high rate",
    make: () =>
      layers.adafactor({
        learningRate: 0.5,
        beta2Decay: -0.5,
        epsilon1: 1e-3,
        epsilon2: 3,
        clipThreshold: 0.4,
      }),
    step: () => adafactor(0.5, -0.5, 1e-3, 3, 0.4),
  },
  {
    title: "muon",
    make: () => layers.muon({ learningRate: 0.02 }),
    step: () => muon({ rate: 0.02, decay: 0.004, adamDecay: 0.004, nesterov: true, rmsRate: 0.2 }),
  },
  {
    title: "muon of a tall matrix, without a scale",
    tall: true,
    make: () =>
      layers.muon({
        learningRate: 0.1,
        weightDecay: 0.1,
        adamWeightDecay: 0,
        nesterov: false,
        rmsRate: null,
      }),
    step: () => muon({ rate: 0.1, decay: 0.1, adamDecay: 0, nesterov: false, rmsRate: null }),
  },
  {
    title: "muon that leaves everything to Adam",
    make: () => layers.muon({ learningRate: 0.05, excludeLayers: ["^w\\d"] }),
    step: () =>
      muon({ rate: 0.05, decay: 0.004, adamDecay: 0.004, nesterov: true, rmsRate: 0.2, adam: true }),
  },
];

for (const { engine, dtype } of engines) {
  describe(`ten steps in ${dtype} on the ${engine} engine`, () => {
    test.each(cases)("$title", ({ make, step, tall }) => {
      setEngine(engine);
      const shapeOf = (i: number): number[] => {
        const shape = shapes[i] as number[];
        return tall ? [...shape].reverse() : shape;
      };
      const optimizer = make();
      const weights = meta.initial.map((w, i) =>
        variable(arrayOf({ ...w, shape: shapeOf(i) }, dtype), { name: `w${i}` }),
      );
      const run = jit((...gradients: Tensor[]) => optimizer.apply(gradients, weights));
      const expected = meta.initial.map((w) => w.data.map(num));
      const steps = meta.initial.map(step);
      meta.gradients.forEach((gradients, t) => {
        run(...gradients.map((g, i) => arrayOf({ ...g, shape: shapeOf(i) }, dtype)));
        gradients.forEach((g, i) => {
          const w = expected[i] as number[];
          (steps[i] as Step)(w, g.data.map(num), t + 1, shapeOf(i));
          const want = { shape: shapeOf(i), dtype: "", data: w };
          expectClose((weights[i] as (typeof weights)[0]).value, want, dtype === "float64" ? 1e-10 : 1e-5);
        });
      });
      expect(run.traces).toBe(1);
    });
  });
}

test("muon's matrix is nearly orthogonal whatever the gradient's size", () => {
  for (const size of [1e-3, 1, 1e3]) {
    const w = variable(arrayOf({ shape: [2, 2], dtype: "", data: [0, 0, 0, 0] }, "float64"), { name: "w" });
    const optimizer = layers.muon({ learningRate: 1, rmsRate: null, weightDecay: 0 });
    optimizer.apply(
      [arrayOf({ shape: [2, 2], dtype: "", data: [3, 1, -1, 2].map((x) => x * size) }, "float64")],
      [w],
    );
    const gram = w.value.matmul(w.value.transpose()).data();
    expect(Math.abs(at([...gram], 1))).toBeLessThan(0.35);
    for (const i of [0, 3]) expect(at([...gram], i)).toBeGreaterThan(0.4);
    for (const i of [0, 3]) expect(at([...gram], i)).toBeLessThan(1.6);
  }
});
