import type { Cell } from "../cell";
import { BaseColumn, countNaN, distinctNumbers, takeNumbers } from "./base-column";
import type { Column, ColumnNote, NumberColumn } from "./column-kinds";

class Numbers extends BaseColumn implements NumberColumn {
  readonly kind: NumberColumn["kind"];
  readonly values: Float64Array;
  readonly missingCount: number;

  constructor(name: string, kind: NumberColumn["kind"], values: Float64Array, note?: ColumnNote) {
    super(name, values.length, note);
    this.kind = kind;
    this.values = values;
    this.missingCount = countNaN(values);
  }

  at(row: number): Cell {
    const value = this.values[row];
    if (value === undefined || Number.isNaN(value)) return null;
    return this.kind === "boolean" ? value === 1 : value;
  }

  override unique(): Cell[] {
    const distinct = distinctNumbers(this.values);
    return this.kind === "boolean" ? distinct.map((value) => value === 1) : distinct;
  }

  take(rows: ArrayLike<number>): Column {
    return new Numbers(this.name, this.kind, takeNumbers(this.values, rows), this.columnNote());
  }
}

/** A column of numbers; NaN means missing. */
export const numberColumn = (
  name: string,
  kind: NumberColumn["kind"],
  values: Float64Array,
  note?: ColumnNote,
): NumberColumn => new Numbers(name, kind, values, note);
