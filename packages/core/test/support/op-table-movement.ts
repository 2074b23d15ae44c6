import type { Shape, Tensor } from "../../src/index";
import * as w from "../../src/index";
import type { OpRow } from "./op-row";

const atLeast =
  (rank: number) =>
  (s: Shape): Shape[] | undefined =>
    s.length >= rank ? [s] : undefined;

const withElements = (s: Shape): Shape[] | undefined =>
  s.length > 0 && (s[0] as number) > 0 ? [s] : undefined;

const size = (s: Shape): number => s.reduce((a, b) => a * b, 1);

/** Rows of what moves elements and picks them. */
export const movement: readonly OpRow[] = [
  { name: "reshape", call: ([x], s) => w.reshape(x as Tensor, [1, size(s), 1]) },
  { name: "transpose", call: ([x]) => w.transpose(x as Tensor) },
  {
    name: "transpose",
    variant: "rotated",
    operands: atLeast(2),
    call: ([x], s) =>
      w.transpose(
        x as Tensor,
        s.map((_, i) => (i + 1) % s.length),
      ),
  },
  { name: "broadcastTo", call: ([x], s) => w.broadcastTo(x as Tensor, [2, ...s]) },
  { name: "expandDims", call: ([x]) => w.expandDims(x as Tensor, -1) },
  { name: "squeeze", call: ([x]) => w.squeeze(x as Tensor) },
  {
    name: "slice",
    variant: "backwards by twos",
    operands: atLeast(1),
    call: ([x]) => w.slice(x as Tensor, [[null, null, -2]]),
  },
  {
    name: "slice",
    variant: "the inside",
    operands: atLeast(1),
    call: ([x], s) =>
      w.slice(
        x as Tensor,
        s.map(() => [1, -1]),
      ),
  },
  {
    name: "slice",
    variant: "one element of the last axis",
    operands: (s) => (s.length > 0 && (s[s.length - 1] as number) > 0 ? [s] : undefined),
    call: ([x], s) => w.slice(x as Tensor, [...s.slice(1).map(() => null), -1]),
  },
  { name: "flip", call: ([x]) => w.flip(x as Tensor) },
  { name: "flip", variant: "first axis", operands: atLeast(1), call: ([x]) => w.flip(x as Tensor, 0) },
  {
    name: "concat",
    operands: (s) => (s.length > 0 ? [s, s, s] : undefined),
    call: (xs) => w.concat(xs, -1),
  },
  {
    name: "concat",
    variant: "of different lengths",
    operands: (s) => (s.length > 0 ? [s, [2, ...s.slice(1)]] : undefined),
    call: (xs) => w.concat(xs),
  },
  { name: "stack", operands: (s) => [s, s], call: (xs) => w.stack(xs) },
  { name: "stack", variant: "last", operands: (s) => [s, s], call: (xs) => w.stack(xs, -1) },
  {
    name: "split",
    operands: atLeast(1),
    call: ([x], s) => w.split(x as Tensor, [Math.min(1, s[0] as number), Math.max(0, (s[0] as number) - 1)]),
  },
  {
    name: "pad",
    call: ([x], s) =>
      w.pad(
        x as Tensor,
        s.map((_, i) => [i, 2] as const),
        1,
      ),
  },
  ...(["edge", "reflect", "symmetric", "wrap"] as const).map(
    (mode): OpRow => ({
      name: "pad",
      variant: mode,
      operands: (s) => (s.includes(0) ? undefined : [s]),
      call: ([x], s) =>
        w.pad(
          x as Tensor,
          s.map((_, i) => [i, 3] as const),
          { mode },
        ),
    }),
  ),
  { name: "tile", call: ([x], s) => w.tile(x as Tensor, [2, ...s.map((_, i) => 1 + (i % 2))]) },
  { name: "repeat", operands: atLeast(1), call: ([x]) => w.repeat(x as Tensor, 3, 0) },
  { name: "repeat", variant: "last", operands: atLeast(1), call: ([x]) => w.repeat(x as Tensor, 2, -1) },
  {
    name: "repeat",
    variant: "its own number of times",
    operands: atLeast(1),
    call: ([x], s) =>
      w.repeat(
        x as Tensor,
        Array.from({ length: s[0] as number }, (_, i) => i % 3),
        0,
      ),
  },
  { name: "repeat", variant: "all", call: ([x]) => w.repeat(x as Tensor, 2) },
  { name: "roll", variant: "all", call: ([x]) => w.roll(x as Tensor, 3) },
  {
    name: "roll",
    variant: "two axes",
    operands: atLeast(2),
    call: ([x]) => w.roll(x as Tensor, [1, -1], [0, 1]),
  },
  { name: "roll", operands: atLeast(1), call: ([x]) => w.roll(x as Tensor, 2, -1) },
  { name: "roll", variant: "backwards", operands: atLeast(1), call: ([x]) => w.roll(x as Tensor, -1, 0) },
  { name: "tril", operands: atLeast(2), call: ([x]) => w.tril(x as Tensor) },
  { name: "triu", operands: atLeast(2), call: ([x]) => w.triu(x as Tensor, 1) },
  { name: "gather", operands: withElements, call: ([x]) => w.gather(x as Tensor, [[0, -1, 0]]) },
  {
    name: "gather",
    variant: "last axis, computed indices",
    operands: (s) => (s.length > 0 && !s.includes(0) ? [s] : undefined),
    call: ([x], s) => w.gather(x as Tensor, w.arange(5).mod(s[s.length - 1] as number), -1),
  },
  {
    name: "takeAlongAxis",
    operands: (s) => (s.length > 0 && !s.includes(0) ? [s] : undefined),
    call: ([x], s) => {
      const n = s[s.length - 1] as number;
      const which = w.arange(2 * size(s)).reshape([...s.slice(0, -1), 2 * n]);
      return w.takeAlongAxis(
        x as Tensor,
        which
          .mul(7)
          .mod(2 * n)
          .sub(n),
      );
    },
  },
  {
    name: "takeAlongAxis",
    variant: "broadcast, first axis",
    operands: (s) => (s.length > 1 && !s.includes(0) ? [[s[0] as number, 1, ...s.slice(2)]] : undefined),
    call: ([x], s) =>
      w.takeAlongAxis(
        x as Tensor,
        w
          .arange(3 * (s[1] as number))
          .mod(s[0] as number)
          .reshape([3, s[1] as number, ...s.slice(2).map(() => 1)]),
        0,
      ),
  },
  {
    name: "segmentSum",
    operands: (s) => (s.length > 0 ? [s] : undefined),
    call: ([x], s) =>
      w.segmentSum(
        x as Tensor,
        w
          .arange(s[0] as number)
          .mul(5)
          .mod(3),
        4,
      ),
  },
  { name: "moveaxis", operands: atLeast(1), call: ([x]) => w.moveaxis(x as Tensor, 0, -1) },
  {
    name: "moveaxis",
    variant: "two",
    operands: atLeast(2),
    call: ([x]) => w.moveaxis(x as Tensor, [0, 1], [-1, 0]),
  },
  { name: "swapaxes", operands: atLeast(1), call: ([x]) => w.swapaxes(x as Tensor, 0, -1) },
  {
    name: "meshgrid",
    operands: (s) => (s.length === 1 ? [s, [2], []] : undefined),
    call: (xs) => [...w.meshgrid(xs), ...w.meshgrid(xs, { indexing: "ij" })],
  },
  {
    name: "glu",
    operands: atLeast(1),
    call: ([x]) => w.glu(w.concat([x as Tensor, w.neg(x as Tensor).add(0.7)], 0), 0),
  },
  { name: "take", operands: withElements, call: ([x]) => w.take(x as Tensor, 0) },
  {
    name: "scatterAdd",
    operands: (s) => (s.length > 0 ? [s] : undefined),
    call: ([x], s) => w.scatterAdd(w.arange(s[0] as number).mod(2), x as Tensor, [2, ...s.slice(1)]),
  },
  {
    name: "scatterAdd",
    variant: "last axis, computed indices",
    operands: atLeast(1),
    call: ([x], s) =>
      w.scatterAdd(
        w
          .arange(s[s.length - 1] as number)
          .mul(7)
          .mod(5),
        x as Tensor,
        [...s.slice(0, -1), 5],
        -1,
      ),
  },
];
