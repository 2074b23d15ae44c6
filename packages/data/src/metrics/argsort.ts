// Below this many values a comparison sort is as fast.
const few = 512;

/**
 * The order of finite numbers from low to high, equal ones by their place: a stable radix sort by the bits of
 * the numbers, 16 at a time.
 */
export const argsort = (values: Float64Array): Uint32Array => {
  const n = values.length;
  let order = new Uint32Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
  if (n < few) return order.sort((a, b) => values[a]! - values[b]! || a - b);
  // Positive numbers are ordered as their bits are, negative ones the other way around.
  const bits = new Uint32Array(values.slice().buffer);
  const littleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;
  const [low, high] = littleEndian ? [0, 1] : [1, 0];
  for (let i = 0; i < n; i++) {
    const top = bits[2 * i + high]!;
    const flip = top >>> 31 === 1;
    bits[2 * i + high] = flip ? ~top : top ^ 0x80000000;
    if (flip) bits[2 * i + low] = ~bits[2 * i + low]!;
  }
  let next = new Uint32Array(n);
  const starts = new Uint32Array(65537);
  for (let pass = 0; pass < 4; pass++) {
    const word = pass < 2 ? low : high;
    const shift = pass % 2 === 0 ? 0 : 16;
    starts.fill(0);
    for (let i = 0; i < n; i++) starts[((bits[2 * i + word]! >>> shift) & 0xffff) + 1]!++;
    for (let digit = 1; digit <= 65536; digit++) starts[digit]! += starts[digit - 1]!;
    for (let i = 0; i < n; i++) {
      const place = order[i]!;
      const digit = (bits[2 * place + word]! >>> shift) & 0xffff;
      next[starts[digit]!++] = place;
    }
    [order, next] = [next, order];
  }
  return order;
};
