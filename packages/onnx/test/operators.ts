import type { DType } from "@wellfit/core";
import type { Given } from "./harness";

/** An attribute of a node: a whole number, a fraction, a list of whole numbers, or a word. */
export type Attribute = number | { readonly float: number } | readonly number[] | string;

/** An operand that is written into the model. */
export interface Written {
  readonly dtype: DType | "int64";
  readonly dims: readonly number[];
  readonly values: readonly number[];
}

/** One operator on its own, to be run here and in ONNX Runtime. */
export interface OperatorCase {
  /** The operands in order: given when it runs, written into the model, or left out. */
  readonly operands: readonly (Given | Written | null)[];
  readonly attributes?: Readonly<Record<string, Attribute>>;
  /** How many results, 1 unless told. */
  readonly results?: number;
  /** The operator set, 18 unless told. */
  readonly opset?: number;
  /** The dtype of the results (of each) where it is not that of the first operand; int64 comes back as int32. */
  readonly dtype?: DType | "int64" | readonly (DType | "int64")[];
}

const x: Given = { shape: [2, 3], values: [-2.5, -1, -0.3, 0.4, 1, 3.7] };
const y: Given = { shape: [2, 3], values: [1, -2, 3, 0.5, 2, -1] };
const near: Given = { shape: [2, 3], values: [-0.9, -0.5, 0, 0.25, 0.5, 0.99] };
const above: Given = { shape: [2, 3], values: [1, 1.5, 2, 3, 10, 40] };
const ints: Given = { shape: [2, 3], values: [-7, 7, 5, -5, 9, 1], dtype: "int32" };
const divisors: Given = { shape: [2, 3], values: [2, -3, 4, 5, -2, 1], dtype: "int32" };
const flags: Given = { shape: [2, 3], values: [1, 0, 0, 1, 1, 0], dtype: "bool" };
const other: Given = { shape: [2, 3], values: [1, 1, 0, 0, 1, 0], dtype: "bool" };
const cube: Given = { shape: [2, 3, 2], values: [3, -1, 2, 3, 0.5, 3, -4] };
const list = (...values: number[]): Written => ({ dtype: "int64", dims: [values.length], values });
const one = (value: number, dtype: Written["dtype"] = "float32"): Written => ({
  dtype,
  dims: [],
  values: [value],
});

const unary = (given: Given = x): OperatorCase[] => [{ operands: [given] }];
const comparison: OperatorCase[] = [
  { operands: [x, y], dtype: "bool" },
  { operands: [ints, divisors], dtype: "bool" },
];
const logic: OperatorCase[] = [{ operands: [flags, other] }];
const bits: OperatorCase[] = [{ operands: [ints, divisors] }];
const arithmetic: OperatorCase[] = [
  { operands: [x, y] },
  { operands: [ints, divisors] },
  { operands: [x, { shape: [3], values: [1, 2, 3] }] },
];
const reduction: OperatorCase[] = [
  { operands: [cube], attributes: { axes: [1], keepdims: 0 }, opset: 17 },
  { operands: [cube, list(0, -1)] },
  { operands: [cube], attributes: { keepdims: 0 } },
  { operands: [cube], attributes: { noop_with_empty_axes: 0 } },
];
const position: OperatorCase[] = [
  { operands: [cube], dtype: "int64" },
  { operands: [cube], attributes: { axis: -1, keepdims: 0, select_last_index: 1 }, dtype: "int64" },
  { operands: [cube], attributes: { axis: 1, select_last_index: 1 }, dtype: "int64" },
];

/** Every operator that can be read. */
export const operatorCases: Readonly<Record<string, readonly OperatorCase[]>> = {
  Exp: unary(),
  Log: unary(above),
  Sqrt: unary(above),
  Sin: unary(),
  Cos: unary(),
  Tan: unary(near),
  Asin: unary(near),
  Acos: unary(near),
  Atan: unary(),
  Sinh: unary(),
  Cosh: unary(),
  Tanh: unary(),
  Asinh: unary(),
  Acosh: unary(above),
  Atanh: unary(near),
  Erf: unary(),
  Floor: unary(),
  Ceil: unary(),
  Round: unary({ shape: [4], values: [0.5, 1.5, -0.5, 2.4] }),
  Neg: [...unary(), ...unary(ints)],
  Abs: [...unary(), ...unary(ints)],
  Sign: [...unary(), ...unary(ints)],
  Reciprocal: unary(),
  Not: unary(flags),
  IsNaN: [{ operands: [{ shape: [3], values: [1, Number.NaN, Number.POSITIVE_INFINITY] }], dtype: "bool" }],
  Add: arithmetic,
  Sub: arithmetic,
  Mul: arithmetic,
  Div: arithmetic,
  Pow: [
    { operands: [above, y] },
    { operands: [above, { shape: [3], values: [2, -1, 0], dtype: "int32" }] },
    { operands: [ints, one(2, "float32")] },
  ],
  Mod: [
    { operands: [ints, divisors] },
    { operands: [ints, divisors], attributes: { fmod: 1 } },
    { operands: [x, y], attributes: { fmod: 1 } },
  ],
  Equal: comparison,
  Less: comparison,
  LessOrEqual: comparison,
  Greater: comparison,
  GreaterOrEqual: comparison,
  And: logic,
  Or: logic,
  Xor: logic,
  Max: [{ operands: [x, y, near] }, { operands: [x] }, { operands: [ints, divisors] }],
  Min: [{ operands: [x, y, near] }, { operands: [x] }, { operands: [ints, divisors] }],
  Sum: [{ operands: [x, y, near] }],
  Mean: [{ operands: [x, y, near] }],
  Where: [{ operands: [flags, x, y], dtype: "float32" }],
  Clip: [
    { operands: [x, one(-1), one(1)] },
    { operands: [x, null, one(0)] },
    { operands: [x, one(0)] },
    { operands: [x] },
  ],
  Cast: [
    { operands: [x], attributes: { to: 6 }, dtype: "int32" },
    { operands: [x], attributes: { to: 9 }, dtype: "bool" },
    { operands: [ints], attributes: { to: 7 }, dtype: "int64" },
    { operands: [flags], attributes: { to: 11 }, dtype: "float64" },
  ],
  BitwiseAnd: bits,
  BitwiseOr: bits,
  BitwiseXor: bits,
  BitwiseNot: unary(ints),
  MatMul: [
    { operands: [x, { shape: [3, 2], values: [1, 2, 3, 4, 5, 6] }] },
    { operands: [cube, { shape: [2], values: [1, 2] }] },
  ],
  Einsum: [
    {
      operands: [x, { shape: [3, 2], values: [1, 2, 3, 4, 5, 6] }],
      attributes: { equation: "ij,jk->ki" },
    },
    { operands: [cube], attributes: { equation: "bij->bj" } },
  ],
  Gemm: [
    { operands: [x, { shape: [3, 2], values: [1, 2, 3] }] },
    {
      operands: [x, { shape: [4, 3], values: [1, 2, 3, -1] }, { shape: [4], values: [1, 2, 3, 4] }],
      attributes: { transB: 1, alpha: { float: 0.5 }, beta: { float: 2 } },
    },
    {
      operands: [x, { shape: [2, 3], values: [1, 2, 3, -1] }, { shape: [1], values: [1] }],
      attributes: { transA: 1 },
    },
  ],
  BatchNormalization: [
    {
      operands: [
        { shape: [2, 3, 2], values: [1, 2, -1, 0.5, 3] },
        { shape: [3], values: [1, 2, 0.5] },
        { shape: [3], values: [0, 1, -1] },
        { shape: [3], values: [0.5, -1, 2] },
        { shape: [3], values: [1, 4, 0.25] },
      ],
      attributes: { epsilon: { float: 0.01 } },
    },
  ],
  Dropout: [{ operands: [x] }, { operands: [x, one(0.4), one(0, "bool")] }],
  Relu: unary(),
  LeakyRelu: [{ operands: [x] }, { operands: [x], attributes: { alpha: { float: 0.3 } } }],
  PRelu: [{ operands: [x, { shape: [3], values: [0.1, 0.2, 0.3] }] }],
  Elu: [{ operands: [x] }, { operands: [x], attributes: { alpha: { float: 0.5 } } }],
  Celu: [{ operands: [x], attributes: { alpha: { float: 2 } } }],
  Selu: unary(),
  Gelu: [
    { operands: [x], opset: 20 },
    { operands: [x], opset: 20, attributes: { approximate: "tanh" } },
  ],
  Sigmoid: unary(),
  HardSigmoid: [
    { operands: [x] },
    { operands: [x], attributes: { alpha: { float: 0.5 }, beta: { float: 0.1 } } },
  ],
  HardSwish: unary(),
  Mish: unary(),
  Softplus: unary(),
  Softsign: unary(),
  Softmax: [{ operands: [cube] }, { operands: [cube], attributes: { axis: 1 } }],
  LogSoftmax: [{ operands: [cube] }, { operands: [cube], attributes: { axis: 0 } }],
  ReduceSum: reduction.map((row) =>
    row.opset ? { operands: [cube, list(1)], attributes: { keepdims: 0 } } : row,
  ),
  ReduceProd: reduction,
  ReduceMax: reduction,
  ReduceMin: reduction,
  ReduceMean: reduction,
  ReduceL1: reduction,
  ReduceL2: reduction,
  ReduceSumSquare: reduction,
  ReduceLogSumExp: reduction,
  ArgMax: position,
  ArgMin: position,
  Identity: unary(),
  Reshape: [
    { operands: [cube, list(0, -1)] },
    { operands: [cube, list(3, 4)] },
    { operands: [{ shape: [0, 3], values: [] }, list(3, 0)], attributes: { allowzero: 1 } },
  ],
  Transpose: [{ operands: [cube] }, { operands: [cube], attributes: { perm: [1, 0, 2] } }],
  Expand: [
    { operands: [{ shape: [3, 1], values: [1, 2, 3] }, list(2, 1, 4)] },
    { operands: [cube, list(1)] },
  ],
  Squeeze: [
    { operands: [{ shape: [1, 3, 1], values: [1, 2, 3] }, list(-1)] },
    { operands: [{ shape: [1, 3, 1], values: [1, 2, 3] }] },
  ],
  Unsqueeze: [{ operands: [x, list(0, -1)] }],
  Flatten: [
    { operands: [cube] },
    { operands: [cube], attributes: { axis: 0 } },
    { operands: [cube], attributes: { axis: -1 } },
  ],
  Slice: [
    { operands: [cube, list(1), list(9_007_199_254_740_991), list(-2)] },
    { operands: [cube, list(-1, 0), list(-100, 2), list(1, 2), list(-2, 1)] },
    { operands: [cube, list(0, 1), list(1, 3)] },
  ],
  Split: [
    { operands: [cube], attributes: { axis: 1, num_outputs: 2 }, results: 2 },
    { operands: [cube, list(1, 2)], attributes: { axis: -2 }, results: 2 },
  ],
  Pad: [
    { operands: [x, list(1, 0, 0, 2), one(7)] },
    { operands: [x, list(0, -1, 1, 0)] },
    { operands: [x, list(2, 1), one(0), list(-1)] },
  ],
  Concat: [{ operands: [x, y, x], attributes: { axis: -1 } }],
  Tile: [{ operands: [x, list(2, 3)] }],
  Shape: [
    { operands: [cube], dtype: "int64" },
    { operands: [cube], attributes: { start: 1, end: -1 }, dtype: "int64" },
  ],
  Size: [{ operands: [cube], dtype: "int64" }],
  Range: [
    { operands: [one(1), one(4), one(0.5)] },
    { operands: [one(5, "int32"), one(0, "int32"), one(-2, "int32")], dtype: "int32" },
  ],
  Gather: [
    { operands: [x, { dtype: "int64", dims: [2, 2], values: [0, 2, -1, 1] }], attributes: { axis: 1 } },
    { operands: [x, { shape: [], values: [1], dtype: "int32" }] },
  ],
  CumSum: [
    { operands: [cube, one(1, "int32")] },
    { operands: [cube, one(-1, "int64")], attributes: { reverse: 1 } },
    { operands: [ints, one(0, "int32")], attributes: { exclusive: 1 } },
  ],
  TopK: [
    { operands: [cube, list(2)], attributes: { axis: 1 }, results: 2, dtype: ["float32", "int64"] },
    { operands: [x, list(1)], attributes: { largest: 0 }, results: 2, dtype: ["float32", "int64"] },
    { operands: [ints, list(0)], results: 2, dtype: ["int32", "int64"] },
  ],
  ScatterElements: [
    {
      operands: [
        x,
        { shape: [2, 2], values: [0, 2, -1, 2], dtype: "int32" },
        { shape: [2, 2], values: [1, 2, 3, 4] },
      ],
      attributes: { axis: 1, reduction: "add" },
    },
    {
      operands: [x, { shape: [1, 2], values: [1, 0], dtype: "int32" }, { shape: [1, 2], values: [10, 20] }],
      attributes: { reduction: "add" },
    },
  ],
};
