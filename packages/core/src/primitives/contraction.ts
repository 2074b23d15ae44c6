import { isFloat } from "../graph/dtype";
import { sameShape, showShape } from "../graph/shape";
import { type NoParams, operands, type Rule } from "./primitive";

/** Sums of products. */
export interface Contraction {
  /** `[…, m, k] x [… , k, n] -> […, m, n]`; the leading axes are equal, broadcasting was done before. */
  matmul: NoParams;
}

/** The shape and dtype rules of contractions. */
export const contraction: { readonly [K in keyof Contraction]: Rule<Contraction[K]> } = {
  matmul: (inputs) => {
    const [a, b] = operands(inputs, 2, "matmul");
    const rank = a.shape.length;
    const fits =
      rank >= 2 &&
      b.shape.length === rank &&
      sameShape(a.shape.slice(0, -2), b.shape.slice(0, -2)) &&
      a.shape[rank - 1] === b.shape[rank - 2];
    if (!fits) {
      throw new RangeError(
        `matmul: ${showShape(a.shape)} and ${showShape(b.shape)} do not fit: the last axis of the left must be as long ` +
          "as the last but one of the right; transpose one of them if it lies the other way",
      );
    }
    if (a.dtype !== b.dtype || !isFloat(a.dtype)) {
      throw new TypeError(
        `matmul: received ${a.dtype} and ${b.dtype}, expected two operands of one float dtype`,
      );
    }
    return { shape: [...a.shape.slice(0, -1), b.shape[rank - 1] as number], dtype: a.dtype };
  },
};
