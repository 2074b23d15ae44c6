import type { DType, PrimitiveName, Primitives, Shape } from "../../src/index";
import { type Domain, domains } from "./numbers";

/** An operand to try a primitive on: of float64 from -2 to 2 unless said otherwise. */
export interface Operand {
  readonly shape: Shape;
  readonly domain?: Domain;
  readonly dtype?: DType;
  /** The very numbers, where they say where to read or write. */
  readonly values?: readonly number[];
}

/** Operands and parameters to try a primitive on. */
export interface Sample<P> {
  readonly operands: readonly Operand[];
  readonly params: P;
  /** Whether its gradient is 0 by definition, whatever the differences are. */
  readonly stops?: boolean;
}

/** Samples of every primitive that has operands; the compiler names the one that is missing. */
export type Samples = {
  readonly [K in Exclude<PrimitiveName, Source>]: readonly Sample<Primitives[K]>[];
};

/** What has no operands. */
export type Source = "constant" | "input" | "state" | "iota";

const of = (domain: Domain, dtype: DType = "float64", shape: Shape = [2, 3]): Operand => ({
  shape,
  domain,
  dtype,
});

const one = (domain: Domain, dtype?: DType): [Sample<Record<never, never>>] => [
  { operands: [of(domain, dtype)], params: {} },
];

const two = (a: Domain, b: Domain, dtype?: DType): [Sample<Record<never, never>>] => [
  { operands: [of(a, dtype), of(b, dtype)], params: {} },
];

const floats = (...shapes: readonly Shape[]): Operand[] => shapes.map((shape) => ({ shape }));

const { any, positive, unit, aboveOne, aboveMinusOne, halfTurn, nonZero } = domains;

const reductions: Sample<Primitives["sum"]>[] = [
  { operands: floats([2, 3]), params: { axes: [1] } },
  { operands: floats([2, 3, 2]), params: { axes: [0, 2] } },
  { operands: floats([4]), params: { axes: [0] } },
  { operands: floats([2, 3]), params: { axes: [] } },
];

const windows = { axes: [1], size: [2], stride: [2], dilation: [1] };
const overlapping = { axes: [2, 0], size: [3, 2], stride: [1, 2], dilation: [2, 1] };

/** Samples of every primitive that has operands. */
export const samples: Samples = {
  exp: one(any),
  expm1: one(any),
  log: one(positive),
  log1p: one(aboveMinusOne),
  sqrt: one(positive),
  sin: one(any),
  cos: one(any),
  tan: one(halfTurn),
  asin: one(unit),
  acos: one(unit),
  atan: one(any),
  sinh: one(any),
  cosh: one(any),
  tanh: one(any),
  asinh: one(any),
  acosh: one(aboveOne),
  atanh: one(unit),
  erf: one(any),
  sigmoid: one(any),
  floor: one(any),
  ceil: one(any),
  round: one(any),
  neg: one(any),
  abs: one(any),
  sign: one(any),
  relu: one(any),
  identity: one(any),
  stopGradient: [{ operands: [of(any)], params: {}, stops: true }],
  add: two(any, any),
  sub: two(any, any),
  mul: two(any, any),
  div: two(any, nonZero),
  mod: two(any, nonZero),
  pow: two(positive, any),
  maximum: two(any, any),
  minimum: two(any, any),
  atan2: two(nonZero, nonZero),
  equal: two(any, any),
  notEqual: two(any, any),
  less: two(any, any),
  lessEqual: two(any, any),
  greater: two(any, any),
  greaterEqual: two(any, any),
  logicalAnd: two(any, any, "bool"),
  logicalOr: two(any, any, "bool"),
  logicalXor: two(any, any, "bool"),
  logicalNot: one(any, "bool"),
  bitAnd: two(any, any, "int32"),
  bitOr: two(any, any, "int32"),
  bitXor: two(any, any, "int32"),
  shiftLeft: two(any, positive, "int32"),
  shiftRightLogical: two(any, positive, "int32"),
  select: [{ operands: [of(any, "bool"), of(any), of(any)], params: {} }],
  cast: [
    { operands: [of(any)], params: { dtype: "float64" } },
    { operands: [of(any)], params: { dtype: "int32" } },
    { operands: [of(any)], params: { dtype: "bool" } },
  ],
  reshape: [{ operands: floats([2, 3]), params: { shape: [3, 1, 2] } }],
  transpose: [{ operands: floats([2, 3, 2]), params: { perm: [2, 0, 1] } }],
  broadcastTo: [
    { operands: floats([3, 1]), params: { shape: [2, 3, 2] } },
    { operands: floats([]), params: { shape: [2, 2] } },
  ],
  slice: [
    { operands: floats([4, 5]), params: { start: [0, 4], size: [2, 2], step: [2, -3] } },
    { operands: floats([4, 5]), params: { start: [1, 0], size: [3, 0], step: [1, 1] } },
  ],
  pad: [{ operands: floats([2, 3], []), params: { low: [1, 0], high: [0, 2], interior: [2, 1] } }],
  concat: [
    { operands: floats([2, 1], [2, 3], [2, 2]), params: { axis: 1 } },
    { operands: floats([1, 2], [2, 2]), params: { axis: 0 } },
  ],
  windows: [
    { operands: floats([2, 5, 2]), params: windows },
    { operands: floats([4, 2, 6]), params: overlapping },
  ],
  fold: [
    { operands: floats([2, 2, 2, 2]), params: { ...windows, shape: [2, 5, 2] } },
    { operands: floats([2, 2, 2, 3, 2]), params: { ...overlapping, shape: [4, 2, 6] } },
  ],
  sum: reductions,
  prod: reductions,
  max: reductions,
  min: reductions,
  argMax: [{ operands: floats([2, 3]), params: { axis: 1 } }],
  argMin: [{ operands: floats([2, 3]), params: { axis: 0 } }],
  matmul: [
    { operands: floats([2, 3], [3, 2]), params: {} },
    { operands: floats([2, 2, 3], [2, 3, 1]), params: {} },
  ],
  contract: [
    { operands: floats([2, 3, 2], [2, 3, 2]), params: { a: [0, 1, 2], b: [3, 1, 2], out: [3, 0] } },
    { operands: floats([2, 3], [3, 2]), params: { a: [0, 1], b: [1, 0], out: [1, 0] } },
    { operands: floats([2], [3]), params: { a: [0], b: [1], out: [0, 1] } },
  ],
  gather: [
    {
      operands: [{ shape: [2, 3] }, { shape: [2, 2], dtype: "int32", values: [2, 0, 0, -1] }],
      params: { axis: 1 },
    },
  ],
  scatterAdd: [
    {
      operands: [{ shape: [3], dtype: "int32", values: [1, 3, 1] }, { shape: [2, 3] }],
      params: { axis: 1, shape: [2, 4] },
    },
  ],
  randomBits: [{ operands: [{ shape: [2], dtype: "int32" }], params: { shape: [3], stream: 0 } }],
};
