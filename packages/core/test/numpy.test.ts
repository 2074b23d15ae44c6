import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as w from "../src/index";
import { setEngine, type Tensor, tensor } from "../src/index";
import { expectClose, golden, numbers, type Packed } from "./support/goldens";

interface Case {
  /** The expression in Python. */
  readonly name: string;
  readonly expected: Packed;
}

const cases = golden<Case>("numpy_ops");

const inputs = (
  JSON.parse(readFileSync(new URL("./goldens/numpy_ops.json", import.meta.url), "utf8")) as {
    inputs: Record<string, Packed>;
  }
).inputs;

const of = (name: string): Tensor => {
  const { shape, dtype } = inputs[name] as Packed;
  return tensor(numbers(inputs[name] as Packed), { shape, dtype: dtype as "float64" | "int32" });
};

const [a, v, t, i, j, x, y, s] = ["a", "v", "t", "i", "j", "x", "y", "s"].map(of) as [
  Tensor,
  Tensor,
  Tensor,
  Tensor,
  Tensor,
  Tensor,
  Tensor,
  Tensor,
];

const INF = Number.POSITIVE_INFINITY;
const f64 = (...values: number[]): Tensor => tensor(new Float64Array(values));
const ord = (of: Tensor, o: number | "fro", axis?: number | readonly number[], keepdims = false): Tensor =>
  w.norm(of, axis, { ord: o, keepdims });

const calls: Record<string, () => Tensor> = {
  'np.pad(v, (2, 3), "edge")': () => w.pad(v, [[2, 3]], { mode: "edge" }),
  'np.pad(v, (2, 3), "reflect")': () => w.pad(v, [[2, 3]], { mode: "reflect" }),
  'np.pad(v, (9, 13), "reflect")': () => w.pad(v, [[9, 13]], { mode: "reflect" }),
  'np.pad(v, (7, 11), "symmetric")': () => w.pad(v, [[7, 11]], { mode: "symmetric" }),
  'np.pad(v, (12, 6), "wrap")': () => w.pad(v, [[12, 6]], { mode: "wrap" }),
  'np.pad(v[:1], (2, 3), "reflect")': () => w.pad(v.slice([[0, 1]]), [[2, 3]], { mode: "reflect" }),
  'np.pad(v[:1], (2, 3), "symmetric")': () => w.pad(v.slice([[0, 1]]), [[2, 3]], { mode: "symmetric" }),
  'np.pad(v[:2], (3, 4), "reflect")': () => w.pad(v.slice([[0, 2]]), [[3, 4]], { mode: "reflect" }),
  'np.pad(a, ((1, 2), (3, 0)), "edge")': () =>
    w.pad(
      a,
      [
        [1, 2],
        [3, 0],
      ],
      { mode: "edge" },
    ),
  'np.pad(a, ((1, 2), (3, 5)), "reflect")': () =>
    w.pad(
      a,
      [
        [1, 2],
        [3, 5],
      ],
      { mode: "reflect" },
    ),
  'np.pad(a, ((4, 2), (0, 5)), "symmetric")': () =>
    w.pad(
      a,
      [
        [4, 2],
        [0, 5],
      ],
      { mode: "symmetric" },
    ),
  'np.pad(t, ((1, 0), (2, 1), (0, 3)), "wrap")': () =>
    w.pad(
      t,
      [
        [1, 0],
        [2, 1],
        [0, 3],
      ],
      { mode: "wrap" },
    ),
  "np.pad(a, ((1, 2), (3, 0)), constant_values=9)": () =>
    w.pad(
      a,
      [
        [1, 2],
        [3, 0],
      ],
      { value: 9 },
    ),
  "np.tile(v, 2)": () => w.tile(v, [2]),
  "np.tile(v, (2, 1, 2))": () => w.tile(v, [2, 1, 2]),
  "np.tile(a, (2,))": () => w.tile(a, [2]),
  "np.tile(t, (1, 2))": () => w.tile(t, [1, 2]),
  "np.tile(v, (0, 2))": () => w.tile(v, [0, 2]),
  "np.repeat(a, 2)": () => w.repeat(a, 2),
  "np.repeat(a, 2, axis=1)": () => w.repeat(a, 2, 1),
  "np.repeat(a, [1, 0, 3], axis=0)": () => w.repeat(a, [1, 0, 3], 0),
  "np.repeat(v, [0, 0, 0, 0, 0])": () => w.repeat(v, [0, 0, 0, 0, 0]),
  "np.roll(a, 5)": () => w.roll(a, 5),
  "np.roll(a, -1, axis=0)": () => w.roll(a, -1, 0),
  "np.roll(a, (1, -2), axis=(0, 1))": () => w.roll(a, [1, -2], [0, 1]),
  "np.roll(a, 1, axis=(0, 1))": () => w.roll(a, 1, [0, 1]),
  "np.roll(a, (1, 2), axis=1)": () => w.roll(a, [1, 2], 1),
  "np.flip(t)": () => w.flip(t),
  "np.flip(t, (0, 2))": () => w.flip(t, [0, 2]),
  "np.stack([a, a], axis=-1)": () => w.stack([a, a], -1),
  "np.split(a, 2, axis=1)[1]": () => w.split(a, 2, 1)[1] as Tensor,
  "np.moveaxis(t, 0, -1)": () => w.moveaxis(t, 0, -1),
  "np.moveaxis(t, (0, 1), (-1, -2))": () => w.moveaxis(t, [0, 1], [-1, -2]),
  "np.swapaxes(t, 0, -1)": () => w.swapaxes(t, 0, -1),
  "np.meshgrid(v, [1., 2])[0]": () => w.meshgrid([v, f64(1, 2)])[0] as Tensor,
  "np.meshgrid(v, [1., 2])[1]": () => w.meshgrid([v, f64(1, 2)])[1] as Tensor,
  'np.meshgrid(v, [1., 2], [3.], indexing="ij")[1]': () =>
    w.meshgrid([v, f64(1, 2), f64(3)], { indexing: "ij" })[1] as Tensor,
  "np.meshgrid(v, [1., 2], [3., 4])[2]": () => w.meshgrid([v, f64(1, 2), f64(3, 4)])[2] as Tensor,
  "np.diag(v)": () => w.diag(v),
  "np.diag(v, 2)": () => w.diag(v, 2),
  "np.diag(v, -1)": () => w.diag(v, -1),
  "np.diag(a)": () => w.diag(a),
  "np.diag(a, 1)": () => w.diag(a, 1),
  "np.diag(a, -2)": () => w.diag(a, -2),
  "np.diag(a, 9)": () => w.diag(a, 9),
  "np.diagonal(t, 1, -2, -1)": () => w.diagPart(t, 1),
  "np.trace(a)": () => w.trace(a),
  "np.tril(a, 1)": () => w.tril(a, 1),
  "np.triu(a, -1)": () => w.triu(a, -1),
  "np.tril(t, -1)": () => w.tril(t, -1),
  "np.eye(3, 5, 2)": () => w.eye(3, 5, 2, "float64"),
  "np.eye(4, 2, -1)": () => w.eye(4, 2, -1, "float64"),
  "np.linspace(-1, 2, 5)": () => w.linspace(-1, 2, 5, "float64"),
  "np.linspace(3, 3, 1)": () => w.linspace(3, 3, 1, "float64"),
  "np.linspace(-2, 1, 5, dtype=np.int32)": () => w.linspace(-2, 1, 5, "int32"),
  "np.arange(5, -4, -2)": () => w.arange(5, -4, { step: -2 }),
  "np.arange(0.5, 3, 0.75)": () => w.arange(0.5, 3, { step: 0.75, dtype: "float64" }),
  "np.full_like(i, 3)": () => w.fullLike(i, 3),
  "np.take_along_axis(a, np.argsort(a, axis=1), 1)": () =>
    w.takeAlongAxis(
      a,
      [
        [1, 2, 0, 3],
        [2, 0, 3, 1],
        [3, 0, 1, 2],
      ],
      1,
    ),
  "np.take_along_axis(a, np.array([[-1, 0]]), 1)": () => w.takeAlongAxis(a, [[-1, 0]], 1),
  "np.take_along_axis(a, np.array([[2, 0, 1, 1], [0, 0, 2, 1]]), 0)": () =>
    w.takeAlongAxis(
      a,
      [
        [2, 0, 1, 1],
        [0, 0, 2, 1],
      ],
      0,
    ),
  "np.take_along_axis(v, np.array([4, 4, 0]), 0)": () => w.takeAlongAxis(v, [4, 4, 0]),
  "np.linalg.norm(a)": () => w.norm(a),
  "np.linalg.norm(v, 1)": () => ord(v, 1),
  "np.linalg.norm(v, 3)": () => ord(v, 3),
  "np.linalg.norm(v, 0)": () => ord(v, 0),
  "np.linalg.norm(v, inf)": () => ord(v, INF),
  "np.linalg.norm(v, -inf)": () => ord(v, -INF),
  "np.linalg.norm(a, 2, axis=0)": () => ord(a, 2, 0),
  "np.linalg.norm(a, 1)": () => ord(a, 1),
  "np.linalg.norm(a, -1)": () => ord(a, -1),
  "np.linalg.norm(a, inf)": () => ord(a, INF),
  "np.linalg.norm(a, -inf)": () => ord(a, -INF),
  'np.linalg.norm(a, "fro")': () => ord(a, "fro"),
  "np.linalg.norm(t, 1, axis=(2, 0))": () => ord(t, 1, [2, 0]),
  "np.linalg.norm(t, inf, axis=(0, -1), keepdims=True)": () => ord(t, INF, [0, -1], true),
  "np.floor_divide(i, j)": () => w.floorDiv(i, j),
  "np.floor_divide(x, y)": () => w.floorDiv(x, y),
  "np.mod(x, y)": () => w.mod(x, y),
  "np.remainder(i, j)": () => w.mod(i, j),
  "np.trunc(s)": () => w.trunc(s),
  "np.log2([0.25, 8, 10])": () => w.log2(f64(0.25, 8, 10)),
  "np.log10([0.001, 1000, 2])": () => w.log10(f64(0.001, 1000, 2)),
  "np.exp2([-3, 0.5, 10])": () => w.exp2(f64(-3, 0.5, 10)),
  "np.hypot([3, 1e200, 0, -inf], [4, 1e200, 0, nan])": () =>
    w.hypot(f64(3, 1e200, 0, -INF), f64(4, 1e200, 0, Number.NaN)),
  "np.nan_to_num(s)": () => w.nanToNum(s),
  "np.nan_to_num(s, nan=1, posinf=2, neginf=3)": () => w.nanToNum(s, { nan: 1, posinf: 2, neginf: 3 }),
  "np.isinf(s)": () => w.isInf(s),
  "np.clip(a, None, 1)": () => w.clip(a, undefined, 1),
  "np.clip(a, -1, None)": () => w.clip(a, -1),
  "np.count_nonzero(a, axis=1)": () => w.countNonzero(a, 1),
  "np.count_nonzero(s)": () => w.countNonzero(s),
  "np.logical_and(a, [1, 0, 2, 0])": () => w.logicalAnd(a, [1, 0, 2, 0]),
  "np.logical_or(a, 0)": () => w.logicalOr(a, 0),
  "np.logical_xor(a, s[:4])": () => w.logicalXor(a, s.slice([[0, 4]])),
  "np.logical_not(s)": () => w.logicalNot(s),
  "np.maximum(s, 1)": () => w.maximum(s, 1),
  "np.minimum(1, s)": () => w.minimum(1, s),
  "np.argmax(s)": () => w.argMax(s),
  "np.argmin(s)": () => w.argMin(s),
  "np.max(s)": () => w.max(s),
  "np.round(s)": () => w.round(s),
  "np.sign(s)": () => w.sign(s),
  "np.left_shift(i, np.int32(3))": () => w.shiftLeft(i, 3),
  "np.argmax(t, axis=1)": () => w.argMax(t, 1),
  "np.concatenate([a, a[:1]], axis=0)": () => w.concat([a, a.slice([[0, 1]])]),
  "np.outer(v, [1., 2])": () => w.outer(v, f64(1, 2)),
  "np.var(t, axis=(0, 2), ddof=1)": () => w.variance(t, [0, 2], { ddof: 1 }),
  "np.std(a, axis=0)": () => w.std(a, 0),
};

test("every expression has its counterpart", () => {
  expect(Object.keys(calls)).toEqual(cases.map((c) => c.name));
});

const DTYPES: Record<string, string> = { float64: "float64", int32: "int32", int64: "int32", bool: "bool" };

describe.each(["reference", "wasm"] as const)("%s", (engine) => {
  beforeAll(() => setEngine(engine));
  afterAll(() => setEngine("wasm"));

  test.each(cases.map((c): [string, Case] => [c.name, c]))("%s", (name, { expected }) => {
    const received = (calls[name] as () => Tensor)();
    expect(received.shape).toEqual(expected.shape);
    if (name !== "np.linalg.norm(v, 0)") expect(received.dtype).toBe(DTYPES[expected.dtype]);
    expectClose(received.data(), numbers(expected), 1e-14);
  });
});
