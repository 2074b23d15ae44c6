// Below, the engine's own sort is as fast.
const fewest = 1024;

/**
 * Sorts numbers in place, rising, without NaN among them. By digits of 16 bits, the last first (LSD radix sort): a float64
 * whose sign bit is flipped, or all of whose bits are when it is negative, is in order as a whole number.
 */
export const sortNumbers = (numbers: Float64Array): Float64Array => {
  const n = numbers.length;
  if (n < fewest) return numbers.sort();
  const words = new Uint32Array(numbers.buffer, numbers.byteOffset, 2 * n);
  let [low, high] = [new Uint32Array(n), new Uint32Array(n)];
  const counts = Array.from({ length: 4 }, () => new Uint32Array(1 << 16));
  const [first, second, third, fourth] = counts as [Uint32Array, Uint32Array, Uint32Array, Uint32Array];
  for (let i = 0; i < n; i++) {
    let l = words[2 * i]!;
    let h = words[2 * i + 1]!;
    if (h >>> 31 === 1) {
      l = ~l >>> 0;
      h = ~h >>> 0;
    } else h = (h | 0x80000000) >>> 0;
    low[i] = l;
    high[i] = h;
    first[l & 0xffff]!++;
    second[l >>> 16]!++;
    third[h & 0xffff]!++;
    fourth[h >>> 16]!++;
  }
  let [lowTo, highTo] = [new Uint32Array(n), new Uint32Array(n)];
  counts.forEach((count, digit) => {
    let start = 0;
    for (let value = 0; value < count.length; value++) {
      const many = count[value]!;
      count[value] = start;
      start += many;
    }
    const shift = digit % 2 === 0 ? 0 : 16;
    const digits = digit < 2 ? low : high;
    for (let i = 0; i < n; i++) {
      const to = count[(digits[i]! >>> shift) & 0xffff]!++;
      lowTo[to] = low[i]!;
      highTo[to] = high[i]!;
    }
    [low, lowTo] = [lowTo, low];
    [high, highTo] = [highTo, high];
  });
  for (let i = 0; i < n; i++) {
    const h = high[i]!;
    const negative = h >>> 31 === 0;
    words[2 * i] = negative ? ~low[i]! : low[i]!;
    words[2 * i + 1] = negative ? ~h : h & 0x7fffffff;
  }
  return numbers;
};
