// Differences of larger numbers leave the range of a double, and no loss that matters is near.
const largest = 1e100;

/** Whether a value can be drawn: finite, and not so large that arithmetic on it overflows. */
export function isDrawable(value: number): boolean {
  return Math.abs(value) <= largest; // false for NaN
}

/**
 * An interval with room in it that covers `low` to `high`. A single value gets a tenth of its size on either
 * side; a spread so small that ticks could not be told apart is widened in the same way.
 */
export function widen(low: number, high: number): [number, number] {
  const size = Math.max(Math.abs(low), Math.abs(high));
  if (high - low > size * 1e-9 && high - low > 1e-100) return [low, high];
  const pad = size > 1e-90 ? size * 0.1 : 1;
  return [low - pad, high + pad];
}

/** `widen` with a share of the spread added on either side, so that marks stand clear of the frame. */
export function pad(low: number, high: number, share: number): [number, number] {
  const [a, b] = widen(low, high);
  const extra = (b - a) * share;
  return [a - extra, b + extra];
}
