import { DataError } from "../errors";
import type { ColumnSchema } from "../table/schema";
import type { Table } from "../table/table";
import { type ColumnGroup, type ColumnTransformer, columnTransformer } from "../transform/column-transformer";
import { oneHotEncoder } from "../transform/one-hot-encoder";
import { ordinalEncoder } from "../transform/ordinal-encoder";
import { simpleImputer } from "../transform/simple-imputer";
import { standardScaler } from "../transform/standard-scaler";
import { count, listNames, unknownColumn } from "../wording";

/**
 * Options of {@link autoPrepare}.
 *
 * @example
 * ```ts
 * const options: AutoPrepareOptions = { target: "species", drop: ["id"] };
 * ```
 */
export interface AutoPrepareOptions {
  /** The column to predict, which is no input. */
  target: string;
  /** Columns to leave out besides; default none. */
  drop?: readonly string[] | undefined;
  /** Columns to use although they look like ids; default none. */
  keep?: readonly string[] | undefined;
}

/**
 * A proposal of how to prepare a table.
 *
 * @example
 * ```ts
 * const { transform, notes }: Preparation = autoPrepare(train, { target: "species" });
 * ```
 */
export interface Preparation {
  /** To be fitted on the train part. */
  readonly transform: ColumnTransformer;
  /** The columns that are used. */
  readonly columns: readonly string[];
  /** What was left out and why, and other remarks, each a sentence. */
  readonly notes: readonly { readonly column: string; readonly dropped: boolean; readonly message: string }[];
}

type Group = "numeric" | "ordinal" | "nominal";

const reasonToDrop = (column: ColumnSchema, keep: ReadonlySet<string>): string | undefined => {
  const note = column.notes.find(
    ({ code }) =>
      code === "allMissing" || code === "constant" || (code === "idLike" && !keep.has(column.name)),
  );
  if (note !== undefined) return note.message;
  if (column.kind === "datetime") {
    return "a moment is no quantity; make columns of what matters in it, such as the hour or the month";
  }
  if (column.kind === "text") return "free text is no category; make columns of its words";
  return undefined;
};

const groupOf = (kind: ColumnSchema["kind"]): Group =>
  kind === "integer" || kind === "float" ? "numeric" : kind === "ordinal" ? "ordinal" : "nominal";

const stepsOf = (group: Group): ColumnGroup["steps"] => {
  if (group === "numeric") return [simpleImputer({ strategy: "median" }), standardScaler()];
  const fill = simpleImputer({ strategy: "mostFrequent" });
  if (group === "ordinal") return [fill, ordinalEncoder(), standardScaler()];
  return [fill, oneHotEncoder({ handleUnknown: "ignore" })];
};

/**
 * Proposes how to make numbers of a table: numbers get the median where they are missing and are
 * standardised; nominal and boolean columns get their most frequent value and one column for each category
 * (a new category gives zeros); ordinal ones get numbers in their order, standardised. Columns without any
 * value, with one value only, and those that look like ids are left out, and so are moments and free text; the
 * notes say why. Nothing is
 * fitted here: fit the transform on the train part. Pass the train part too, so that what is left out is
 * decided without looking at dev and test.
 *
 * @param table The train part.
 * @param options `target`, `drop`, `keep`.
 * @throws DataError for unknown columns, or when no column is left.
 * @example
 * ```ts
 * const { transform } = autoPrepare(train, { target: "species" });
 * const xTrain = transform.fitTransform(train);
 * ```
 */
export function autoPrepare(table: Table, options: AutoPrepareOptions): Preparation {
  const { target } = options;
  const drop = new Set(options.drop ?? []);
  const keep = new Set(options.keep ?? []);
  for (const name of [target, ...drop, ...keep]) {
    if (!table.hasColumn(name)) throw new DataError(`autoPrepare: ${unknownColumn(name, table.columnNames)}`);
  }
  const notes: { column: string; dropped: boolean; message: string }[] = [];
  const groups: Record<Group, string[]> = { numeric: [], ordinal: [], nominal: [] };
  for (const column of table.schema()) {
    if (column.name === target) continue;
    const reason = drop.has(column.name) ? "you asked for it" : reasonToDrop(column, keep);
    if (reason !== undefined) {
      notes.push({ column: column.name, dropped: true, message: `"${column.name}" is left out: ${reason}` });
      continue;
    }
    for (const { code, message } of column.notes) {
      if (code !== "idLike")
        notes.push({ column: column.name, dropped: false, message: `"${column.name}" is ${message}` });
    }
    if (column.missing > 0) {
      const fill = groupOf(column.kind) === "numeric" ? "the median" : "the most frequent value";
      const message = `"${column.name}" lacks ${count(column.missing, "value")} in the train part, filled with ${fill} there`;
      notes.push({ column: column.name, dropped: false, message });
    }
    groups[groupOf(column.kind)].push(column.name);
  }
  const used = (Object.keys(groups) as Group[]).filter((group) => groups[group].length > 0);
  if (used.length === 0) {
    throw new DataError(
      `autoPrepare: expected at least one column to predict "${target}" from, received ${listNames(table.columnNames)}, of which none is left; ` +
        `${notes.map(({ message }) => message).join("; ") || "add columns"}`,
    );
  }
  const chosen = used.map((group) => [group, { columns: groups[group], steps: stepsOf(group) }] as const);
  return {
    transform: columnTransformer(Object.fromEntries(chosen)),
    columns: used.flatMap((group) => groups[group]),
    notes,
  };
}
