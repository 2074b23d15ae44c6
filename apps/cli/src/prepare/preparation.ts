import {
  type AutoPrepareOptions,
  autoPrepare,
  type ColumnSpec,
  type ColumnTransformer,
  type Table,
} from "@wellfit/data";

/** A column that the network gets to see, and how to read it from another file. */
export interface InputColumn {
  readonly name: string;
  readonly kind: "integer" | "float" | "ordinal" | "nominal" | "boolean";
  /** The values of an ordinal column in their order. */
  readonly order?: readonly string[];
}

/** How the columns become the numbers that go into the network. */
export interface InputPreparation {
  readonly columns: readonly InputColumn[];
  readonly transform: ColumnTransformer;
}

/** A remark on a column. */
export interface ColumnRemark {
  readonly column: string;
  readonly dropped: boolean;
  readonly message: string;
}

/** Decides how to prepare and fits it, by the train part alone. */
export const fitPreparation = (
  train: Table,
  options: AutoPrepareOptions,
): InputPreparation & { readonly remarks: readonly ColumnRemark[] } => {
  const { transform, columns, notes } = autoPrepare(train, options);
  transform.fit(train);
  return {
    columns: columns.map((name): InputColumn => {
      const column = train.column(name);
      return "codes" in column && column.kind === "ordinal"
        ? { name, kind: column.kind, order: column.categories }
        : { name, kind: column.kind };
    }),
    transform,
    remarks: notes,
  };
};

/** The numbers for the network, of shape [rows, features]. */
export interface Features {
  readonly data: Float32Array;
  readonly shape: readonly [number, number];
}

/** Prepares rows. */
export const featuresOf = (table: Table, { transform }: InputPreparation): Features => {
  const { data, shape } = transform.transform(table);
  return { data: Float32Array.from(data), shape: [shape[0] ?? 0, shape[1] ?? 0] };
};

/** How to read these columns from a file. Whole numbers may become others there. */
export const columnSpecsOf = (columns: readonly InputColumn[]): Record<string, ColumnSpec> =>
  Object.fromEntries(
    columns.map(({ name, kind, order }): [string, ColumnSpec] => [
      name,
      kind === "ordinal" ? { kind, order: order ?? [] } : kind === "integer" ? "float" : kind,
    ]),
  );
