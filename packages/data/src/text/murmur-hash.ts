/** MurmurHash3 (Austin Appleby, x86, 32 bits) of the UTF-8 bytes of a text, as a signed number. */
export const murmurHash = (bytes: Uint8Array, seed = 0): number => {
  const n = bytes.length;
  let h = seed;
  let i = 0;
  for (; i + 4 <= n; i += 4) {
    const k = bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24);
    h ^= scramble(k);
    h = (h << 13) | (h >>> 19);
    h = (Math.imul(h, 5) + 0xe6546b64) | 0;
  }
  let rest = 0;
  for (let j = n - 1; j >= i; j--) rest = (rest << 8) | bytes[j]!;
  if (i < n) h ^= scramble(rest);
  h ^= n;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
};

const scramble = (k: number): number => {
  const mixed = Math.imul(k, 0xcc9e2d51);
  return Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593);
};
