import type { Shape, Tensor } from "../../src/index";
import * as w from "../../src/index";
import { type Domain, domains } from "./numbers";
import type { OpRow } from "./op-row";
import { building } from "./op-table-building";
import { convs } from "./op-table-conv";
import { creation } from "./op-table-creation";
import { cumulative } from "./op-table-cumulative";
import { movement } from "./op-table-movement";
import { reductions } from "./op-table-reductions";
import { sorting } from "./op-table-sort";

/** Two operands of the shape. */
export const pair = (shape: Shape): Shape[] => [shape, shape];

const exported = w as unknown as Readonly<Record<string, (...operands: readonly Tensor[]) => Tensor>>;

const unary = (table: Record<string, Domain>, rest: Partial<OpRow> = {}): OpRow[] =>
  Object.entries(table).map(([name, domain]) => ({
    name,
    domains: [domain],
    call: ([x]) => exported[name]!(x as Tensor),
    ...rest,
  }));

/** Equal shapes, a scalar, a row and a column against the whole. */
const binary = (table: Record<string, readonly [Domain, Domain]>, rest: Partial<OpRow> = {}): OpRow[] =>
  Object.entries(table).flatMap(([name, both]) => {
    const f = exported[name]!;
    const row = {
      name,
      domains: both,
      call: ([a, b]: readonly Tensor[]) => f(a as Tensor, b as Tensor),
      ...rest,
    };
    return [
      { ...row, operands: pair },
      { ...row, variant: "scalar", operands: (s: Shape) => [s, []] },
      {
        ...row,
        variant: "row",
        operands: (s: Shape) => (s.length < 2 ? undefined : [s.slice(-1), s]),
      },
      {
        ...row,
        variant: "column",
        operands: (s: Shape) => (s.length < 2 ? undefined : [s, [...s.slice(0, -1), 1]]),
      },
    ];
  });

const { any, positive, unit, aboveOne, aboveMinusOne, halfTurn, nonZero } = domains;

/** Rows of what is computed element by element. */
export const elementwise: readonly OpRow[] = [
  ...unary({
    exp: any,
    expm1: any,
    log: positive,
    log1p: aboveMinusOne,
    sqrt: positive,
    sin: any,
    cos: any,
    asin: unit,
    acos: unit,
    atan: any,
    sinh: any,
    cosh: any,
    tanh: any,
    asinh: any,
    erf: any,
    floor: any,
    ceil: any,
    round: any,
    neg: any,
    abs: any,
    sign: any,
    square: any,
    reciprocal: nonZero,
    rsqrt: positive,
    logicalNot: any,
    isNan: any,
    isFinite: any,
    isInf: any,
    nanToNum: any,
    trunc: any,
    log2: positive,
    log10: positive,
    relu: any,
    relu6: any,
    leakyRelu: any,
    sigmoid: any,
    logSigmoid: any,
    softplus: any,
    softsign: any,
    elu: any,
    selu: any,
    celu: any,
    gelu: any,
    silu: any,
    swish: any,
    mish: any,
    exponential: any,
    linear: any,
    squareplus: any,
    sparsePlus: any,
    sparseSigmoid: any,
    hardSigmoid: any,
    hardSilu: any,
    hardSwish: any,
    hardTanh: any,
    hardShrink: any,
    softShrink: any,
    tanhShrink: any,
  }),
  ...unary({ tan: halfTurn, acosh: aboveOne, atanh: unit, exp2: any }, { tol: 2e-5 }),
  ...unary({ stopGradient: any }, { smooth: false }),
  ...binary({
    add: [any, any],
    sub: [any, any],
    mul: [any, any],
    div: [any, nonZero],
    mod: [any, nonZero],
    floorDiv: [any, nonZero],
    hypot: [any, nonZero],
    maximum: [any, any],
    minimum: [any, any],
    atan2: [nonZero, nonZero],
    equal: [any, any],
    notEqual: [any, any],
    less: [any, any],
    lessEqual: [any, any],
    greater: [any, any],
    greaterEqual: [any, any],
    squaredDifference: [any, any],
    logAddExp: [any, any],
    logicalAnd: [any, any],
    logicalOr: [any, any],
    logicalXor: [any, any],
  }),
  ...binary({ pow: [positive, any] }, { tol: 2e-5 }),
  ...binary(
    Object.fromEntries(
      ["bitAnd", "bitOr", "bitXor", "shiftLeft", "shiftRightLogical"].map((name) => [name, [any, positive]]),
    ),
  ),
  { name: "pow", variant: "of negatives by 3", call: ([x]) => (x as Tensor).pow(3) },
  { name: "pow", variant: "by 2", call: ([x]) => (x as Tensor).pow(2) },
  { name: "pow", variant: "by a half", domains: [positive], call: ([x]) => (x as Tensor).pow(0.5) },
  { name: "pow", variant: "of a number", call: ([x]) => w.pow(2.5, x as Tensor), tol: 2e-5 },
  { name: "div", variant: "of a number", domains: [nonZero], call: ([x]) => w.div(3, x as Tensor) },
  { name: "sub", variant: "from a number", call: ([x]) => w.sub(3, x as Tensor) },
  { name: "add", variant: "of a number", call: ([x]) => w.add(x as Tensor, 0.25) },
  { name: "mul", variant: "by a number", call: ([x]) => w.mul(-3, x as Tensor) },
  { name: "leakyRelu", variant: "slope", call: ([x]) => w.leakyRelu(x as Tensor, 0.3) },
  { name: "elu", variant: "alpha", call: ([x]) => w.elu(x as Tensor, 0.5) },
  { name: "celu", variant: "alpha", call: ([x]) => w.celu(x as Tensor, 0.5) },
  { name: "gelu", variant: "approximate", call: ([x]) => w.gelu(x as Tensor, true) },
  { name: "clip", call: ([x]) => w.clip(x as Tensor, -0.5, 1.5) },
  { name: "clip", variant: "below", call: ([x]) => w.clip(x as Tensor, 0.3) },
  { name: "clip", variant: "above", call: ([x]) => w.clip(x as Tensor, undefined, 0.3) },
  {
    name: "relu",
    variant: "options",
    call: ([x]) => w.relu(x as Tensor, { negativeSlope: 0.25, maxValue: 1.5, threshold: 0.3 }),
  },
  { name: "relu", variant: "limit", call: ([x]) => w.relu(x as Tensor, { maxValue: 1 }) },
  { name: "threshold", call: ([x]) => w.threshold(x as Tensor, 0.4, -3) },
  { name: "squareplus", variant: "b", call: ([x]) => w.squareplus(x as Tensor, 0.5) },
  { name: "cast", variant: "float64", call: ([x]) => w.cast(x as Tensor, "float64") },
  // A gradient cannot pass what has no fraction, and float32 is too coarse for differences.
  ...(["float32", "int32", "bool"] as const).map(
    (dtype): OpRow => ({
      name: "cast",
      variant: dtype,
      call: ([x]) => w.cast(x as Tensor, dtype),
      smooth: false,
    }),
  ),
  {
    name: "where",
    operands: (s) => [s, s, s],
    call: ([c, a, b]) => w.where((c as Tensor).greater(0.1), a as Tensor, b as Tensor),
  },
  {
    name: "where",
    variant: "broadcast",
    operands: (s) => [s.slice(1), s, []],
    call: ([c, a, b]) => w.where((c as Tensor).less(0.1), a as Tensor, b as Tensor),
  },
];

/** Every exported operation. */
export const opTable: readonly OpRow[] = [
  ...elementwise,
  ...reductions,
  ...movement,
  ...creation,
  ...convs,
  ...cumulative,
  ...sorting,
  ...building,
];

/** A row in a word or two. */
export const titleOf = ({ name, variant }: OpRow): string => (variant ? `${name} (${variant})` : name);

/** What is exported and computes nothing of tensors. */
export const notOperations: ReadonlySet<string> = new Set([
  "Node",
  "Tensor",
  "Variable",
  "checkpoint",
  "customGradient",
  "engineInUse",
  "engineMemory",
  "getEngine",
  "grad",
  "gradients",
  "hessian",
  "hessianVectorProduct",
  "isTensor",
  "isVariable",
  "jacobian",
  "jit",
  "jvp",
  "printGraph",
  "printKernels",
  "profile",
  "randomKey",
  "setEngine",
  "tensor",
  "toTensor",
  "topological",
  "valueAndGrad",
  "version",
  "withValues",
  "variable",
  "vjp",
]);
