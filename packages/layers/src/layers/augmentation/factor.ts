import { show } from "../../common/options";

/** A range from which a random number is drawn for each image: two ends, or one number that stands for both. */
export type Factor = number | readonly [lower: number, upper: number];

/** What a factor may be. */
export interface FactorBounds {
  /** The least number. */
  readonly min: number;
  /** Whether the least number itself does not count. */
  readonly open?: boolean;
  /** The largest number. */
  readonly max: number;
}

/**
 * The ends of a range. A number stands for the range from its negative to itself, as far as the bounds go.
 *
 * @throws RangeError for numbers outside of the bounds and for what is neither a number nor two.
 */
export function readFactor(
  where: string,
  name: string,
  factor: unknown,
  { min, max, open = false }: FactorBounds,
): readonly [number, number] {
  const good = (x: unknown): x is number => typeof x === "number" && x <= max && (open ? x > min : x >= min);
  if (good(factor)) {
    const size = Math.abs(factor);
    // A range that begins at the open end would never be drawn from its very end.
    return [Math.max(-size, min) + 0, size];
  }
  if (Array.isArray(factor) && factor.length === 2 && factor.every(good)) {
    const [a, b] = factor as [number, number];
    return a <= b ? [a, b] : [b, a];
  }
  throw new RangeError(
    `${where}: received ${name} ${show(factor)}, expected a number ${open ? "above" : "from"} ${min} ${open ? "and at most" : "to"} ` +
      `${max}, or two such numbers as [lower, upper]`,
  );
}

/**
 * The least and the largest value of a pixel.
 *
 * @throws RangeError for what is not two numbers.
 */
export function readValueRange(where: string, value: unknown): readonly [number, number] {
  if (Array.isArray(value) && value.length === 2 && value.every(Number.isFinite) && value[0] !== value[1]) {
    const [a, b] = value as [number, number];
    return a < b ? [a, b] : [b, a];
  }
  throw new RangeError(
    `${where}: received valueRange ${show(value)}, expected two different numbers such as [0, 255], or [0, 1] for pixels that ` +
      "were rescaled",
  );
}
