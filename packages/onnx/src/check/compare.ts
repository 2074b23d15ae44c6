/** How far two lists of numbers are from each other. */
export interface Difference {
  /** The largest difference; Infinity when only one of two numbers is NaN or infinite. */
  readonly maxAbsError: number;
  /** The largest difference divided by 1 + the size of the number of ONNX Runtime. */
  readonly maxRelativeError: number;
  /** Where `maxRelativeError` is, as a position in row-major order. */
  readonly index: number;
}

/** Compares our numbers with those of ONNX Runtime. Two NaN, and two equal infinities, do not differ. */
export function compare(ours: ArrayLike<number>, theirs: ArrayLike<number>): Difference {
  let maxAbsError = 0;
  let maxRelativeError = 0;
  let index = 0;
  for (let i = 0; i < ours.length; i++) {
    const [a, b] = [Number(ours[i]), Number(theirs[i])];
    if (Object.is(a, b) || a === b) continue;
    const distance = Math.abs(a - b);
    const abs = Number.isFinite(distance) ? distance : Number.POSITIVE_INFINITY;
    const relative = Number.isFinite(distance) ? distance / (1 + Math.abs(b)) : Number.POSITIVE_INFINITY;
    maxAbsError = Math.max(maxAbsError, abs);
    if (relative > maxRelativeError) {
      maxRelativeError = relative;
      index = i;
    }
  }
  return { maxAbsError, maxRelativeError, index };
}
