import { showShape } from "../graph/shape";
import { operands, type Rule } from "./primitive";

/** Which axes go, in rising order; the result has the other axes. */
export interface ReduceParams {
  readonly axes: readonly number[];
}

/** What makes one element of many. */
export interface Reduction {
  sum: ReduceParams;
  prod: ReduceParams;
  /** NaN when there is one, as NumPy has it. */
  max: ReduceParams;
  /** NaN when there is one, as NumPy has it. */
  min: ReduceParams;
  /** The position of the first largest element; of the first NaN when there is one. */
  argMax: { readonly axis: number };
  /** The position of the first smallest element; of the first NaN when there is one. */
  argMin: { readonly axis: number };
}

function reduce(name: string, empty: boolean): Rule<ReduceParams> {
  return (inputs, { axes }) => {
    const [a] = operands(inputs, 1, name);
    if (a.dtype === "bool") throw new TypeError(`${name}: received bool, expected numbers; cast it first`);
    if (!empty && axes.some((axis) => a.shape[axis] === 0)) {
      throw new RangeError(
        `${name}: there is no ${name} of no elements, received shape ${showShape(a.shape)}`,
      );
    }
    return { shape: a.shape.filter((_, i) => !axes.includes(i)), dtype: a.dtype };
  };
}

function arg(name: string): Rule<{ readonly axis: number }> {
  return (inputs, { axis }) => {
    const { shape } = reduce(name, false)(inputs, { axes: [axis] });
    return { shape, dtype: "int32" };
  };
}

/** The shape and dtype rules of reductions. */
export const reduction: { readonly [K in keyof Reduction]: Rule<Reduction[K]> } = {
  sum: reduce("sum", true),
  prod: reduce("prod", true),
  max: reduce("max", false),
  min: reduce("min", false),
  argMax: arg("argMax"),
  argMin: arg("argMin"),
};
