import type { Cell } from "../../cell";
import { DataError } from "../../errors";
import { deriveGroups } from "../../leakage/mixed";
import { type Place, placeOf } from "../../leakage/provenance";
import { type Column, columnFromCells } from "../column";
import { groupRows } from "./row-keys";
import { type SummaryName, summaryOf } from "./summaries";
import { withName } from "./with-name";

/** What of a table the groups need; `T` is the table. */
interface Grouping<T> {
  readonly nRows: number;
  column(name: string): Column;
  take(rows: ArrayLike<number>): T;
}

/**
 * How a column of `summarize` is made: "count" for the number of rows, a column and a summary of it, or a
 * function of the group's table.
 *
 * @example
 * ```ts
 * const mass: Summary<Table> = ["body_mass_g", "mean"];
 * ```
 */
export type Summary<T> = "count" | readonly [column: string, summary: SummaryName] | ((group: T) => Cell);

/**
 * The groups that `table.groupBy` makes.
 *
 * @example
 * ```ts
 * const groups: GroupedTable<Table> = penguins.groupBy("species");
 * ```
 */
export class GroupedTable<T extends object> {
  private readonly from: Grouping<T>;
  private readonly keys: readonly Column[];
  private readonly groupOf: Int32Array;
  private readonly firstRows: readonly number[];
  private readonly make: (columns: readonly Column[], place: (table: object) => void) => T;

  constructor(
    from: Grouping<T>,
    names: readonly string[],
    make: (columns: readonly Column[], place: (table: object) => void) => T,
  ) {
    if (names.length === 0) {
      throw new DataError(
        "table.groupBy: expected at least one column, received none; name what to group by",
      );
    }
    this.from = from;
    this.make = make;
    this.keys = names.map((name) => from.column(name));
    const { groupOf, first } = groupRows(this.keys, from.nRows);
    this.groupOf = groupOf;
    this.firstRows = first;
  }

  /** How many groups. */
  get nGroups(): number {
    return this.firstRows.length;
  }

  private rowsOfGroups(): number[][] {
    const rows: number[][] = this.firstRows.map(() => []);
    this.groupOf.forEach((group, row) => {
      rows[group]!.push(row);
    });
    return rows;
  }

  /** Each group: its keys by name, and the table of its rows. */
  *[Symbol.iterator](): Generator<{ keys: Readonly<Record<string, Cell>>; table: T }> {
    for (const rows of this.rowsOfGroups()) {
      const keys = Object.fromEntries(this.keys.map((column) => [column.name, column.at(rows[0]!)]));
      yield { keys, table: this.from.take(rows) };
    }
  }

  /**
   * One row a group, in the order of the keys: the keys, then a column for each summary. Fitting on it counts as
   * fitting on all rows of the groups.
   *
   * @param summaries Names of the new columns with what they hold.
   * @throws DataError for unknown columns and summaries, and for summaries that a column's kind does not have.
   * @example
   * ```ts
   * penguins.groupBy("species").summarize({ n: "count", mass: ["body_mass_g", "mean"] });
   * ```
   */
  summarize(summaries: Readonly<Record<string, Summary<T>>>): T {
    const groups = this.rowsOfGroups();
    const keys = this.keys.map((column) => withName(column.take(this.firstRows), column.name));
    const made = Object.entries(summaries).map(([name, summary]) => {
      if (summary === "count")
        return columnFromCells(
          name,
          groups.map((rows) => rows.length),
        );
      if (typeof summary === "function") {
        return columnFromCells(
          name,
          groups.map((rows) => summary(this.from.take(rows))),
        );
      }
      if (!Array.isArray(summary) || summary.length !== 2) {
        throw new DataError(
          `summarize: expected "count", [column, summary] or a function for "${name}", received ${JSON.stringify(summary)}; write { ${name}: ["age", "mean"] }`,
        );
      }
      const [from, kind] = summary as readonly [string, SummaryName];
      const column = this.from.column(from);
      const cells = groups.map((rows) => summaryOf(column, kind, rows));
      if (column.kind === "ordinal" && cells.every((cell) => cell === null || typeof cell === "string")) {
        return columnFromCells(name, cells, { kind: "ordinal", order: column.categories });
      }
      return columnFromCells(name, cells, undefined, true);
    });
    const place: Place = placeOf(this.from, this.from.nRows);
    const by = `groupBy(${this.keys.map((column) => JSON.stringify(column.name)).join(", ")})`;
    return this.make([...keys, ...made], (table) =>
      deriveGroups(table, place, this.groupOf, groups.length, by),
    );
  }
}
