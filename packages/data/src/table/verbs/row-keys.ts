import { compareCells } from "../../cell";
import type { Column } from "../column-kinds";

/** The place of each row's value among the distinct ones in their order; -1 where missing. */
export const codesOfCells = (column: Column): Int32Array => {
  if ("codes" in column) return column.codes;
  const values: ArrayLike<number | string | null> = "texts" in column ? column.texts : column.values;
  const seen = new Map<number | string, number>();
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (value !== null && !Number.isNaN(value)) seen.set(value, 0);
  }
  [...seen.keys()].sort(compareCells).forEach((value, place) => {
    seen.set(value, place);
  });
  return Int32Array.from(values, (value) => seen.get(value as number | string) ?? -1);
};

/** Which group each row belongs to. */
export interface Groups {
  /** The group of each row, counted from 0 in the order of the keys; missing values form groups of their own, the last. */
  readonly groupOf: Int32Array;
  /** The first row of each group. */
  readonly first: readonly number[];
}

/** The groups of rows that have the same values in all of these columns. */
export const groupRows = (columns: readonly Column[], nRows: number): Groups => {
  let keys: number[] = new Array<number>(nRows).fill(0);
  for (const column of columns) {
    const codes = codesOfCells(column);
    let most = 0;
    for (let row = 0; row < nRows; row++) if (codes[row]! > most) most = codes[row]!;
    const width = most + 2;
    // Numbered anew after each column, so that the product stays a safe whole number.
    const joint = keys.map((key, row) => key * width + (codes[row]! < 0 ? width - 1 : codes[row]!));
    const places = new Map([...new Set(joint)].sort((a, b) => a - b).map((key, place) => [key, place]));
    keys = joint.map((key) => places.get(key)!);
  }
  const first: number[] = [];
  keys.forEach((key, row) => {
    first[key] ??= row;
  });
  return { groupOf: Int32Array.from(keys), first };
};
