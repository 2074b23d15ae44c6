import type { ColumnTransformer, OneHotEncoder, Table } from "@wellfit/data";

/** Values of a column that the train part did not have. */
export interface UnknownCategories {
  readonly column: string;
  readonly values: readonly string[];
  readonly rows: number;
}

/** Which categories of a table are new to the one-hot encoders, and how many rows have one. */
export const unknownCategories = (table: Table, transform: ColumnTransformer): UnknownCategories[] =>
  Object.entries(transform.groups).flatMap(([group, { steps }]) => {
    const encoder = steps.find((step): step is OneHotEncoder => step.kind === "oneHotEncoder");
    if (encoder === undefined) return [];
    return transform.columnsOf(group).flatMap((name, j): UnknownCategories[] => {
      const column = String(name);
      const known = new Set((encoder.categories[j] ?? []).map(String));
      const values = new Set<string>();
      let rows = 0;
      for (const cell of table.column(column).toArray()) {
        if (cell === null || known.has(String(cell))) continue;
        values.add(String(cell));
        rows++;
      }
      return rows === 0 ? [] : [{ column, values: [...values].sort(), rows }];
    });
  });
