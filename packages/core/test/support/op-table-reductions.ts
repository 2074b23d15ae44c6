import type { Shape, Tensor } from "../../src/index";
import * as w from "../../src/index";
import type { OpRow } from "./op-row";

type Reduce = (x: Tensor, axis?: number | readonly number[], options?: w.ReduceOptions) => Tensor;

const hasElements = (s: Shape): boolean => !s.includes(0);

/** Over everything, over each axis, over two, and with axes kept. */
function overAxes(name: string, f: Reduce, empty = true, rest: Partial<OpRow> = {}): OpRow[] {
  const row = (
    variant: string,
    fits: (s: Shape) => boolean,
    axis: number | readonly number[] | undefined,
    keepdims = false,
  ): OpRow => ({
    name,
    variant,
    operands: (s) => (fits(s) && (empty || hasElements(s)) ? [s] : undefined),
    call: ([x]) => f(x as Tensor, axis, { keepdims }),
    ...rest,
  });
  return [
    row("all", () => true, undefined),
    row("first axis", (s) => s.length > 0, 0),
    row("last axis", (s) => s.length > 1, -1, true),
    row("middle axis", (s) => s.length > 2, 1),
    row("outer axes", (s) => s.length > 2, [0, 2], true),
    row("no axes", () => true, []),
  ];
}

const along = (name: string, f: (x: Tensor, axis?: number) => Tensor): OpRow[] => [
  {
    name,
    operands: (s) => (s.length > 0 && hasElements(s) ? [s] : undefined),
    call: ([x]) => f(x as Tensor),
  },
  {
    name,
    variant: "first axis",
    operands: (s) => (s.length > 1 && hasElements(s) ? [s] : undefined),
    call: ([x]) => f(x as Tensor, 0),
  },
];

/** The matrix product where the last two axes are as they come, the other way round, shared or missing. */
const products: OpRow[] = [
  {
    name: "matmul",
    variant: "by its transpose",
    operands: (s) => (s.length > 1 ? [s, s] : undefined),
    call: ([a, b]) => {
      const rank = (b as Tensor).rank;
      const perm = Array.from({ length: rank }, (_, i) => i);
      perm.push(...perm.splice(-2).reverse());
      return w.matmul(a as Tensor, (b as Tensor).transpose(perm));
    },
  },
  {
    name: "matmul",
    variant: "by a matrix of 6 columns",
    operands: (s) => (s.length > 1 ? [s, [s[s.length - 1] as number, 6]] : undefined),
    call: ([a, b]) => w.matmul(a as Tensor, b as Tensor),
  },
  {
    name: "matmul",
    variant: "by a vector",
    operands: (s) => (s.length > 1 ? [s, s.slice(-1)] : undefined),
    call: ([a, b]) => w.matmul(a as Tensor, b as Tensor),
  },
  {
    name: "matmul",
    variant: "of a vector",
    operands: (s) => (s.length > 1 ? [s.slice(-2, -1), s] : undefined),
    call: ([a, b]) => w.matmul(a as Tensor, b as Tensor),
  },
  {
    name: "dot",
    operands: (s) => (s.length < 2 ? [s, s] : undefined),
    call: ([a, b]) => w.dot(a as Tensor, b as Tensor),
  },
  { name: "outer", operands: (s) => [s, [3]], call: ([a, b]) => w.outer(a as Tensor, b as Tensor) },
];

const matrix = (name: string, f: (x: Tensor) => Tensor): OpRow => ({
  name,
  operands: (s) => (s.length > 1 ? [s] : undefined),
  call: ([x]) => f(x as Tensor),
});

const alongLast = (name: string, f: (x: Tensor, axis?: number | readonly number[]) => Tensor): OpRow[] => [
  {
    name,
    operands: (s) => (s.length > 0 && hasElements(s) ? [s] : undefined),
    call: ([x]) => f(x as Tensor),
  },
  {
    name,
    variant: "all axes",
    operands: (s) => (s.length > 1 && hasElements(s) ? [s] : undefined),
    call: ([x]) =>
      f(
        x as Tensor,
        (x as Tensor).shape.map((_, i) => i),
      ),
  },
];

/** A standard deviation of one number is 0, where the root has no slope. */
const several = (s: Shape): boolean => s.length > 0 && (s[0] as number) > 1 && !s.includes(0);

/** Rows of what makes one number of many. */
export const reductions: readonly OpRow[] = [
  ...overAxes("sum", w.sum, true, { tol: 2e-5 }),
  ...overAxes("prod", w.prod, true, { tol: 2e-5 }),
  ...overAxes("mean", w.mean),
  ...overAxes("max", w.max, false),
  ...overAxes("min", w.min, false),
  ...overAxes("all", w.all),
  ...overAxes("any", w.any),
  ...overAxes("countNonzero", w.countNonzero),
  ...overAxes("logSumExp", w.logSumExp, false),
  ...overAxes("norm", w.norm),
  ...overAxes("variance", w.variance, false),
  {
    name: "variance",
    variant: "ddof",
    operands: (s) => (several(s) ? [s] : undefined),
    call: ([x]) => w.variance(x as Tensor, 0, { ddof: 1 }),
  },
  {
    name: "std",
    operands: (s) => (several(s) ? [s] : undefined),
    call: ([x]) => w.std(x as Tensor, 0, { keepdims: true }),
  },
  ...([1, 3, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY] as const).map(
    (ord): OpRow => ({
      name: "norm",
      variant: `${ord} of vectors`,
      operands: (s) => (s.length > 0 && hasElements(s) ? [s] : undefined),
      call: ([x]) => w.norm(x as Tensor, 0, { ord, keepdims: true }),
      tol: 2e-5,
    }),
  ),
  ...(["fro", 1, -1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY] as const).map(
    (ord): OpRow => ({
      name: "norm",
      variant: `${ord} of matrices`,
      operands: (s) => (s.length > 1 && hasElements(s) ? [s] : undefined),
      call: ([x]) => w.norm(x as Tensor, [0, -1], { ord }),
    }),
  ),
  ...along("argMax", w.argMax),
  ...along("argMin", w.argMin),
  ...products,
  matrix("diagPart", w.diagPart),
  { ...matrix("diagPart", (x) => w.diagPart(x, 1)), variant: "above" },
  { ...matrix("diagPart", (x) => w.diagPart(x, -1)), variant: "below" },
  ...[0, 2, -1].map(
    (k): OpRow => ({
      name: "diag",
      variant: `${k}`,
      operands: (s) => (s.length === 1 || s.length === 2 ? [s] : undefined),
      call: ([x]) => w.diag(x as Tensor, k),
    }),
  ),
  matrix("trace", w.trace),
  ...alongLast("softmax", w.softmax),
  ...alongLast("logSoftmax", w.logSoftmax),
  ...along("sparsemax", w.sparsemax),
  ...alongLast("l2Normalize", w.l2Normalize),
];
