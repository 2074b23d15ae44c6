import { type Cell, compareCells, isMissing } from "../cell";
import { DataError } from "../errors";
import { isTable } from "../table/table";
import { count } from "../wording";
import { labelsOf, type Splittable } from "./splittable";

/**
 * One label a row: the name of a column (of the first table given), the name of one of several arrays, or
 * the labels themselves.
 *
 * @example
 * ```ts
 * trainTestSplit(table, { stratify: "species" });
 * trainTestSplit(x, y, { stratify: y });
 * ```
 */
export type Stratify = string | Splittable;

/** Where labels are looked for by name. */
export interface Shelf {
  /** Is it one array, which has no name? */
  readonly single?: boolean;
  readonly names: readonly string[];
  readonly arrays: readonly Splittable[];
  readonly n: number;
}

const find = (name: string, { single, names, arrays }: Shelf, who: string, option: string): Splittable => {
  const entry = single === true ? undefined : arrays[names.indexOf(name)];
  if (entry !== undefined) return entry;
  const table = arrays.find(isTable);
  if (table !== undefined) return table.column(name);
  throw new DataError(
    `${who}: expected a table to find the ${option} column "${name}" in, received arrays only; give the labels themselves, such as { ${option}: y }`,
  );
};

/** The labels that an option asks for, one a row; undefined when it asks for none. */
export const labelsIn = (
  given: Stratify | null | undefined,
  shelf: Shelf,
  who: string,
  option: string,
): Cell[] | undefined => {
  if (given === undefined || given === null) return undefined;
  const source = typeof given === "string" ? find(given, shelf, who, option) : given;
  const labels = labelsOf(source, who);
  if (labels.length === shelf.n) return labels;
  throw new DataError(
    `${who}: expected one ${option} label for each of ${shelf.n} rows, received ${labels.length}; give labels of the same rows`,
  );
};

/** Throws when a row has no label. */
export const refuseMissing = (labels: readonly Cell[], who: string, what: string): void => {
  let absent = 0;
  for (const label of labels) if (isMissing(label)) absent++;
  if (absent === 0) return;
  throw new DataError(
    `${who}: expected ${what}, received ${count(absent, "missing value")} in ${labels.length} rows; ` +
      "drop these rows first, for example with table.filter",
  );
};

/** Labels as whole numbers: the distinct ones in order, the place of each row's among them, and how often each comes. */
export interface Codes {
  readonly classes: readonly Cell[];
  readonly codes: Int32Array;
  readonly counts: Int32Array;
}

/** Labels as places among the distinct ones in order (`numpy.unique` with its inverse and counts). */
export const encodeLabels = (labels: readonly Cell[]): Codes => {
  const seen = new Map<Cell, number>();
  const codes = new Int32Array(labels.length);
  for (let row = 0; row < labels.length; row++) {
    let code = seen.get(labels[row]!);
    if (code === undefined) {
      code = seen.size;
      seen.set(labels[row]!, code);
    }
    codes[row] = code;
  }
  const inOrder = [...seen].sort(([a], [b]) => compareCells(a, b));
  const places = new Int32Array(inOrder.length);
  inOrder.forEach(([, code], place) => {
    places[code] = place;
  });
  const counts = new Int32Array(inOrder.length);
  for (let row = 0; row < codes.length; row++) {
    const place = places[codes[row]!]!;
    codes[row] = place;
    counts[place]!++;
  }
  return { classes: inOrder.map(([cell]) => cell), codes, counts };
};
