import { type Cell, compareCells } from "../cell";
import { DataError } from "../errors";
import { BaseColumn } from "./base-column";
import type { CategoryColumn, Column, ColumnNote } from "./column-kinds";

class Categories extends BaseColumn implements CategoryColumn {
  readonly kind: CategoryColumn["kind"];
  readonly codes: Int32Array;
  readonly categories: readonly string[];
  readonly missingCount: number;

  constructor(
    name: string,
    kind: CategoryColumn["kind"],
    codes: Int32Array,
    categories: readonly string[],
    note?: ColumnNote,
  ) {
    super(name, codes.length, note);
    this.kind = kind;
    this.codes = codes;
    this.categories = categories;
    let missing = 0;
    for (let row = 0; row < codes.length; row++) if (codes[row]! < 0) missing++;
    this.missingCount = missing;
  }

  at(row: number): Cell {
    return this.categories[this.codes[row]!] ?? null;
  }

  // Distinct codes are already in the order of the categories.
  override unique(): Cell[] {
    const seen = new Uint8Array(this.categories.length);
    const { codes } = this;
    for (let row = 0; row < codes.length; row++) if (codes[row]! >= 0) seen[codes[row]!] = 1;
    return this.categories.filter((_, code) => seen[code] === 1);
  }

  take(rows: ArrayLike<number>): Column {
    const codes = new Int32Array(rows.length);
    for (let i = 0; i < rows.length; i++) codes[i] = this.codes[rows[i]!] ?? -1;
    return new Categories(this.name, this.kind, codes, this.categories, this.columnNote());
  }
}

/** A column of categories from codes, -1 where missing. The categories of a nominal column must be sorted. */
export const codedColumn = (
  name: string,
  kind: CategoryColumn["kind"],
  codes: Int32Array,
  categories: readonly string[],
  note?: ColumnNote,
): CategoryColumn => new Categories(name, kind, codes, categories, note);

/** A column of categories from texts; null means missing. `order` makes it ordinal. */
export const categoryColumn = (
  name: string,
  texts: readonly (string | null)[],
  options: { order?: readonly string[] | undefined; note?: ColumnNote | undefined } = {},
): CategoryColumn => {
  const { order } = options;
  const categories =
    order ?? [...new Set(texts.filter((text): text is string => text !== null))].sort(compareCells);
  const places = new Map(categories.map((text, place) => [text, place]));
  const codes = new Int32Array(texts.length);
  for (let row = 0; row < texts.length; row++) {
    const text = texts[row]!;
    const code = text === null ? -1 : places.get(text);
    if (code === undefined) {
      throw new DataError(
        `column "${name}": expected one of its ${categories.length} ordered values (${categories.join(" < ")}), ` +
          `received ${JSON.stringify(text)} in row ${row}; add it to the order or mend the value`,
      );
    }
    codes[row] = code;
  }
  return codedColumn(name, order === undefined ? "nominal" : "ordinal", codes, categories, options.note);
};
