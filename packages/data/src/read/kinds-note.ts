import type { Column } from "../table/column";
import type { ColumnSpec } from "../table/table";

/** The key under which a Parquet or Arrow file of ours notes the kinds of its columns. */
export const kindsKey = "wellfit";

const kinds = new Set<string>(["integer", "float", "boolean", "nominal", "datetime", "text"]);

/** The note on the kinds of columns that their types do not tell. */
export const writeKinds = (columns: readonly Column[]): string =>
  JSON.stringify({
    columns: Object.fromEntries(
      columns.map((column) => [
        column.name,
        column.kind === "ordinal" ? { kind: "ordinal", order: column.categories } : column.kind,
      ]),
    ),
  });

/** The kinds that a file notes; none when it notes nothing that can be understood. */
export const readKinds = (text: string | undefined | null): ReadonlyMap<string, ColumnSpec> => {
  const noted = new Map<string, ColumnSpec>();
  if (text === undefined || text === null) return noted;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return noted;
  }
  const columns = (value as { columns?: unknown } | null)?.columns;
  if (typeof columns !== "object" || columns === null) return noted;
  for (const [name, spec] of Object.entries(columns)) {
    if (typeof spec === "string" && kinds.has(spec)) noted.set(name, spec as ColumnSpec);
    const order = (spec as { kind?: unknown; order?: unknown } | null)?.order;
    if (Array.isArray(order) && order.every((text) => typeof text === "string")) {
      noted.set(name, { kind: "ordinal", order });
    }
  }
  return noted;
};
