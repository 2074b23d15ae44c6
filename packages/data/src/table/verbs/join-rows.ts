import { DataError } from "../../errors";
import { listNames } from "../../wording";
import type { Column } from "../column-kinds";

/**
 * Which rows a join keeps: those with a partner ("inner"), all of the left table ("left"), all of the right
 * one ("right"), or all of both ("full").
 *
 * @example
 * ```ts
 * const how: JoinHow = "left";
 * ```
 */
export type JoinHow = "inner" | "left" | "right" | "full";

/** The rows that belong together; -1 where a side has none. */
export interface JoinedRows {
  readonly left: Int32Array;
  readonly right: Int32Array;
}

const family = ({ kind }: Column): string =>
  kind === "integer" || kind === "float"
    ? "numbers"
    : kind === "nominal" || kind === "ordinal" || kind === "text"
      ? "texts"
      : kind;

/** The key of each row as one text; undefined where a part of it is missing, which matches nothing. */
const keysOf = (columns: readonly Column[], nRows: number): (string | undefined)[] =>
  Array.from({ length: nRows }, (_, row) => {
    const cells = columns.map((column) => column.at(row));
    // As texts, since JSON has no infinite numbers; keys that are compared are of one kind.
    return cells.includes(null) ? undefined : JSON.stringify(cells.map(String));
  });

/** Throws unless keys can be compared. */
const checkKeys = (left: readonly Column[], right: readonly Column[]): void => {
  left.forEach((column, i) => {
    const other = right[i]!;
    if (family(column) === family(other)) return;
    throw new DataError(
      `table.join: expected keys of one kind, received "${column.name}", which is ${column.kind}, and "${other.name}", which is ${other.kind}; ` +
        `declare them alike when reading (${listNames([column.name, other.name])})`,
    );
  });
};

/** The pairs of rows with equal keys, in the order of the left rows (the right ones for "right"). */
export const joinRows = (
  left: readonly Column[],
  right: readonly Column[],
  [nLeft, nRight]: readonly [number, number],
  how: JoinHow,
): JoinedRows => {
  checkKeys(left, right);
  if (how === "right") {
    const { left: to, right: from } = joinRows(right, left, [nRight, nLeft], "left");
    return { left: from, right: to };
  }
  const partners = new Map<string, number[]>();
  keysOf(right, nRight).forEach((key, row) => {
    if (key === undefined) return;
    const rows = partners.get(key);
    if (rows === undefined) partners.set(key, [row]);
    else rows.push(row);
  });
  const pairs: { left: number[]; right: number[] } = { left: [], right: [] };
  const met = new Uint8Array(nRight);
  keysOf(left, nLeft).forEach((key, row) => {
    const rows = key === undefined ? undefined : partners.get(key);
    if (rows === undefined && how === "inner") return;
    for (const other of rows ?? [-1]) {
      pairs.left.push(row);
      pairs.right.push(other);
      if (other >= 0) met[other] = 1;
    }
  });
  if (how === "full") {
    met.forEach((was, row) => {
      if (was === 1) return;
      pairs.left.push(-1);
      pairs.right.push(row);
    });
  }
  return { left: Int32Array.from(pairs.left), right: Int32Array.from(pairs.right) };
};
