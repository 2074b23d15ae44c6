import type { Shape, Tensor } from "../../src/index";
import * as w from "../../src/index";
import type { OpRow } from "./op-row";

type Cumulative = (x: Tensor, axis?: number, options?: w.CumulativeOptions) => Tensor;

const atLeast =
  (rank: number) =>
  (s: Shape): Shape[] | undefined =>
    s.length >= rank ? [s] : undefined;

/** Along the last axis, the first and one between, both ways, with and without the element itself. */
function alongAxes(name: string, f: Cumulative, rest: Partial<OpRow> = {}): OpRow[] {
  const row = (variant: string, rank: number, axis: number, options: w.CumulativeOptions): OpRow => ({
    name,
    variant,
    operands: atLeast(rank),
    call: ([x]) => f(x as Tensor, axis, options),
    ...rest,
  });
  // What the first place holds of no elements may be infinite, which has no slope.
  const finite = (options: w.CumulativeOptions, axis: number): OpRow => ({
    name,
    variant: `${options.reverse ? "reverse, " : ""}exclusive`,
    operands: atLeast(1),
    call: ([x]) => {
      const y = f(x as Tensor, axis, { ...options, exclusive: true });
      return y.dtype === "int32" ? y : w.clip(y, -100, 100);
    },
    ...rest,
  });
  return [
    { name, operands: atLeast(1), call: ([x]) => f(x as Tensor), ...rest },
    row("first axis", 2, 0, {}),
    row("middle axis, reverse", 3, 1, { reverse: true }),
    row("last axis, reverse", 1, -1, { reverse: true }),
    row("first axis, reverse", 2, 0, { reverse: true }),
    finite({}, -1),
    finite({ reverse: true }, 0),
  ];
}

/** Rows of what goes along an axis and gives a result for each element. */
export const cumulative: readonly OpRow[] = [
  ...alongAxes("cumSum", w.cumSum),
  ...alongAxes("cumProd", w.cumProd),
  ...alongAxes("cumMax", w.cumMax),
  ...alongAxes("cumMin", w.cumMin),
  ...alongAxes("logCumSumExp", w.logCumSumExp),
  {
    name: "cumProd",
    variant: "with zeros",
    operands: atLeast(1),
    call: ([x], s) => {
      const zero = w
        .arange(s[s.length - 1] as number)
        .mod(3)
        .notEqual(1);
      return w.cumProd(w.mul(x as Tensor, zero), -1);
    },
  },
];
