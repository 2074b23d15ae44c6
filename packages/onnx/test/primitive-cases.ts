import * as core from "@wellfit/core";
import { type DType, type PrimitiveName, Tensor, variable } from "@wellfit/core";
import type { Case, Given } from "./harness";

const signed = [-2.5, -1, -0.3, 0, 0.4, 1, 3.7];
const unit = [-0.9, -0.5, -1e-3, 0, 1e-3, 0.25, 0.99];
const positive = [0.1, 0.5, 1, 2, 7.25, 30, 1e-3];
const whole = [-7, -2, -1, 0, 1, 3, 12];
const flags = [0, 1, 1, 0, 1];

const given = (values: readonly number[], dtype: DType = "float32", width = 3): Given => ({
  shape: [null, width],
  values,
  dtype,
});

/** Both floats; `refused` where ONNX Runtime has no float64 kernel. */
const floats = (fn: Case["fn"], values: readonly number[], only32 = false): Case[] => [
  { fn, inputs: [given(values)] },
  {
    fn,
    inputs: [given(values, "float64")],
    ...(only32 ? { refused: /no float64 version there/ } : {}),
  },
];

const pairs = (
  fn: (a: Tensor, b: Tensor) => Tensor,
  dtypes: readonly DType[],
  left: readonly number[] = signed,
  right: readonly number[] = [2, -1.5, 0.5, 3],
): Case[] =>
  dtypes.flatMap((dtype) => {
    const [a, b] =
      dtype === "bool" ? [flags, [1, 0]] : dtype === "int32" ? [whole, [2, -3, 5, 1]] : [left, right];
    return [
      { fn: (x, y) => fn(x as Tensor, y as Tensor), inputs: [given(a, dtype), given(b, dtype)] },
      // A row that is broadcast over the batch, and a column and a row of which neither has the shape of the result.
      {
        fn: (x, y) => fn(x as Tensor, y as Tensor),
        inputs: [given(a, dtype), { shape: [3], values: b, dtype }],
      },
      {
        fn: (x, y) => fn(x as Tensor, y as Tensor),
        inputs: [given(a, dtype, 1), { shape: [1, 4], values: b, dtype }],
      },
    ];
  });

const NUMBERS: DType[] = ["float32", "float64", "int32"];
const FLOATS: DType[] = ["float32", "float64"];
const ALL: DType[] = [...NUMBERS, "bool"];

const ofAll = (fn: Case["fn"], shape: Given["shape"] = [null, 3]): Case[] =>
  ALL.map((dtype) => ({ fn, inputs: [{ shape, values: dtype === "bool" ? flags : whole, dtype }] }));

const reductions = (fn: (x: Tensor, axis?: number | number[]) => Tensor): Case[] =>
  NUMBERS.flatMap((dtype) => [
    { fn: (x) => fn(x as Tensor, 1), inputs: [{ shape: [null, 3, 2], values: whole, dtype }] },
    { fn: (x) => fn(x as Tensor, [0, 2]), inputs: [{ shape: [null, 3, 2], values: [1, -2, 2, 1], dtype }] },
    { fn: (x) => fn(x as Tensor), inputs: [{ shape: [4, 3], values: [1, 2, -1], dtype }] },
    { fn: (x) => fn(x as Tensor, []), inputs: [{ shape: [null, 3], values: whole, dtype }] },
  ]);

const positions = (fn: (x: Tensor, axis: number) => Tensor): Case[] =>
  NUMBERS.flatMap((dtype) =>
    [0, 1].map((axis) => ({
      fn: (x: Tensor) => fn(x, axis),
      inputs: [{ shape: [null, 3, 2], values: [3, 1, 2, 3, 3], dtype }],
    })),
  ) as Case[];

/** A primitive that no operation of ours makes alone. */
const bare =
  (op: PrimitiveName): Case["fn"] =>
  (x) =>
    new Tensor(op, [x as Tensor], {}, (x as Tensor).shape, (x as Tensor).dtype);

const weight = variable([[0.5, -1, 2]], { name: "dense/kernel" });

/** Every primitive in small programs: the compiler names the one that is missing. */
export const cases: { readonly [K in PrimitiveName]: readonly Case[] } = {
  constant: [
    { fn: (x) => (x as Tensor).mul(2).add(core.tensor([1, -2, 3])), inputs: [given(signed)] },
    { fn: (x) => core.where((x as Tensor).greater(0), true, false), inputs: [given(signed)] },
    // A number that is computed from the size of the batch.
    { fn: (x) => (x as Tensor).sub((x as Tensor).mean()), inputs: [given(signed)] },
  ],
  input: [
    { fn: (x) => x as Tensor, inputs: [given(signed)] },
    { fn: (x, y) => [y as Tensor, x as Tensor, x as Tensor], inputs: [given(signed), given(whole, "int32")] },
    { fn: (x) => (x as Tensor).neg(), inputs: [given(signed), given(flags, "bool")] },
  ],
  state: [{ fn: (x) => (x as Tensor).mul(weight.value).add(weight.value), inputs: [given(signed)] }],
  iota: NUMBERS.map((dtype) => ({
    fn: (x) =>
      core
        .arange((x as Tensor).shape[0] as number, undefined, { dtype })
        .expandDims(1)
        .mul(x as Tensor),
    inputs: [given(whole, dtype)],
  })),
  exp: floats((x) => core.exp(x as Tensor), signed),
  expm1: floats((x) => core.expm1(x as Tensor), [...signed, 1e-6, -1e-6, 20, -40, Number.POSITIVE_INFINITY]),
  log: floats((x) => core.log(x as Tensor), positive),
  log1p: floats(
    (x) => core.log1p(x as Tensor),
    [...positive, -0.5, -0.999, 1e-9, -1, Number.POSITIVE_INFINITY],
  ),
  sqrt: floats((x) => core.sqrt(x as Tensor), positive),
  sin: floats((x) => core.sin(x as Tensor), signed),
  cos: floats((x) => core.cos(x as Tensor), signed),
  tan: floats((x) => core.tan(x as Tensor), unit, true),
  asin: floats((x) => core.asin(x as Tensor), unit, true),
  acos: floats((x) => core.acos(x as Tensor), unit, true),
  atan: floats((x) => core.atan(x as Tensor), signed, true),
  sinh: floats((x) => core.sinh(x as Tensor), signed, true),
  cosh: floats((x) => core.cosh(x as Tensor), signed, true),
  tanh: floats((x) => core.tanh(x as Tensor), signed),
  asinh: floats((x) => core.asinh(x as Tensor), signed, true),
  acosh: floats((x) => core.acosh(x as Tensor), [1, 1.5, 3, 20], true),
  atanh: floats((x) => core.atanh(x as Tensor), unit, true),
  erf: floats((x) => core.erf(x as Tensor), signed, true),
  sigmoid: floats((x) => core.sigmoid(x as Tensor), [...signed, 80, -80]),
  floor: floats((x) => core.floor(x as Tensor), signed),
  ceil: floats((x) => core.ceil(x as Tensor), signed),
  round: floats((x) => core.round(x as Tensor), [0.5, 1.5, 2.5, -0.5, -1.5, 0.4]),
  neg: [
    ...floats((x) => core.neg(x as Tensor), signed),
    { fn: (x) => core.neg(x as Tensor), inputs: [given(whole, "int32")] },
  ],
  abs: [
    ...floats((x) => core.abs(x as Tensor), signed),
    { fn: (x) => core.abs(x as Tensor), inputs: [given(whole, "int32")] },
  ],
  sign: [
    ...floats((x) => core.sign(x as Tensor), signed),
    { fn: (x) => core.sign(x as Tensor), inputs: [given(whole, "int32")] },
  ],
  relu: [
    ...floats((x) => core.relu(x as Tensor), [...signed, Number.NaN]),
    { fn: (x) => core.relu(x as Tensor), inputs: [given(whole, "int32")] },
  ],
  identity: ofAll(bare("identity")),
  stopGradient: ofAll((x) => core.stopGradient(x as Tensor)),
  add: pairs(core.add, NUMBERS),
  sub: pairs(core.sub, NUMBERS),
  mul: pairs(core.mul, NUMBERS),
  div: pairs(core.div, FLOATS),
  mod: [
    ...pairs(core.mod, NUMBERS, [-7.5, 7.5, 3, -3, 0, 1]),
    {
      fn: (x, y) => core.mod(x as Tensor, y as Tensor),
      inputs: [given(whole, "int32"), given([0, 2], "int32")],
    },
    {
      fn: (x, y) => core.mod(x as Tensor, y as Tensor),
      inputs: [given([1, -1, 0]), given([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])],
    },
  ],
  pow: pairs(core.pow, FLOATS, positive),
  maximum: pairs(core.maximum, NUMBERS, [...signed, Number.NaN]),
  minimum: pairs(core.minimum, NUMBERS, [...signed, Number.NaN]),
  atan2: [
    {
      fn: (y, x) => core.atan2(y as Tensor, x as Tensor),
      inputs: [
        given([0, -0, 1, -1, 2.5, Number.POSITIVE_INFINITY, -0.3]),
        given([0, -0, 1, -1, -4, 0.5, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]),
      ],
      batches: [1, 20],
    },
    {
      fn: (y, x) => core.atan2(y as Tensor, x as Tensor),
      inputs: [given(signed, "float64"), given(unit, "float64")],
      refused: /no float64 version there/,
    },
  ],
  equal: pairs(core.equal, ALL, [2, -1.5, 0, Number.NaN]),
  notEqual: pairs(core.notEqual, ALL, [2, -1.5, 0, Number.NaN]),
  less: pairs(core.less, ALL, [2, -1.5, 0, Number.NaN]),
  lessEqual: pairs(core.lessEqual, ALL, [2, -1.5, 0, Number.NaN]),
  greater: pairs(core.greater, ALL, [2, -1.5, 0, Number.NaN]),
  greaterEqual: pairs(core.greaterEqual, ALL, [2, -1.5, 0, Number.NaN]),
  logicalAnd: pairs(core.logicalAnd, ["bool"]),
  logicalOr: pairs(core.logicalOr, ["bool"]),
  logicalXor: pairs(core.logicalXor, ["bool"]),
  logicalNot: [{ fn: (x) => core.logicalNot(x as Tensor), inputs: [given(flags, "bool")] }],
  bitAnd: pairs(core.bitAnd, ["int32"]),
  bitOr: pairs(core.bitOr, ["int32"]),
  bitXor: pairs(core.bitXor, ["int32"]),
  shiftLeft: [
    {
      fn: (x, y) => core.shiftLeft(x as Tensor, y as Tensor),
      inputs: [given([1, -1, 5, 2 ** 30], "int32"), given([0, 1, 4, 31, 33], "int32")],
    },
  ],
  shiftRightLogical: [
    {
      fn: (x, y) => core.shiftRightLogical(x as Tensor, y as Tensor),
      inputs: [given([-1, 8, -2147483648, 77], "int32"), given([0, 1, 4, 31, 33], "int32")],
    },
  ],
  select: ALL.map((dtype) => ({
    fn: (c, a, b) => core.where(c as Tensor, a as Tensor, b as Tensor),
    inputs: [
      given(flags, "bool"),
      given(dtype === "bool" ? flags : whole, dtype),
      { shape: [3], values: dtype === "bool" ? [1, 0, 0] : [5, 6, 7], dtype },
    ],
  })),
  cast: ALL.flatMap((to) =>
    ALL.map((from) => ({
      fn: (x: Tensor) => x.cast(to),
      inputs: [given(from === "bool" ? flags : from === "int32" ? whole : signed, from)],
    })),
  ).filter((_, i) => i % 5 !== 0) as Case[],
  reshape: [
    ...ofAll((x) => (x as Tensor).flatten()),
    ...ofAll((x) => (x as Tensor).reshape([3, -1]), [null, 6]),
    ...ofAll((x) => (x as Tensor).reshape([2, 1, 6]), [3, 4]),
    { fn: (x) => core.concat([x as Tensor, x as Tensor]).expandDims(0), inputs: [given(signed)] },
  ],
  transpose: ofAll((x) => (x as Tensor).transpose([2, 0, 1]), [null, 3, 2]),
  broadcastTo: [
    ...ofAll((x) => (x as Tensor).expandDims(1).broadcastTo([2, (x as Tensor).shape[0] as number, 4, 3])),
    ...ofAll((x) => core.tile(x as Tensor, [2, 3])),
    { fn: (x) => core.ones((x as Tensor).shape), inputs: [given(signed)] },
  ],
  slice: [
    ...ofAll((x) => (x as Tensor).slice([null, [1, 3]]), [null, 4]),
    ...ofAll(
      (x) =>
        (x as Tensor).slice([
          [null, null, -1],
          [null, null, -2],
        ]),
      [null, 4],
    ),
    ...ofAll((x) => (x as Tensor).slice([-1, [3, 0, -1]]), [null, 4]),
    ...ofAll((x) => (x as Tensor).slice([[1, null], 2]), [null, 4]).map((row) => ({
      ...row,
      batches: [2, 17],
    })),
  ],
  pad: [
    ...ofAll((x) =>
      core.pad(
        x as Tensor,
        [
          [0, 0],
          [2, 1],
        ],
        1,
      ),
    ),
    ...ofAll((x) =>
      core.pad(
        x as Tensor,
        [
          [1, 2],
          [0, 0],
        ],
        0,
      ),
    ),
    // The gradient of a slice with steps puts zeros between.
    {
      fn: (x) =>
        core.grad((y: Tensor) =>
          y
            .slice([null, [0, null, 2]])
            .square()
            .sum(),
        )(x as Tensor),
      inputs: [given(signed, "float32", 5)],
    },
    {
      fn: (x) =>
        core.grad((y: Tensor) =>
          y
            .slice([null, [1, 6, 3]])
            .square()
            .sum(),
        )(x as Tensor),
      inputs: [given(signed, "float64", 8)],
    },
  ],
  concat: [
    ...ofAll((x) => core.concat([x as Tensor, x as Tensor], 1)),
    ...ofAll((x) => core.concat([x as Tensor, (x as Tensor).slice([[0, 1]])], 0)),
  ],
  sum: reductions((x, axis) => core.sum(x, axis)),
  prod: reductions((x, axis) => core.prod(x, axis)).filter((_, i) => i % 4 !== 1),
  max: reductions((x, axis) => core.max(x, axis)),
  min: reductions((x, axis) => core.min(x, axis)),
  argMax: positions((x, axis) => core.argMax(x, axis)),
  argMin: positions((x, axis) => core.argMin(x, axis)),
  matmul: FLOATS.flatMap((dtype) => [
    {
      fn: (x: Tensor, w: Tensor) => x.matmul(w),
      inputs: [given(signed, dtype), { shape: [3, 4], values: unit, dtype }],
    },
    { fn: (x: Tensor) => x.matmul(x.transpose()), inputs: [given(signed, dtype)] },
    {
      fn: (x: Tensor, w: Tensor) => x.matmul(w),
      inputs: [
        { shape: [null, 2, 3], values: signed, dtype },
        { shape: [3, 2], values: unit, dtype },
      ],
    },
    {
      fn: (x: Tensor, w: Tensor) => x.matmul(w),
      inputs: [
        { shape: [2, 3], values: signed, dtype },
        { shape: [null, 3, 1], values: unit, dtype },
      ],
    },
  ]) as Case[],
  contract: FLOATS.flatMap((dtype) => [
    {
      fn: (x: Tensor, w: Tensor) => core.einsum("bij,jik->kb", x, w),
      inputs: [
        { shape: [null, 2, 3], values: signed, dtype },
        { shape: [3, 2, 4], values: unit, dtype },
      ],
    },
    {
      fn: (x: Tensor, w: Tensor) => core.conv(x, w, { padding: "same", strides: 2 }),
      inputs: [
        { shape: [null, 4, 5, 2], values: signed, dtype },
        { shape: [3, 2, 2, 3], values: unit, dtype },
      ],
    },
  ]) as Case[],
  windows: [
    {
      fn: (x) => core.maxPool(x as Tensor, [3, 2], { strides: [1, 2], padding: "same" }),
      inputs: [{ shape: [null, 4, 5, 2], values: signed, dtype: "float32" }],
    },
    {
      fn: (x) => core.averagePool(x as Tensor, 2),
      inputs: [{ shape: [null, 6, 3], values: signed, dtype: "float32" }],
    },
  ],
  fold: [
    {
      fn: (x, w) => core.convTranspose(x as Tensor, w as Tensor, { strides: 2 }),
      inputs: [
        { shape: [null, 3, 2], values: signed, dtype: "float32" },
        { shape: [3, 4, 2], values: unit, dtype: "float32" },
      ],
    },
  ],
  gather: [
    ...ofAll((x) =>
      core.gather(
        x as Tensor,
        core.tensor([
          [0, 2],
          [-1, 1],
        ]),
        1,
      ),
    ),
    {
      fn: (x, i) => core.gather(x as Tensor, i as Tensor, 0),
      inputs: [given(signed), { shape: [4], values: [0, -1, 100, -100], dtype: "int32" }],
    },
  ],
  scatterAdd: [
    ...NUMBERS.map(
      (dtype): Case => ({
        fn: (i, u) => core.scatterAdd(i as Tensor, u as Tensor, [4, 2], 0),
        inputs: [
          { shape: [null], values: [0, 3, -1, 0, 99], dtype: "int32" },
          { shape: [null, 2], values: whole, dtype },
        ],
      }),
    ),
    {
      fn: (i, u) => core.scatterAdd(i as Tensor, u as Tensor, [(u as Tensor).shape[0] as number, 5, 2], 1),
      inputs: [
        { shape: [2, 3], values: [0, 1, -1, 4, 4], dtype: "int32" },
        { shape: [null, 2, 3, 2], values: signed },
      ],
    },
  ],
  randomBits: [
    { fn: (x) => core.randomUniform(core.randomKey(3), [3]).mul(x as Tensor), inputs: [given(signed)] },
  ],
};
