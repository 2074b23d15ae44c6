// What is said about several measurements of one thing.

/**
 * @typedef {{ median: number, min: number, max: number }} Spread
 */

/**
 * The middle of sorted values; the mean of the two middle ones when their number is even.
 * @param {readonly number[]} values at least one
 * @returns {number}
 */
export function median(values) {
  if (values.length === 0) throw new RangeError("median: received no values, expected at least one");
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = Number(sorted[half]);
  return sorted.length % 2 === 1 ? upper : (Number(sorted[half - 1]) + upper) / 2;
}

/**
 * The median with the smallest and the largest value.
 * @param {readonly number[]} values at least one
 * @returns {Spread}
 */
export function spread(values) {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) };
}

/**
 * How many times as long another took, round by round: both were measured within the same minute there, so what else
 * the machine did at the time weighs on both.
 * @param {readonly number[]} ours seconds, one value a round
 * @param {readonly number[]} theirs seconds of the same rounds
 * @returns {Spread}
 */
export function ratios(ours, theirs) {
  if (ours.length !== theirs.length) {
    throw new RangeError(
      `ratios: received ${ours.length} and ${theirs.length} rounds, expected equally many`,
    );
  }
  return spread(ours.map((seconds, round) => Number(theirs[round]) / seconds));
}
