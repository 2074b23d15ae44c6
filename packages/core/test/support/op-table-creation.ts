import type { Shape, Tensor } from "../../src/index";
import * as w from "../../src/index";
import type { OpRow } from "./op-row";

const none = (): Shape[] => [];
const size = (s: Shape): number => s.reduce((a, b) => a * b, 1);
const length = (s: Shape): number => s[0] ?? 3;
const key = (): Tensor => w.randomKey(2 ** 40 + 17);

/** Rows of what makes tensors from little or nothing. */
export const creation: readonly OpRow[] = [
  { name: "full", operands: none, call: (_, s) => w.full(s, 2.5) },
  { name: "zeros", operands: none, call: (_, s) => w.zeros(s, "int32") },
  { name: "ones", operands: none, call: (_, s) => w.ones(s) },
  { name: "fullLike", call: ([x]) => w.fullLike(x as Tensor, 7) },
  { name: "zerosLike", call: ([x]) => w.zerosLike(x as Tensor) },
  { name: "onesLike", call: ([x]) => w.onesLike(x as Tensor) },
  { name: "arange", operands: none, call: (_, s) => w.arange(-2, size(s) - 2) },
  {
    name: "arange",
    variant: "backwards",
    operands: none,
    call: (_, s) => w.arange(size(s), 0, { step: -2 }),
  },
  {
    name: "arange",
    variant: "float64",
    operands: none,
    call: (_, s) => w.arange(size(s), undefined, { dtype: "float64" }),
  },
  {
    name: "linspace",
    variant: "int32",
    operands: none,
    call: (_, s) => w.linspace(-1, 2, length(s), "int32"),
  },
  { name: "linspace", operands: none, call: (_, s) => w.linspace(-1, 2, length(s)) },
  { name: "eye", operands: none, call: (_, s) => [w.eye(length(s)), w.eye(length(s), 3, 1)] },
  { name: "oneHot", call: ([x]) => w.oneHot(x as Tensor, 3) },
  {
    name: "splitKey",
    operands: none,
    call: (_, s) => w.splitKey(key(), 1 + length(s)),
  },
  {
    name: "foldIn",
    operands: none,
    call: (_, s) => [w.foldIn(key(), length(s)), w.foldIn(key(), w.arange(3).sum())],
  },
  { name: "randomBits", operands: none, call: (_, s) => w.randomBits(key(), s) },
  { name: "randomUniform", operands: none, call: (_, s) => w.randomUniform(key(), s) },
  {
    name: "randomUniform",
    variant: "limits",
    operands: none,
    call: (_, s) => w.randomUniform(key(), s, -3, 5),
  },
  { name: "randomNormal", operands: none, call: (_, s) => w.randomNormal(key(), s, 1, 2) },
  {
    name: "randomTruncatedNormal",
    operands: none,
    call: (_, s) => w.randomTruncatedNormal(key(), s, -1, 0.5),
  },
  { name: "randomBernoulli", operands: none, call: (_, s) => w.randomBernoulli(key(), s, 0.3) },
  ...[
    [-5, 100],
    [0, 64],
    [-5, 1000],
    [-(2 ** 31), 2 ** 31 - 1],
    [-(2 ** 31), 2 ** 31],
  ].map(
    ([min, max]): OpRow => ({
      name: "randomInt",
      variant: `${min} to ${max}`,
      operands: none,
      call: (_, s) => w.randomInt(key(), s, min as number, max as number),
    }),
  ),
  { name: "randomGumbel", operands: none, call: (_, s) => w.randomGumbel(key(), s), tol: 2e-5 },
  {
    name: "randomCategorical",
    operands: (s) => (s.length > 0 && !s.includes(0) ? [s] : undefined),
    call: ([x]) => [
      w.randomCategorical(key(), x as Tensor),
      w.randomCategorical(key(), x as Tensor, { axis: 0, shape: [5] }),
    ],
  },
];
