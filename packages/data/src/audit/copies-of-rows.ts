import type { SheetColumn } from "./sheet";

/** Rows that are equal in all of these columns (missing equals missing): groups of two and more, in order. */
export const equalRows = (columns: readonly SheetColumn[], nRows: number): number[][] => {
  if (columns.length === 0) return [];
  const bits = new Float64Array(1);
  const words = new Uint32Array(bits.buffer);
  const one = new Int32Array(nRows).fill(0x811c9dc5 | 0);
  const two = new Int32Array(nRows).fill(0x1b873593);
  for (const { values } of columns) {
    for (let row = 0; row < nRows; row++) {
      const value = values[row]!;
      // One form for both zeros and one for every NaN.
      bits[0] = Number.isNaN(value) ? Number.NaN : value + 0;
      one[row] = Math.imul(Math.imul(one[row]! ^ words[0]!, 0x01000193) ^ words[1]!, 0x01000193);
      two[row] = Math.imul(((two[row]! << 13) | (two[row]! >>> 19)) ^ words[1]!, 0x85ebca6b) ^ words[0]!;
    }
  }
  const byHash = new Map<number, number[]>();
  const first = new Map<number, number>();
  for (let row = 0; row < nRows; row++) {
    const key = (one[row]! >>> 0) * 0x200000 + (two[row]! & 0x1fffff);
    const before = first.get(key);
    if (before === undefined) first.set(key, row);
    else if (sameRow(columns, before, row)) {
      const group = byHash.get(key) ?? [before];
      group.push(row);
      byHash.set(key, group);
    }
  }
  return [...byHash.values()];
};

const sameRow = (columns: readonly SheetColumn[], a: number, b: number): boolean =>
  columns.every(({ values }) => {
    const [x, y] = [values[a]!, values[b]!];
    return x === y || (Number.isNaN(x) && Number.isNaN(y));
  });
