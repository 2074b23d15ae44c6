/** Multiplies panels that lie in a memory, by their places in bytes. */
export type SimdTile = (a: number, b: number, depth: number, sums: number) => void;

const local = (get: number): number[] => [0x20, get];
const set = (to: number): number[] => [0x21, to];
const load = (from: number, offset: number): number[] => [...local(from), 0xfd, 0x00, 3, offset];
const loadTwice = (from: number, offset: number): number[] => [...local(from), 0xfd, 0x0a, 3, offset];
const store = (to: number, value: number, offset: number): number[] => [
  ...local(to),
  ...local(value),
  ...[0xfd, 0x0b, 3, ...leb(offset)],
];
const multiply = [0xfd, 0xf2, 0x01];
const add = [0xfd, 0xf0, 0x01];
const move = (pointer: number, bytes: number): number[] => [
  ...local(pointer),
  0x41,
  bytes,
  0x6a,
  ...set(pointer),
];

// Unsigned numbers take seven bits a byte (WebAssembly, 5.2.2).
const leb = (value: number): number[] => (value < 128 ? [value] : [(value & 127) | 128, ...leb(value >>> 7)]);

const section = (id: number, content: readonly number[]): number[] => [
  id,
  ...leb(content.length),
  ...content,
];

// The parameters are 0 to 3; behind them stand eight pairs of sums, two pairs of b, and one value of a twice.
const [a, b, depth, out, firstSum, low, high, twice] = [0, 1, 2, 3, 4, 12, 13, 14];

const body = (): number[] => {
  const code = [1, 11, 0x7b, 0x03, 0x40, ...load(b, 0), ...set(low), ...load(b, 16), ...set(high)];
  for (let i = 0; i < 4; i++) {
    code.push(...loadTwice(a, 8 * i), ...set(twice));
    for (const [sum, pair] of [
      [firstSum + 2 * i, low],
      [firstSum + 2 * i + 1, high],
    ] as const) {
      code.push(...local(sum), ...local(twice), ...local(pair), ...multiply, ...add, ...set(sum));
    }
  }
  code.push(...move(a, 32), ...move(b, 32));
  // depth = depth - 1; again unless it is zero.
  code.push(...local(depth), 0x41, 1, 0x6b, 0x22, depth, 0x0d, 0, 0x0b);
  for (let k = 0; k < 8; k++) code.push(...store(out, firstSum + k, 16 * k));
  return [...code, 0x0b];
};

const moduleBytes = (): Uint8Array<ArrayBuffer> => {
  const code = body();
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 4, 0x7f, 0x7f, 0x7f, 0x7f, 0]),
    ...section(2, [1, 1, 0x6d, 1, 0x6d, 0x02, 0, 0]),
    ...section(3, [1, 0]),
    ...section(7, [1, 1, 0x74, 0, 0]),
    ...section(10, [1, ...leb(code.length), ...code]),
  ]);
};

/**
 * The products of four vectors by four others, two at a time (SIMD), for panels in this memory; undefined where
 * WebAssembly is forbidden or has no SIMD. It rounds as the loop in JavaScript does.
 */
export const simdTile = (memory: WebAssembly.Memory): SimdTile | undefined => {
  try {
    const compiled = new WebAssembly.Module(moduleBytes());
    const { t } = new WebAssembly.Instance(compiled, { m: { m: memory } }).exports;
    return t as unknown as SimdTile;
  } catch {
    return undefined;
  }
};
