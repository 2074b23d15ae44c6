import type { Splitter } from "@wellfit/data";
import type { Plain } from "../provenance/plain";
import type { FoldOfRows, NumberedFold } from "./folds";

/** The shapes of arrays, of tables, and of several by name; a number of rows is what it is. */
function shapeOf(data: unknown): Plain {
  if (typeof data === "number") return data;
  if (Array.isArray(data)) return [data.length];
  const { shape, length } = (data ?? {}) as { shape?: unknown; length?: unknown };
  if (Array.isArray(shape)) return shape.map(Number);
  if (typeof length === "number") return [length];
  const { nRows, columnNames } = (data ?? {}) as { nRows?: unknown; columnNames?: readonly unknown[] };
  if (typeof nRows === "number" && Array.isArray(columnNames)) return [nRows, columnNames.length];
  return Object.fromEntries(Object.entries(data ?? {}).map(([name, part]) => [name, shapeOf(part)]));
}

/** Numbers of rows in their order, those that follow each other as a range: "0-3 7 5-6". */
export function rowsInWords(rows: ArrayLike<number>): string {
  const parts: string[] = [];
  for (let i = 0; i < rows.length; i++) {
    const first = rows[i] as number;
    let last = first;
    while (rows[i + 1] === last + 1) {
      i++;
      last++;
    }
    parts.push(first === last ? `${first}` : `${first}-${last}`);
  }
  return parts.join(" ");
}

/** How many rows data of such a shape has. */
function rowsOf(shape: Plain): number {
  if (typeof shape === "number") return shape;
  const first = Array.isArray(shape) ? shape[0] : Object.values(shape ?? {})[0];
  return typeof first === "number" ? first : rowsOf(first ?? 0);
}

/** Whether a fold trains on all rows that it does not test, in their order, as most do. */
function isTheRest({ train, test }: FoldOfRows["rows"], rows: number): boolean {
  const held = new Set(test);
  return (
    train.length + held.size === rows &&
    train.every((row, i) => !held.has(row) && (i === 0 || row > train[i - 1]!))
  );
}

/**
 * Which rows each fold tests, and trains on where those are not all the others in their order; with the shape of the data
 * and the splitter that dealt them.
 */
export function describeFolds(
  splitter: Splitter,
  data: unknown,
  folds: readonly (NumberedFold | FoldOfRows)[],
): Plain {
  const shape = shapeOf(data);
  return {
    splitter: splitter.name ?? "a splitter",
    data: shape,
    folds: folds.map(({ rows }) => ({
      test: rowsInWords(rows.test),
      ...(isTheRest(rows, rowsOf(shape)) ? {} : { train: rowsInWords(rows.train) }),
    })),
  };
}
