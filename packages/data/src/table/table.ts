import type { Cell } from "../cell";
import { DataError } from "../errors";
import { deriveJoin, deriveStack } from "../leakage/mixed";
import { derive, type Place, placeOf } from "../leakage/provenance";
import type { NdArray } from "../ndarray/ndarray";
import { type RandomStateLike, randomState } from "../random/random-state";
import { repeated } from "../repeated";
import { listNames, unknownColumn } from "../wording";
import { type Column, columnFromCells, type GivenCell } from "./column";
import type { ColumnSpec } from "./column-kinds";
import { type ColumnSchema, describeColumn } from "./schema";
import { showTable } from "./show";
import { describeColumns } from "./verbs/describe-columns";
import { GroupedTable } from "./verbs/grouped";
import { type JoinOptions, joinColumns } from "./verbs/join-columns";
import { rowOrder, type SortOptions } from "./verbs/row-order";
import { stackColumns } from "./verbs/stack-columns";
import { withName } from "./verbs/with-name";

export type { ColumnSpec } from "./column-kinds";

const specOf = (column: Column): ColumnSpec => {
  if (column.kind === "ordinal") return { kind: "ordinal", order: column.categories };
  if (column.kind === "datetime" && column.format !== undefined) {
    return { kind: "datetime", format: column.format };
  }
  return column.kind;
};

/** What turns a column that is no number into numbers. */
const encoderFor = (kind: Column["kind"]): string =>
  kind === "datetime"
    ? "leave it out, or make columns of what matters in it, such as the hour"
    : kind === "text"
      ? "leave it out, or make columns of what matters in it, such as its words"
      : "leave it out or encode it with oneHotEncoder() or ordinalEncoder()";

/**
 * One row of a table, by column name.
 *
 * @example
 * ```ts
 * const row: Row = { species: "Adelie", bill_length_mm: 39.1 };
 * ```
 */
export type Row = Readonly<Record<string, Cell>>;

/**
 * A table of typed columns; its verbs return new tables and leave this one as it is. Made by `readCsv` and
 * {@link table}. It remembers where its rows came from (see `provenance`).
 *
 * @example
 * ```ts
 * const adults = people.filter((row) => Number(row.age) >= 18).select(["age", "income"]);
 * ```
 */
export class Table {
  private readonly columns: readonly Column[];
  private readonly byName: ReadonlyMap<string, Column>;
  /** How many rows. */
  readonly nRows: number;
  /** The names of the columns, in their order. */
  readonly columnNames: readonly string[];
  /** What a reader of files took for granted, each a sentence; none for other tables. */
  readonly notes: readonly string[];

  constructor(
    columns: readonly Column[],
    from?: {
      place?: Place;
      rows?: ArrayLike<number>;
      name?: string;
      notes?: readonly string[];
      put?: (table: object) => void;
    },
  ) {
    this.notes = from?.notes ?? [];
    this.columns = columns;
    this.columnNames = columns.map((column) => column.name);
    this.byName = new Map(columns.map((column) => [column.name, column]));
    this.nRows = columns[0]?.length ?? from?.rows?.length ?? 0;
    const uneven = columns.find((column) => column.length !== this.nRows);
    if (uneven !== undefined) {
      throw new DataError(
        `table: expected columns of one length, received "${this.columnNames[0]}" with ${this.nRows} rows and "${uneven.name}" with ${uneven.length}`,
      );
    }
    if (this.byName.size !== columns.length) {
      const twice = repeated(this.columnNames);
      throw new DataError(
        `table: expected a different name for each column, received ${listNames(twice)} twice`,
      );
    }
    if (from?.put !== undefined) from.put(this);
    else if (from?.place === undefined) placeOf(this, this.nRows, from?.name ?? "the table");
    else derive(this, from.place, from.rows);
  }

  /** How many columns. */
  get nColumns(): number {
    return this.columns.length;
  }

  private place(): Place {
    return placeOf(this, this.nRows);
  }

  /**
   * The column of a name.
   *
   * @throws DataError for a name that is not there, with the nearest one that is.
   */
  column(name: string): Column {
    const column = this.byName.get(name);
    if (column === undefined) throw new DataError(`table: ${unknownColumn(name, this.columnNames)}`);
    return derive(column, this.place());
  }

  /** Is there a column of this name? */
  hasColumn(name: string): boolean {
    return this.byName.has(name);
  }

  /** What is known of each column: kind, missing values, distinct values, and what to be wary of. */
  schema(): ColumnSchema[] {
    return this.columns.map(describeColumn);
  }

  /**
   * The kind of each column as `readCsv` takes it in `columns`, so that another file can be read alike.
   */
  columnSpecs(): Record<string, ColumnSpec> {
    return Object.fromEntries(this.columns.map((column) => [column.name, specOf(column)]));
  }

  /** The table with these columns only, in this order. */
  select(names: readonly string[]): Table {
    if (names.length === 0) {
      throw new DataError(
        "table.select: expected at least one column name, received none; name the columns to keep",
      );
    }
    return new Table(
      names.map((name) => this.column(name)),
      { place: this.place() },
    );
  }

  /** The table without these columns. */
  drop(names: string | readonly string[]): Table {
    const gone = new Set(typeof names === "string" ? [names] : names);
    for (const name of gone) this.column(name);
    return this.select(this.columnNames.filter((name) => !gone.has(name)));
  }

  /**
   * The rows at the given places (0-based), in that order; a place may come twice.
   *
   * @throws DataError for a place that is not there.
   */
  take(rows: ArrayLike<number>): Table {
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!;
      if (!Number.isInteger(row) || row < 0 || row >= this.nRows) {
        throw new DataError(
          `table.take: expected rows from 0 to ${this.nRows - 1}, received ${row}; rows are counted from 0`,
        );
      }
    }
    return new Table(
      this.columns.map((column) => column.take(rows)),
      { place: this.place(), rows },
    );
  }

  /** The rows for which the test is true. */
  filter(test: (row: Row, index: number) => boolean): Table {
    const rows: number[] = [];
    for (let i = 0; i < this.nRows; i++) if (test(this.row(i), i)) rows.push(i);
    return this.take(rows);
  }

  /** A table of other columns with the rows of this one, in place or at `rows`. */
  private with(columns: readonly Column[], rows?: ArrayLike<number>): Table {
    return new Table(columns, rows === undefined ? { place: this.place() } : { place: this.place(), rows });
  }

  /**
   * The table with other names for some columns.
   *
   * @param names Old names with the new ones.
   * @throws DataError for an unknown column, or a name that would come twice.
   * @example
   * ```ts
   * people.rename({ age: "years" });
   * ```
   */
  rename(names: Readonly<Record<string, string>>): Table {
    for (const name of Object.keys(names)) this.column(name);
    return this.with(
      this.columns.map((column) =>
        Object.hasOwn(names, column.name) ? withName(column, names[column.name]!) : column,
      ),
    );
  }

  /**
   * The table with new columns, each computed row by row; one of a name that is there takes its place.
   *
   * @param columns New names with a function of the row (and its place), or with one value a row.
   * @param options `columns` declares kinds, as in {@link table}.
   * @throws DataError when the values do not fit a declared kind, or are fewer or more than the rows.
   * @example
   * ```ts
   * people.derive({ adult: (row) => Number(row.age) >= 18 });
   * ```
   */
  derive(
    columns: Readonly<Record<string, ((row: Row, index: number) => GivenCell) | ArrayLike<GivenCell>>>,
    options: { columns?: Readonly<Record<string, ColumnSpec>> } = {},
  ): Table {
    const made = Object.entries(columns).map(([name, values]) => {
      const cells =
        typeof values === "function"
          ? Array.from({ length: this.nRows }, (_, row) => values(this.row(row), row))
          : values;
      if (cells.length !== this.nRows) {
        throw new DataError(
          `table.derive: expected ${this.nRows} values for "${name}", one for each row, received ${cells.length}`,
        );
      }
      const spec = options.columns?.[name];
      return columnFromCells(name, cells, typeof spec === "string" ? { kind: spec } : spec);
    });
    const byName = new Map(made.map((column) => [column.name, column]));
    const kept = this.columns.map((column) => byName.get(column.name) ?? column);
    return this.with([...kept, ...made.filter(({ name }) => !this.byName.has(name))]);
  }

  /**
   * The rows in the order of one or several columns, the first counting most. Missing values come last, rows that
   * are equal keep their order; an ordinal column has its own order.
   *
   * @throws DataError for an unknown column.
   * @example
   * ```ts
   * people.sort(["city", "age"], { descending: ["age"] });
   * ```
   */
  sort(by: string | readonly string[], options: SortOptions = {}): Table {
    const names = typeof by === "string" ? [by] : by;
    if (names.length === 0) {
      throw new DataError("table.sort: expected at least one column, received none; name what to sort by");
    }
    const { descending = false } = options;
    if (typeof descending !== "boolean") for (const name of descending) this.column(name);
    const down = names.map((name) =>
      typeof descending === "boolean" ? descending : descending.includes(name),
    );
    return this.take(
      rowOrder(
        names.map((name) => this.column(name)),
        down,
      ),
    );
  }

  /**
   * Rows by lot, as pandas' `sample`: `size` is a count, or a fraction of the rows when below 1.
   *
   * @param options `replace` lets a row come several times (default false); `randomState` is the seed.
   * @throws DataError for a size that is no count or fraction, or more rows than there are without `replace`.
   * @example
   * ```ts
   * people.sample(0.1, { randomState: 1 });
   * ```
   */
  sample(size: number, options: { replace?: boolean; randomState?: RandomStateLike } = {}): Table {
    const n = size > 0 && size < 1 ? Math.round(size * this.nRows) : size;
    const replace = options.replace ?? false;
    if (!Number.isInteger(n) || n < 0 || (!replace && n > this.nRows) || (n > 0 && this.nRows === 0)) {
      throw new DataError(
        `table.sample: expected a count up to ${this.nRows} or a fraction below 1, received ${size}; pass { replace: true } to draw rows several times`,
      );
    }
    if (n === 0) return this.take([]);
    return this.take(randomState(options.randomState).choice(this.nRows, { size: n, replace }));
  }

  /** The rows without a missing value in these columns; default in any. */
  dropMissing(names: string | readonly string[] = this.columnNames): Table {
    const columns = (typeof names === "string" ? [names] : names).map((name) => this.column(name));
    const rows: number[] = [];
    for (let row = 0; row < this.nRows; row++) {
      if (!columns.some((column) => column.isMissing(row))) rows.push(row);
    }
    return this.take(rows);
  }

  /**
   * Puts rows together that have the same values in these columns; a missing value counts as a value. Sum them up
   * with `summarize`, or go over the groups.
   *
   * @throws DataError for an unknown column.
   * @example
   * ```ts
   * penguins.groupBy("species").summarize({ n: "count", mass: ["body_mass_g", "mean"] });
   * ```
   */
  groupBy(names: string | readonly string[]): GroupedTable<Table> {
    return new GroupedTable<Table>(
      this,
      typeof names === "string" ? [names] : names,
      (columns, place) => new Table(columns, { put: place }),
    );
  }

  /**
   * Sets this table and another side by side where key columns are equal; a missing key equals nothing. Fitting on
   * the result counts as fitting on the rows of both.
   *
   * @param other The right table.
   * @param options `on`, or `leftOn` and `rightOn`; `how` (default "inner"); `suffixes`.
   * @throws DataError for unknown columns, keys of different kinds, and names that would come twice.
   * @example
   * ```ts
   * orders.join(customers, { on: "customer", how: "left" });
   * ```
   */
  join(other: Table, options: JoinOptions): Table {
    const { columns, rows, by } = joinColumns(this, other, options);
    return new Table(columns, {
      put: (table) => deriveJoin(table, this.place(), rows.left, other.place(), rows.right, by),
    });
  }

  /**
   * The rows of this table and of others, one below the other; columns are found by name. A train and a test part
   * put together are held out as the test part is.
   *
   * @throws DataError when a table has other columns, or one of another kind.
   * @example
   * ```ts
   * january.concat(february, march);
   * ```
   */
  concat(...others: readonly Table[]): Table {
    const parts = [this, ...others];
    return new Table(stackColumns(parts), {
      put: (table) =>
        deriveStack(
          table,
          parts.map((part) => ({ place: part.place(), nRows: part.nRows })),
          "concat",
        ),
    });
  }

  /**
   * One row for each column: its kind, how many values there are, are missing and differ; of numbers the mean, the
   * standard deviation (divided by n - 1) and the quartiles; of others the most frequent value and how often it comes.
   *
   * @example
   * ```ts
   * console.log(String(penguins.describe()));
   * ```
   */
  describe(): Table {
    return new Table(describeColumns(this.columns), { name: "the description" });
  }

  /** The first rows; default 5. */
  head(n = 5): Table {
    return this.take(Array.from({ length: Math.min(Math.max(0, n), this.nRows) }, (_, row) => row));
  }

  /** One row as an object. */
  row(index: number): Row {
    // Four times as fast as from entries, which alone take this one name for a name.
    if (this.byName.has("__proto__")) {
      return Object.fromEntries(this.columns.map((column) => [column.name, column.at(index)]));
    }
    const row: Record<string, Cell> = {};
    for (const column of this.columns) row[column.name] = column.at(index);
    return row;
  }

  /** All rows as objects. */
  toRows(): Row[] {
    return Array.from({ length: this.nRows }, (_, row) => this.row(row));
  }

  /**
   * Columns of numbers (integer, float, boolean) as an array of shape [rows, columns], float64, NaN where a
   * value is missing. Default: all columns.
   *
   * @throws DataError when one of them holds categories, moments or text.
   */
  toNdArray(names: readonly string[] = this.columnNames): NdArray<Float64Array> {
    const data = new Float64Array(this.nRows * names.length);
    names.forEach((name, j) => {
      const column = this.column(name);
      if (!("values" in column) || column.kind === "datetime") {
        throw new DataError(
          `table.toNdArray: expected columns of numbers, received "${name}", which is ${column.kind}; ${encoderFor(column.kind)}`,
        );
      }
      for (let row = 0; row < this.nRows; row++) data[row * names.length + j] = column.values[row]!;
    });
    return derive({ data, shape: [this.nRows, names.length] }, this.place());
  }

  /** The table as text: names, kinds and the first rows (default 10). */
  toString(most = 10): string {
    return showTable(this.columns, this.nRows, most);
  }
}

/** True for a table of this package, told by its form so that no transform has to load this file. */
export const isTable = (value: unknown): value is Table =>
  typeof value === "object" && value !== null && "columnNames" in value && "nRows" in value;

/** True for a column of a table. */
export const isColumn = (value: unknown): value is Column =>
  typeof value === "object" && value !== null && "missingCount" in value && "toArray" in value;

/**
 * A table from columns (an array each) or from rows (an object each). null, undefined and NaN are missing
 * values. A column of whole numbers becomes integer, of other numbers float, of truth values boolean, of `Date`
 * objects or texts in ISO 8601 (or in another form of dates that can be read in one way only) datetime, of
 * long texts text, of anything else nominal, unless `columns` declares it. `schema()` tells what was doubtful.
 *
 * @param data Columns by name, or rows.
 * @param options `columns` declares kinds; `name` is what messages call the table.
 * @throws DataError for columns of different lengths or values that do not fit a declared kind.
 * @example
 * ```ts
 * table({ age: [31, null, 44], city: ["Rome", "Oslo", "Rome"] }).schema()[0].kind; // "integer"
 * ```
 */
export function table(
  data: Readonly<Record<string, ArrayLike<GivenCell>>> | readonly Readonly<Record<string, GivenCell>>[],
  options: { columns?: Readonly<Record<string, ColumnSpec>>; name?: string } = {},
): Table {
  // Without a prototype, since a column may have the name of a property that every object has.
  const columns: Record<string, ArrayLike<GivenCell>> = Object.create(null);
  if (Array.isArray(data)) {
    const rows = data as readonly Readonly<Record<string, GivenCell>>[];
    for (const row of rows) for (const name of Object.keys(row)) columns[name] ??= rows.map((r) => r[name]);
  } else Object.assign(columns, data);
  const names = Object.keys(columns);
  for (const name of Object.keys(options.columns ?? {})) {
    if (!names.includes(name)) throw new DataError(`table: ${unknownColumn(name, names)}`);
  }
  const typed = names.map((name) => {
    const spec = options.columns?.[name];
    return columnFromCells(name, columns[name]!, typeof spec === "string" ? { kind: spec } : spec);
  });
  return new Table(typed, options.name === undefined ? {} : { name: options.name });
}
