import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { type Table, table } from "../../src/index";

/** The path of a file that another program wrote. */
export const goldenFile = (name: string): string =>
  fileURLToPath(new URL(`../goldens/files/${name}`, import.meta.url));

/** The bytes of a file that another program wrote. */
export const goldenBytes = async (name: string): Promise<Uint8Array> =>
  new Uint8Array(await readFile(goldenFile(name)));

interface Expected {
  readonly kind: string;
  readonly order?: string[];
  readonly cells?: (number | string | boolean | null)[];
  readonly values?: (number | null)[];
}

/** The columns that pyarrow wrote into each of the files, as it gave them back. */
export const expectedColumns = async (): Promise<Record<string, Expected>> => {
  const text = await readFile(new URL("../goldens/arrow-parquet.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { columns: Record<string, Expected> }).columns;
};

/** Every column of the table is what pyarrow says. */
export const expectColumns = (table: Table, expected: Record<string, Expected>): void => {
  for (const name of table.columnNames) {
    const column = table.column(name);
    const { kind, cells, values, order } = expected[name]!;
    expect([name, column.kind]).toEqual([name, kind]);
    if (order !== undefined) expect("categories" in column && column.categories).toEqual(order);
    if (values !== undefined && "values" in column) {
      expect([name, Array.from(column.values, (value) => (Number.isNaN(value) ? null : value))]).toEqual([
        name,
        values,
      ]);
    } else {
      const given = cells!.map((cell) => (cell === "Infinity" ? Number.POSITIVE_INFINITY : cell));
      expect([name, column.toArray()]).toEqual([name, given]);
    }
  }
};

/** A table with a column of every kind, with what a file may lose: missing values, -0, times before 1970. */
export const ofEveryKind: Table = table(
  {
    id: [1, -2, 3],
    far: [2 ** 40, null, 5],
    x: [0.1, null, -0],
    ok: [true, null, false],
    word: ["é\n", null, "z"],
    size: ["S", "L", null],
    when: [new Date(1600000000123), null, new Date(-5)] as never,
    said: ["a", null, "c"],
    none: [null, null, null],
  },
  { columns: { size: { kind: "ordinal", order: ["S", "M", "L"] }, said: "text" } },
);
