import type { Cell } from "../cell";
import type { JsonError } from "../errors";
import type { Column } from "../table/column";
import type { ColumnSpec } from "../table/table";
import { count } from "../wording";
import type { ColumnOptions } from "./column-options";
import { shownType } from "./json-rows";

/**
 * A column in the "Table Schema" of Frictionless Data, as pandas writes it with `orient="table"`; `kind` is
 * ours, for what their types do not tell.
 */
export interface SchemaField {
  readonly name: string;
  readonly type: string;
  readonly kind?: string;
  readonly constraints?: { readonly enum?: readonly unknown[] };
  readonly ordered?: boolean;
}

const types: Readonly<Record<Column["kind"], string>> = {
  integer: "integer",
  float: "number",
  boolean: "boolean",
  nominal: "any",
  ordinal: "any",
  datetime: "datetime",
  text: "string",
};

/** The schema's field of a column. */
export const fieldOf = (column: Column): SchemaField => {
  const field = { name: column.name, type: types[column.kind], kind: column.kind };
  if (!("categories" in column)) return field;
  return { ...field, constraints: { enum: column.categories }, ordered: column.kind === "ordinal" };
};

const specOf = (field: SchemaField): ColumnSpec | undefined => {
  const order = field.constraints?.enum;
  const isOrder = Array.isArray(order) && order.every((value) => typeof value === "string");
  if (field.ordered === true && isOrder) return { kind: "ordinal", order: order as string[] };
  if (field.kind !== undefined && field.kind !== "ordinal" && Object.hasOwn(types, field.kind)) {
    return field.kind as ColumnSpec;
  }
  if (field.type === "any" && isOrder) return "nominal";
  return { integer: "integer", number: "float", boolean: "boolean", datetime: "datetime" }[field.type] as
    | ColumnSpec
    | undefined;
};

/** The columns that a schema names, in its order, and their kinds; kinds that were asked for come first. */
export const schemaOptions = (
  schema: Record<string, unknown>,
  cells: ReadonlyMap<string, Cell[]>,
  rows: number,
  options: ColumnOptions,
  refuse: (path: (string | number)[], message: string) => JsonError,
): { typed: ColumnOptions; cells: ReadonlyMap<string, Cell[]> } => {
  const { fields } = schema;
  if (!Array.isArray(fields)) {
    throw refuse([], `expected a schema with a list of fields, received ${shownType(fields)} for "fields"`);
  }
  const specs: [string, ColumnSpec][] = [];
  const ordered = new Map<string, Cell[]>();
  fields.forEach((field: Partial<SchemaField> | null, i) => {
    if (typeof field?.name !== "string") {
      throw refuse(
        ["fields", i],
        'expected a field with a name, such as {"name": "age", "type": "integer"}, received one without',
      );
    }
    if (ordered.has(field.name)) {
      throw refuse(["fields", i], `expected a different name for each field, received "${field.name}" twice`);
    }
    const spec = specOf(field as SchemaField);
    if (spec !== undefined) specs.push([field.name, spec]);
    ordered.set(field.name, cells.get(field.name) ?? new Array<Cell>(rows).fill(null));
  });
  for (const name of cells.keys()) {
    if (ordered.has(name)) continue;
    throw refuse(
      [],
      `expected data with the ${count(ordered.size, "column")} of the schema, received also "${name}"; add its field`,
    );
  }
  return {
    typed: { ...options, columns: { ...Object.fromEntries(specs), ...options.columns } },
    cells: ordered,
  };
};
