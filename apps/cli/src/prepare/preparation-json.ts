import {
  type ColumnTransformer,
  type LabelEncoder,
  type StandardScaler,
  type TransformJson,
  transformFromJson,
} from "@wellfit/data";
import type { InputColumn, InputPreparation } from "./preparation";
import type { TargetCoding } from "./target";

/** What `preparation.json` holds. */
export interface PreparationJson {
  /** The columns that are read, with their kinds. */
  readonly inputs: readonly InputColumn[];
  /** The numbers that go into the network, in their order. */
  readonly features: readonly string[];
  readonly transform: TransformJson;
  readonly target: {
    readonly column: string;
    readonly task: "binary" | "multiclass" | "regression";
    /** A labelEncoder, or a standardScaler. */
    readonly coding: TransformJson;
  };
}

/** Preparation and target coding as JSON. */
export const preparationToJson = (inputs: InputPreparation, target: TargetCoding): PreparationJson => ({
  inputs: inputs.columns,
  features: inputs.transform.getFeatureNamesOut(),
  transform: inputs.transform.toJSON(),
  target: {
    column: target.column,
    task: target.task,
    coding: target.task === "regression" ? target.scaler.toJSON() : target.encoder.toJSON(),
  },
});

const kinds = ["integer", "float", "ordinal", "nominal", "boolean"];

const check = (ok: boolean, expected: string): void => {
  if (!ok) throw new Error(`expected ${expected}`);
};

/** Takes them back. Throws for anything that is not what {@link preparationToJson} gives. */
export const preparationFromJson = (
  json: PreparationJson,
): { inputs: InputPreparation; target: TargetCoding } => {
  const columns = json.inputs;
  check(
    Array.isArray(columns) &&
      columns.every(({ name, kind }) => typeof name === "string" && kinds.includes(kind)),
    '"inputs" with names and kinds',
  );
  const transform = transformFromJson<ColumnTransformer>(json.transform);
  check(
    transform.kind === "columnTransformer" && transform.fitted,
    '"transform" as a fitted columnTransformer',
  );
  const { column, task, coding } = json.target;
  if (task === "regression") {
    const scaler = transformFromJson<StandardScaler>(coding);
    check(scaler.kind === "standardScaler" && scaler.fitted, "a fitted standardScaler for the target");
    return { inputs: { columns, transform }, target: { task, column, scaler } };
  }
  check(task === "binary" || task === "multiclass", '"task" to be binary, multiclass or regression');
  const encoder = transformFromJson<LabelEncoder>(coding);
  check(encoder.kind === "labelEncoder" && encoder.fitted, "a fitted labelEncoder for the target");
  const target: TargetCoding = { task, column, encoder, classes: encoder.classes.map(String) };
  return { inputs: { columns, transform }, target };
};
