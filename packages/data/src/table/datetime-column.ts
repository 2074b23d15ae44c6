import type { Cell } from "../cell";
import { BaseColumn, countNaN, distinctNumbers, takeNumbers } from "./base-column";
import type { Column, ColumnNote, DatetimeColumn } from "./column-kinds";
import { isoText, millisecondsOfDay } from "./datetime-iso";

const onlyDays = (values: Float64Array): boolean => {
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (!Number.isNaN(value) && value % millisecondsOfDay !== 0) return false;
  }
  return true;
};

class Datetimes extends BaseColumn implements DatetimeColumn {
  readonly kind = "datetime";
  readonly values: Float64Array;
  readonly daysOnly: boolean;
  readonly format: string | undefined;
  readonly missingCount: number;

  constructor(
    name: string,
    values: Float64Array,
    options: { daysOnly?: boolean; format?: string | undefined; note?: ColumnNote | undefined },
  ) {
    super(name, values.length, options.note);
    this.values = values;
    this.daysOnly = options.daysOnly ?? onlyDays(values);
    this.format = options.format;
    this.missingCount = countNaN(values);
  }

  at(row: number): Cell {
    const value = this.values[row];
    return value === undefined || Number.isNaN(value) ? null : isoText(value, this.daysOnly);
  }

  override unique(): Cell[] {
    return distinctNumbers(this.values).map((value) => isoText(value, this.daysOnly));
  }

  // A part keeps the form of the whole, so that its texts stay comparable.
  take(rows: ArrayLike<number>): Column {
    const { daysOnly, format } = this;
    const note = this.columnNote();
    return new Datetimes(this.name, takeNumbers(this.values, rows), { daysOnly, format, note });
  }
}

/** A column of moments in milliseconds since 1970 (UTC); NaN means missing. */
export const datetimeColumn = (
  name: string,
  values: Float64Array,
  options: { format?: string | undefined; note?: ColumnNote | undefined } = {},
): DatetimeColumn => new Datetimes(name, values, options);
