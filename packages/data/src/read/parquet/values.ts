import type { Budget } from "../budget";
import { checkDelta } from "./delta";
import { checkRuns } from "./runs";

/** Of a column: its physical type, the length of fixed ones, and whether a dictionary came before. */
export interface PageColumn {
  readonly type: string;
  readonly typeLength: number;
  dictionary: boolean;
}

const widths: Readonly<Record<string, number>> = { INT32: 4, FLOAT: 4, INT64: 8, DOUBLE: 8, INT96: 12 };

const widthOf = ({ type, typeLength }: PageColumn): number =>
  type === "FIXED_LEN_BYTE_ARRAY" ? typeLength : (widths[type] ?? Number.NaN);

const needs = (page: Uint8Array, start: number, bytes: number): void => {
  // Also false for a width that is not known.
  if (!(start + bytes <= page.length))
    throw new Error(`a page that lacks values (${bytes} bytes in ${page.length - start})`);
};

/** Checks values in the plain encoding. */
export const checkPlain = (page: Uint8Array, start: number, count: number, column: PageColumn): void => {
  if (column.type !== "BYTE_ARRAY") {
    needs(page, start, column.type === "BOOLEAN" ? Math.ceil(count / 8) : count * widthOf(column));
    return;
  }
  const view = new DataView(page.buffer, page.byteOffset, page.byteLength);
  let at = start;
  for (let i = 0; i < count; i++) {
    needs(page, at, 4);
    const length = view.getUint32(at, true);
    at += 4;
    needs(page, at, length);
    at += length;
  }
};

/** Checks the values of a data page, in any encoding, without making them. */
export const checkValues = (
  page: Uint8Array,
  start: number,
  count: number,
  encoding: number,
  column: PageColumn,
  budget: Budget,
): void => {
  switch (encoding) {
    case 0:
      checkPlain(page, start, count, column);
      return;
    case 2:
    case 8: {
      if (!column.dictionary) throw new Error("a page of a dictionary that is not there");
      needs(page, start, 1);
      if (page[start]! > 32) throw new Error(`a page with places of ${page[start]} bits`);
      checkRuns(page, start + 1, page.length, page[start]!, count);
      return;
    }
    case 3: {
      if (column.type !== "BOOLEAN") throw new Error("a page of runs that are no truth values");
      needs(page, start, 4);
      const view = new DataView(page.buffer, page.byteOffset, page.byteLength);
      checkRuns(page, start + 4, start + 4 + view.getUint32(start, true), 1, count);
      return;
    }
    case 5:
      if (column.type !== "INT32" && column.type !== "INT64")
        throw new Error("a page of deltas that are no integers");
      checkDelta(page, start, count, false);
      return;
    case 6:
      checkDelta(page, start, count, false);
      return;
    case 7: {
      const prefixes = checkDelta(page, start, count, true);
      const suffixes = checkDelta(page, prefixes.end, count, true);
      let before = 0;
      let total = 0;
      for (let i = 0; i < count; i++) {
        if (prefixes.values[i]! < 0 || prefixes.values[i]! > before || suffixes.values[i]! < 0) {
          throw new Error("a page with texts that share more than there is");
        }
        before = prefixes.values[i]! + suffixes.values[i]!;
        total += before;
      }
      budget.take(total, "texts");
      return;
    }
    case 9:
      needs(page, start, count * widthOf(column));
      return;
    default:
      throw new Error(`a page in an encoding that is not supported (${encoding})`);
  }
};
