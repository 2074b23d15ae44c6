import { checkNumber } from "./options";

/** Where seeds come from: a state that moves with each draw, or nothing until one is needed. */
let state: bigint | undefined;

const MASK = 2n ** 64n - 1n;

/**
 * Makes everything random that follows repeat exactly: initial weights, dropout masks, noise, shuffles and validation
 * splits of models made after this call. Without it every run draws other numbers.
 *
 * @param seed - A whole number from 0 to 2^53 - 1.
 * @throws RangeError for another number.
 * @example
 * setSeed(7);
 * const a = dense(3, { inputShape: [2] });
 */
export function setSeed(seed: number): void {
  checkNumber("setSeed", "seed", seed, { integer: true, min: 0, max: Number.MAX_SAFE_INTEGER });
  state = BigInt(seed);
}

/** A seed that differs from all others drawn so far: the next of splitmix64 (Steele, Lea, Flood 2014), 53 bits of it. */
export function nextSeed(): number {
  state ??= freshSeed();
  state = (state + 0x9e3779b97f4a7c15n) & MASK;
  let z = state;
  z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK;
  z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & MASK;
  return Number((z ^ (z >> 31n)) >> 11n);
}

function freshSeed(): bigint {
  const words = crypto.getRandomValues(new Uint32Array(2));
  return (BigInt(words[0] as number) << 32n) | BigInt(words[1] as number);
}

/** Returns a given seed, checked, or draws one. */
export function seedOrNext(where: string, seed: number | undefined): number {
  if (seed === undefined) return nextSeed();
  return checkNumber(where, "seed", seed, { integer: true, min: 0, max: Number.MAX_SAFE_INTEGER });
}
