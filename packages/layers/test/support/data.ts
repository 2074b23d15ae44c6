/** Repeatable numbers from -1 to 1, for data that no golden file has. */
export function numbers(length: number, seed = 1): Float32Array {
  let state = seed;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return state / 2 ** 31;
  });
}

/** Points of two classes that a line through the origin parts, with a margin. */
export function twoClasses(
  rows: number,
  seed = 1,
): { x: { data: Float32Array; shape: number[] }; y: Float32Array } {
  const data = numbers(rows * 2, seed);
  const y = new Float32Array(rows);
  for (let i = 0; i < rows; i++) {
    const [a, b] = [data[2 * i] as number, data[2 * i + 1] as number];
    y[i] = a + b > 0 ? 1 : 0;
    data[2 * i] = a + (y[i] ? 0.2 : -0.2);
    data[2 * i + 1] = b + (y[i] ? 0.2 : -0.2);
  }
  return { x: { data, shape: [rows, 2] }, y };
}
