import { type Cell, isMissing } from "../cell";
import { DataError } from "../errors";

/**
 * A value that JSON can hold.
 *
 * @example
 * ```ts
 * const value: JsonValue = { strategy: "mean", n: [1, 2] };
 * ```
 */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue | undefined };

/** An object that JSON can hold. */
export type JsonObject = { readonly [key: string]: JsonValue | undefined };

/**
 * A transform as JSON: what `toJSON()` gives and `transformFromJson` takes.
 *
 * @example
 * ```ts
 * const json: TransformJson = standardScaler().fit([[1], [3]]).toJSON();
 * ```
 */
export interface TransformJson {
  /** The name of the factory, such as "standardScaler". */
  readonly kind: string;
  /** The options it was made with. */
  readonly options: JsonObject;
  /** The features it was fitted on, and the table's column that was the target; null when it was not fitted. */
  readonly features: {
    readonly names: readonly string[];
    readonly named: boolean;
    readonly target?: string | undefined;
  } | null;
  /** What it learned; null when it was not fitted. */
  readonly state: JsonObject | null;
}

// JSON has no NaN, no infinities and no -0; they travel as { number: "NaN" }.
const encodeNumber = (value: number): JsonValue =>
  Number.isFinite(value) && !Object.is(value, -0)
    ? value
    : { number: Object.is(value, -0) ? "-0" : String(value) };

const broken = (what: string, received: unknown): DataError =>
  new DataError(
    `transformFromJson: expected ${what}, received ${JSON.stringify(received)?.slice(0, 80) ?? "nothing"}; the saved transform is damaged, save it again`,
  );

/** A cell as JSON. */
export const encodeCell = (cell: Cell): JsonValue => (typeof cell === "number" ? encodeNumber(cell) : cell);

/** A cell from JSON. */
export const decodeCell = (value: JsonValue | undefined): Cell => {
  if (
    value === null ||
    typeof value === "string" ||
    typeof value === "boolean" ||
    typeof value === "number"
  ) {
    return value;
  }
  const text = (value as { number?: unknown } | undefined)?.number;
  if (typeof text === "string" && (isMissing(Number(text)) ? text === "NaN" : true)) return Number(text);
  throw broken("a number, a text or null", value);
};

/** Numbers as JSON. */
export const encodeNumbers = (values: ArrayLike<number>): JsonValue => Array.from(values, encodeNumber);

/** The field of a saved state that holds a list. */
export const listField = (state: JsonObject, field: string): readonly JsonValue[] => {
  const value = state[field];
  if (!Array.isArray(value)) throw broken(`a list in "${field}"`, value);
  return value as readonly JsonValue[];
};

/** The field of a saved state that holds numbers. */
export const numbersField = (state: JsonObject, field: string, length?: number): Float64Array => {
  const list = listField(state, field);
  const numbers = Float64Array.from(list, (value) => {
    const cell = decodeCell(value);
    if (typeof cell !== "number") throw broken(`numbers in "${field}"`, value);
    return cell;
  });
  if (length !== undefined && numbers.length !== length)
    throw broken(`${length} numbers in "${field}"`, list);
  return numbers;
};

/** The field of a saved state that holds lists of cells. */
export const cellListsField = (state: JsonObject, field: string): Cell[][] =>
  listField(state, field).map((list) => {
    if (!Array.isArray(list)) throw broken(`lists in "${field}"`, list);
    return (list as readonly JsonValue[]).map(decodeCell);
  });

/** A saved transform, checked for its form. */
export const checkJson = (json: unknown): TransformJson => {
  const { kind, options, features, state } = (json ?? {}) as Partial<TransformJson>;
  const object = (value: unknown): boolean => typeof value === "object" && value !== null;
  if (typeof kind !== "string" || !object(options)) throw broken("{ kind, options, features, state }", json);
  if ((state ?? null) === null) return { kind, options: options!, features: null, state: null };
  if (!object(state) || !object(features) || !Array.isArray(features?.names)) {
    throw broken("the features and the state of a fitted transform", json);
  }
  return { kind, options: options!, features: features!, state: state! };
};
