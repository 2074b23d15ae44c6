// Inputs that are the same for everybody.

/**
 * Evenly distributed numbers from a small generator (mulberry32) with a seed.
 * @param {number} length
 * @param {number} from
 * @param {number} to
 * @param {number} seed
 * @returns {Float32Array}
 */
export function uniform(length, from, to, seed) {
  let state = seed | 0;
  return Float32Array.from({ length }, () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return from + (((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * (to - from);
  });
}
