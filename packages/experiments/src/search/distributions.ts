import type { RandomState } from "@wellfit/data";

/** Where `randomSearch` draws a parameter from. Plain data. */
export interface Distribution {
  /** "uniform", "logUniform" or "integers". */
  readonly kind: "uniform" | "logUniform" | "integers";
  /** The least value. */
  readonly low: number;
  /** The largest value. */
  readonly high: number;
}

function make(kind: Distribution["kind"], low: number, high: number): Distribution {
  const fits = kind === "integers" ? Number.isSafeInteger : Number.isFinite;
  const positive = kind !== "logUniform" || low > 0;
  if (fits(low) && fits(high) && low < high && positive) return { kind, low, high };
  const numbers = kind === "integers" ? "whole numbers" : "numbers";
  throw new RangeError(
    `${kind}: received ${low} and ${high}, expected two ${numbers}${kind === "logUniform" ? " above 0" : ""}, the lower one first`,
  );
}

/**
 * Any number from `low` to `high`, all equally likely.
 *
 * @throws RangeError unless low is below high.
 * @example
 * await randomSearch({ dropout: uniform(0, 0.5) }, build);
 */
export function uniform(low: number, high: number): Distribution {
  return make("uniform", low, high);
}

/**
 * Any number from `low` to `high`, all magnitudes equally likely: as many between 0.001 and 0.01 as between 0.01 and
 * 0.1. For learning rates and penalties.
 *
 * @throws RangeError unless low is above 0 and below high.
 * @example
 * await randomSearch({ learningRate: logUniform(1e-4, 1e-1) }, build);
 */
export function logUniform(low: number, high: number): Distribution {
  return make("logUniform", low, high);
}

/**
 * A whole number from `low` to `high`, both included, all equally likely.
 *
 * @throws RangeError unless both are whole and low is below high.
 * @example
 * await randomSearch({ units: integers(8, 64) }, build);
 */
export function integers(low: number, high: number): Distribution {
  return make("integers", low, high);
}

/** Draws one value. */
export function draw({ kind, low, high }: Distribution, random: RandomState): number {
  switch (kind) {
    case "uniform":
      return random.uniform(low, high);
    case "logUniform":
      // Not outside by the last digit.
      return Math.min(high, Math.max(low, Math.exp(random.uniform(Math.log(low), Math.log(high)))));
    case "integers":
      return random.randint(low, high + 1);
  }
}
