/**
 * Philox 4x32-10, a counter-based random number generator: block number in, four random words out, in any order and
 * on any machine.
 *
 * Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
 *
 * @module
 */

/** The two multipliers. */
export const PHILOX_M0 = 0xd2511f53;
/** See {@link PHILOX_M0}. */
export const PHILOX_M1 = 0xcd9e8d57;
/** What is added to the two key words after every round: the golden ratio and the square root of 3, less 1. */
export const PHILOX_W0 = 0x9e3779b9;
/** See {@link PHILOX_W0}. */
export const PHILOX_W1 = 0xbb67ae85;
/** Number of rounds. */
export const PHILOX_ROUNDS = 10;

/** Four words of 32 bits. */
export type PhiloxBlock = [w0: number, w1: number, w2: number, w3: number];

/** The upper 32 bits of the product of two 32-bit words. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  // Every sum stays below 2^32, so the doubles are exact.
  const first = aHigh * bLow + ((aLow * bLow) >>> 16);
  const second = aLow * bHigh + (first & 0xffff);
  return (aHigh * bHigh + (first >>> 16) + (second >>> 16)) >>> 0;
}

/**
 * One block of random bits.
 *
 * @param counter Four words (integers; the lower 32 bits count) that number the block.
 * @param key Two words that name the sequence.
 * @returns Four words from 0 to 2^32 - 1.
 * @example
 * philox4x32([0, 0, 0, 0], [0, 0])[0].toString(16); // "6627e8d5"
 */
export function philox4x32(
  counter: readonly [number, number, number, number],
  key: readonly [number, number],
): PhiloxBlock {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < PHILOX_ROUNDS; round++) {
    const high0 = multiplyHigh(PHILOX_M0, c0);
    const low0 = Math.imul(PHILOX_M0, c0);
    const high1 = multiplyHigh(PHILOX_M1, c2);
    const low1 = Math.imul(PHILOX_M1, c2);
    c0 = high1 ^ c1 ^ k0;
    c1 = low1;
    c2 = high0 ^ c3 ^ k1;
    c3 = low0;
    k0 = (k0 + PHILOX_W0) | 0;
    k1 = (k1 + PHILOX_W1) | 0;
  }
  return [c0 >>> 0, c1 >>> 0, c2 >>> 0, c3 >>> 0];
}

/**
 * Fills an array with random bits: element i is word `i mod 4` of the block with counter
 * `(floor(i / 4), 0, 0, stream)`. A longer array begins with the same words as a shorter one.
 *
 * @param out Where the words go.
 * @param key0 First key word.
 * @param key1 Second key word.
 * @param stream Which of 2^32 independent sequences of the key.
 * @example
 * const words = new Uint32Array(6);
 * philoxFill(words, 0, 0, 0);
 * words[0].toString(16); // "6627e8d5"
 */
export function philoxFill(out: Uint32Array | Int32Array, key0: number, key1: number, stream: number): void {
  const key = [key0, key1] as const;
  for (let i = 0; i < out.length; i += 4) {
    const words = philox4x32([i / 4, 0, 0, stream], key);
    for (let j = 0; j < 4 && i + j < out.length; j++) out[i + j] = words[j]!;
  }
}
