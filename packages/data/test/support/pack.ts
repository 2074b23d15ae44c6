import type { Column, Table } from "../../src";
import { base, type PackedColumn, type PackedTable } from "../../src/datasets/unpack";

const alphabet = Array.from({ length: 91 }, (_, i) => String.fromCharCode(35 + i)).filter((c) => c !== "\\");

const digits = (value: number, width: number): string =>
  Array.from({ length: width }, (_, i) => alphabet[Math.floor(value / base ** (width - 1 - i)) % base]).join(
    "",
  );

const shorten = (text: string): string =>
  text.replace(/(.)\1{4,88}/g, (run, char: string) => `~${char}${alphabet[run.length]}`);

const packWholes = (values: readonly number[]): { width: number; values: string } => {
  const most = Math.max(...values);
  let width = 1;
  while (base ** width <= most) width++;
  return { width, values: shorten(values.map((value) => digits(value, width)).join("")) };
};

const packColumn = (column: Column): PackedColumn => {
  const { name, kind } = column;
  if ("codes" in column) {
    const { categories } = column;
    return { name, kind, categories, ...packWholes(Array.from(column.codes, (code) => code + 1)) };
  }
  if (!("values" in column)) throw new Error(`cannot pack ${kind}`);
  const there = column.values.filter((value) => !Number.isNaN(value));
  const exact = (decimals: number): boolean =>
    there.every((value) => Math.round(value * 10 ** decimals) / 10 ** decimals === value);
  const decimals = [0, 1, 2, 3, 4, 5, 6, 7].find(exact);
  if (decimals === undefined) return { name, kind, values: column.values.join(" ") };
  const whole = (value: number): number => Math.round(value * 10 ** decimals);
  const least = whole(Math.min(...there));
  const codes = Array.from(column.values, (value) => (Number.isNaN(value) ? 0 : whole(value) - least + 1));
  return { name, kind, decimals, least, ...packWholes(codes) };
};

/** Packs a table as `src/datasets/unpack.ts` reads it; `JSON.stringify` of this, formatted, is `data/*.json`. */
export const packTable = (table: Table): PackedTable => ({
  columns: table.columnNames.map((name) => packColumn(table.column(name))),
});
