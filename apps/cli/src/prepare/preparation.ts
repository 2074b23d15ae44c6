import {
  type AutoPrepareOptions,
  autoPrepare,
  type ColumnKind,
  type ColumnSpec,
  type ColumnTransformer,
  type Table,
} from "@wellfit/data";

import { inCommandWords } from "../errors/command-words";
import { UserError } from "../errors/errors";

/** A column that the network gets to see, and how to read it from another file. */
export interface InputColumn {
  readonly name: string;
  readonly kind: ColumnKind;
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
    remarks: notes.map((note) => ({ ...note, message: inCommandWords(note.message) })),
  };
};

/** The numbers for the network, of shape [rows, features]. */
export interface Features {
  readonly data: Float32Array;
  readonly shape: readonly [number, number];
}

/**
 * Prepares rows.
 *
 * @throws UserError for a number so far from those of the train part that float32 cannot hold it.
 */
export const featuresOf = (table: Table, { transform }: InputPreparation): Features => {
  const { data, shape } = transform.transform(table);
  const [rows = 0, columns = 0] = shape;
  const numbers = Float32Array.from(data);
  const wrong = numbers.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) {
    const name = (transform.getFeatureNamesOut()[wrong % columns] ?? "").replace(/^\w+?__/, "");
    throw new UserError(
      `column "${name}": expected values of the size that the train part has, received one about ${data[wrong]?.toExponential(0)} standard deviations away ` +
        `(in row ${Math.floor(wrong / columns) + 1} of ${rows}); mend it, or leave it empty to have it filled in`,
    );
  }
  return { data: numbers, shape: [rows, columns] };
};

/** How to read these columns from a file. Whole numbers may become others there. */
export const columnSpecsOf = (columns: readonly InputColumn[]): Record<string, ColumnSpec> =>
  Object.fromEntries(
    columns.map(({ name, kind, order }): [string, ColumnSpec] => [
      name,
      kind === "ordinal" ? { kind, order: order ?? [] } : kind === "integer" ? "float" : kind,
    ]),
  );
