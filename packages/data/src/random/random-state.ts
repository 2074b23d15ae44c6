import { DataError } from "../errors";
import { choose } from "./choice";
import { Mt19937 } from "./mt19937";

/**
 * Options of {@link RandomState.choice}.
 *
 * @example
 * ```ts
 * randomState(0).choice(4, { size: 10, p: [0.1, 0, 0.3, 0.6] });
 * ```
 */
export interface ChoiceOptions {
  /** How many to draw; default 1. */
  size?: number;
  /** May one be drawn twice? default true. */
  replace?: boolean;
  /** The chance of each, summing to 1; default: all alike. */
  p?: readonly number[];
}

const checkSize = (who: string, size: number): void => {
  if (!Number.isInteger(size) || size < 0) {
    throw new DataError(`${who}: expected size as a whole number of at least 0, received ${size}`);
  }
};

/** The smallest 2^k - 1 that is not below `max` (at most 32 bits). */
const maskOf = (max: number): number => (max === 0 ? 0 : 0xffffffff >>> Math.clz32(max));

/**
 * A stream of random numbers, equal number by number to NumPy's legacy `numpy.random.RandomState` with
 * the same seed (MT19937; polar Gauss with its cache; masked rejection for integers). Made by
 * {@link randomState}; each call moves the stream on.
 *
 * @example
 * ```ts
 * randomState(0).random(); // 0.5488135039273248
 * ```
 */
export class RandomState {
  private readonly bits: Mt19937;
  private cached: number | undefined;

  constructor(seed: number) {
    this.bits = new Mt19937(seed);
  }

  private many(who: string, size: number | undefined, draw: () => number): number | Float64Array {
    if (size === undefined) return draw();
    checkSize(who, size);
    const out = new Float64Array(size);
    for (let i = 0; i < size; i++) out[i] = draw();
    return out;
  }

  /** The next raw word, 0 to 2^32 - 1. */
  uint32(): number {
    return this.bits.nextUint32();
  }

  /** A number in [0, 1), or `size` of them (NumPy: `random_sample`). */
  random(): number;
  random(size: number): Float64Array;
  random(size?: number): number | Float64Array {
    return this.many("random", size, () => this.bits.nextDouble());
  }

  /** A number in [low, high), or `size` of them. Defaults 0 and 1. */
  uniform(low?: number, high?: number): number;
  uniform(low: number, high: number, size: number): Float64Array;
  uniform(low = 0, high = 1, size?: number): number | Float64Array {
    const range = high - low;
    if (!Number.isFinite(range)) {
      throw new DataError(`uniform: expected finite low and high, received ${low} and ${high}`);
    }
    return this.many("uniform", size, () => low + range * this.bits.nextDouble());
  }

  private gauss(): number {
    if (this.cached !== undefined) {
      const value = this.cached;
      this.cached = undefined;
      return value;
    }
    for (;;) {
      const x1 = 2 * this.bits.nextDouble() - 1;
      const x2 = 2 * this.bits.nextDouble() - 1;
      const r2 = x1 * x1 + x2 * x2;
      if (r2 >= 1 || r2 === 0) continue;
      const f = Math.sqrt((-2 * Math.log(r2)) / r2);
      this.cached = f * x1;
      return f * x2;
    }
  }

  /** A normal number of the given mean and standard deviation, or `size` of them. Defaults 0 and 1. */
  normal(loc?: number, scale?: number): number;
  normal(loc: number, scale: number, size: number): Float64Array;
  normal(loc = 0, scale = 1, size?: number): number | Float64Array {
    if (!(scale >= 0) || !Number.isFinite(loc) || !Number.isFinite(scale)) {
      throw new DataError(
        `normal: expected a finite mean and a standard deviation of at least 0, received ${loc} and ${scale}`,
      );
    }
    return this.many("normal", size, () => loc + scale * this.gauss());
  }

  /** A number of the exponential distribution with the given mean, or `size` of them. Default 1. */
  exponential(scale?: number): number;
  exponential(scale: number, size: number): Float64Array;
  exponential(scale = 1, size?: number): number | Float64Array {
    if (!(scale >= 0) || !Number.isFinite(scale)) {
      throw new DataError(`exponential: expected a mean of at least 0, received ${scale}`);
    }
    return this.many("exponential", size, () => scale * -Math.log(1 - this.bits.nextDouble()));
  }

  // 0 to max, both included, on one word (two above 32 bits); no word is spent when there is no choice.
  private bounded(max: number): number {
    if (max === 0) return 0;
    if (max <= 0xffffffff) {
      const mask = maskOf(max);
      for (;;) {
        const value = (this.bits.nextUint32() & mask) >>> 0;
        if (value <= max) return value;
      }
    }
    const mask = maskOf(Math.floor(max / 4294967296));
    for (;;) {
      const high = (this.bits.nextUint32() & mask) >>> 0;
      const value = high * 4294967296 + this.bits.nextUint32();
      if (value <= max) return value;
    }
  }

  /** A whole number from `low` up to, but without, `high`; or `size` of them. */
  randint(low: number, high: number): number;
  randint(low: number, high: number, size: number): Float64Array;
  randint(low: number, high: number, size?: number): number | Float64Array {
    if (!Number.isSafeInteger(low) || !Number.isSafeInteger(high) || high <= low || high - low > 2 ** 53) {
      throw new DataError(
        `randint: expected whole numbers with low below high and a range of at most 2^53, received ${low} and ${high}`,
      );
    }
    return this.many("randint", size, () => low + this.bounded(high - 1 - low));
  }

  /** Shuffles an array in its place (Fisher and Yates, from the end) and returns it. */
  shuffle<A extends ArrayLike<unknown>>(array: A): A {
    const places = array as unknown as unknown[];
    for (let i = places.length - 1; i > 0; i--) {
      const j = this.bounded(i);
      const kept = places[i];
      places[i] = places[j];
      places[j] = kept;
    }
    return array;
  }

  /** The numbers 0 to n - 1 in random order, or a shuffled copy of an array. */
  permutation(n: number): Int32Array;
  permutation<T>(array: readonly T[]): T[];
  permutation<T>(from: number | readonly T[]): Int32Array | T[] {
    if (typeof from !== "number") return this.shuffle([...from]);
    checkSize("permutation", from);
    const order = new Int32Array(from);
    for (let i = 0; i < from; i++) order[i] = i;
    return this.shuffle(order);
  }

  /** Draws from the numbers 0 to n - 1, or from an array. */
  choice(n: number, options?: ChoiceOptions): number[];
  choice<T>(array: readonly T[], options?: ChoiceOptions): T[];
  choice<T>(from: number | readonly T[], options: ChoiceOptions = {}): number[] | T[] {
    const n = typeof from === "number" ? from : from.length;
    const size = options.size ?? 1;
    checkSize("choice", n);
    checkSize("choice", size);
    const picked = choose(this, n, size, options.replace ?? true, options.p);
    return typeof from === "number" ? picked : picked.map((i) => from[i]!);
  }
}

/**
 * What every `randomState` option takes: a seed, a stream to go on with, or nothing for a fresh seed that
 * differs each time.
 *
 * @example
 * ```ts
 * makeMoons({ nSamples: 100, randomState: 1 });
 * ```
 */
export type RandomStateLike = number | RandomState | undefined;

/**
 * A random stream with the numbers of `numpy.random.RandomState(seed)`.
 *
 * @param seed A whole number from 0 to 2^32 - 1, or a stream, which is returned as it is; default: a fresh
 *   seed from the platform.
 * @throws DataError for any other seed.
 * @example
 * ```ts
 * const random = randomState(42);
 * random.permutation(10); // Int32Array [8, 1, 5, 0, 7, 2, 9, 4, 3, 6]
 * ```
 */
export function randomState(seed?: RandomStateLike): RandomState {
  if (seed instanceof RandomState) return seed;
  if (seed === undefined) return new RandomState(crypto.getRandomValues(new Uint32Array(1))[0]!);
  if (!Number.isInteger(seed) || seed < 0 || seed > 4294967295) {
    throw new DataError(
      `randomState: expected a whole number from 0 to 4294967295, received ${String(seed)}; give such a seed, or none for a fresh one`,
    );
  }
  return new RandomState(seed);
}
