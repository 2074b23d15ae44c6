import { DataError } from "../../errors";
import { oneOf } from "../../options";
import { type Column, columnFromCells } from "../column";
import { type JoinedRows, type JoinHow, joinRows } from "./join-rows";
import { withName } from "./with-name";

/**
 * Options of `table.join`.
 *
 * @example
 * ```ts
 * const options: JoinOptions = { on: "customer", how: "left" };
 * ```
 */
export interface JoinOptions {
  /** The columns that must be equal, named alike in both tables; or `leftOn` and `rightOn`. */
  on?: string | readonly string[] | undefined;
  /** The key columns of the left table. */
  leftOn?: string | readonly string[] | undefined;
  /** The key columns of the right table, in the same order. */
  rightOn?: string | readonly string[] | undefined;
  /** Which rows stay; default "inner". */
  how?: JoinHow | undefined;
  /** What columns of the same name get at their end; default ["_left", "_right"]. */
  suffixes?: readonly [string, string] | undefined;
}

interface Side {
  readonly nRows: number;
  readonly columnNames: readonly string[];
  column(name: string): Column;
}

const list = (names: string | readonly string[] | undefined): readonly string[] =>
  names === undefined ? [] : typeof names === "string" ? [names] : names;

const keyNames = ({ on, leftOn, rightOn }: JoinOptions): [readonly string[], readonly string[]] => {
  const [left, right] = [list(on ?? leftOn), list(on ?? rightOn)];
  const both = on !== undefined && (leftOn !== undefined || rightOn !== undefined);
  if (!both && left.length > 0 && left.length === right.length) return [left, right];
  throw new DataError(
    `table.join: expected the key columns as { on } or as { leftOn, rightOn } of one length, received ${JSON.stringify({ on, leftOn, rightOn })}; write { on: "id" }`,
  );
};

/** Columns of both sides, set together. */
export interface Joined {
  readonly columns: readonly Column[];
  readonly rows: JoinedRows;
  readonly by: string;
}

/** The columns of a join: the keys once where they are named alike, then the left table's others, then the right one's. */
export const joinColumns = (left: Side, right: Side, options: JoinOptions): Joined => {
  const how = oneOf("table.join", "how", options.how ?? "inner", ["inner", "left", "right", "full"]);
  const [leftKeys, rightKeys] = keyNames(options);
  const columnsOf = (side: Side, names: readonly string[]): Column[] =>
    names.map((name) => side.column(name));
  const rows = joinRows(
    columnsOf(left, leftKeys),
    columnsOf(right, rightKeys),
    [left.nRows, right.nRows],
    how,
  );
  const shared = new Set(leftKeys.filter((name, i) => name === rightKeys[i]));
  const [atLeft, atRight] = options.suffixes ?? ["_left", "_right"];
  const named = (name: string, other: Side, suffix: string): string =>
    !shared.has(name) && other.columnNames.includes(name) ? `${name}${suffix}` : name;
  const fromLeft = left.columnNames.map((name) => {
    const column = left.column(name);
    if (!shared.has(name)) return withName(column.take(rows.left), named(name, right, atLeft));
    // A row of the right table alone has its key there.
    if (!rows.left.includes(-1)) return column.take(rows.left);
    const other = right.column(name);
    const cells = Array.from(rows.left, (row, i) => (row < 0 ? other.at(rows.right[i]!) : column.at(row)));
    if (column.kind === "ordinal") {
      return columnFromCells(name, cells, { kind: "ordinal", order: column.categories });
    }
    const kind = column.kind === "integer" && other.kind !== "integer" ? "float" : column.kind;
    return columnFromCells(name, cells, { kind }, true);
  });
  const fromRight = right.columnNames
    .filter((name) => !shared.has(name))
    .map((name) => withName(right.column(name).take(rows.right), named(name, left, atRight)));
  const by = `join(${leftKeys.map((name) => JSON.stringify(name)).join(", ")})`;
  return { columns: [...fromLeft, ...fromRight], rows, by };
};
