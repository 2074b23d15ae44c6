import type { Shape, Tensor } from "../../src/index";
import * as w from "../../src/index";
import type { OpRow } from "./op-row";

const atLeast =
  (rank: number) =>
  (s: Shape): Shape[] | undefined =>
    s.length >= rank ? [s] : undefined;

const withElements = (s: Shape): Shape[] | undefined => (s.includes(0) ? undefined : [s]);
const key = (): Tensor => w.randomKey(2 ** 40 + 17);

/** Rows of what puts elements in order. */
export const sorting: readonly OpRow[] = [
  { name: "sort", operands: atLeast(1), call: ([x]) => w.sort(x as Tensor) },
  { name: "sort", variant: "first axis", operands: atLeast(2), call: ([x]) => w.sort(x as Tensor, 0) },
  {
    name: "sort",
    variant: "middle axis, descending",
    operands: atLeast(3),
    call: ([x]) => w.sort(x as Tensor, 1, { descending: true }),
  },
  {
    name: "argSort",
    operands: atLeast(1),
    call: ([x]) => [w.argSort(x as Tensor), w.argSort(x as Tensor, 0, { descending: true })],
  },
  {
    name: "topK",
    operands: atLeast(1),
    call: ([x], s) => {
      const { values, indices } = w.topK(x as Tensor, Math.min(2, s[s.length - 1] as number));
      return [values, indices];
    },
  },
  {
    name: "topK",
    variant: "in their own order",
    operands: atLeast(1),
    call: ([x], s) => w.topK(x as Tensor, (s[s.length - 1] as number) >> 1, { sorted: false }).values,
  },
  {
    name: "searchSorted",
    call: ([x]) => [
      w.searchSorted([-1, -0.5, 0, 1, 3], x as Tensor),
      w.searchSorted([-1, 0, 1], x as Tensor, { side: "right" }),
    ],
  },
  { name: "median", operands: withElements, call: ([x]) => w.median(x as Tensor) },
  {
    name: "median",
    variant: "last axis",
    operands: (s) => (s.length > 0 ? withElements(s) : undefined),
    call: ([x]) => w.median(x as Tensor, -1, { keepdims: true }),
  },
  {
    name: "quantile",
    operands: withElements,
    call: ([x], s) => w.quantile(x as Tensor, [0, 0.1, 0.7, 1], s.length > 1 ? [0, 1] : undefined),
  },
  {
    name: "quantile",
    variant: "one",
    operands: withElements,
    call: ([x], s) => w.quantile(x as Tensor, 0.3, s.length > 0 ? 0 : undefined),
  },
  {
    name: "randomPermutation",
    operands: () => [],
    call: (_, s) => w.randomPermutation(key(), s[0] ?? 3),
  },
  {
    name: "randomShuffle",
    operands: atLeast(1),
    call: ([x]) => [
      w.randomShuffle(key(), x as Tensor),
      w.randomShuffle(key(), x as Tensor, -1),
      w.randomPermutation(key(), x as Tensor),
    ],
  },
];
