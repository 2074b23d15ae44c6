import { type Cell, isMissing } from "../cell";
import { DataError } from "../errors";
import { placeOf } from "../leakage/provenance";
import { isNdArray } from "../ndarray/ndarray";
import { columnFromCells, numberColumn } from "../table/column";
import { isTable, Table } from "../table/table";
import type { Transform } from "./base";
import { inputRows, type TransformInput } from "./frame";

/**
 * What a fitted transform makes of an input, as a table with the names of the features, to look at or to
 * write to a file (scikit-learn's `set_output(transform="pandas")`).
 *
 * @param transform A fitted transform.
 * @param input What it is to transform.
 * @returns A table that remembers its rows' origin as the input does.
 * @throws NotFittedError before fit; DataError when two features have one name.
 * @example
 * ```ts
 * const people = table({ age: [1, 3], city: ["Rome", "Oslo"] });
 * const encoder = oneHotEncoder().fit(people.select(["city"]));
 * transformToTable(encoder, people.select(["city"])).columnNames; // ["city_Oslo", "city_Rome"]
 * ```
 */
export function transformToTable(transform: Transform, input: TransformInput): Table {
  const out: unknown = transform.transform(input);
  if (isTable(out)) return out;
  const names = transform.getFeatureNamesOut();
  const nRows = inputRows(input, transform.kind);
  const from = { place: placeOf(input, nRows) };
  if (isNdArray(out)) {
    const columns = names.map((name, j) => {
      const numbers = Float64Array.from({ length: nRows }, (_, row) => out.data[row * names.length + j]!);
      const whole = numbers.every((value) => isMissing(value) || Number.isSafeInteger(value));
      return numberColumn(name, whole ? "integer" : "float", numbers);
    });
    return new Table(columns, from);
  }
  if (Array.isArray(out)) {
    const cells = out as Cell[][];
    return new Table(
      names.map((name, j) =>
        columnFromCells(
          name,
          cells.map((row) => row[j]!),
        ),
      ),
      from,
    );
  }
  throw new DataError(
    `transformToTable: expected a transform that gives an array, received ${transform.kind}, which gives ${typeof out}`,
  );
}
