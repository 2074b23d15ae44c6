import { type Cell, isMissing, uniqueCells } from "../cell";
import type { ColumnNote, NoteCode } from "./column-kinds";

/** What the columns of all kinds do alike. */
export abstract class BaseColumn {
  readonly name: string;
  readonly length: number;
  readonly note: string | undefined;
  readonly noteCode: NoteCode | undefined;

  constructor(name: string, length: number, note: ColumnNote | undefined) {
    this.name = name;
    this.length = length;
    this.note = note?.message;
    this.noteCode = note?.code;
  }

  abstract at(row: number): Cell;

  protected columnNote(): ColumnNote | undefined {
    return this.note === undefined ? undefined : { code: this.noteCode ?? "inferred", message: this.note };
  }

  isMissing(row: number): boolean {
    return this.at(row) === null;
  }

  toArray(): Cell[] {
    const cells = new Array<Cell>(this.length);
    for (let row = 0; row < this.length; row++) cells[row] = this.at(row);
    return cells;
  }

  unique(): Cell[] {
    return uniqueCells(this.toArray()).filter((cell) => !isMissing(cell));
  }
}

/** How many of these numbers are NaN. */
export const countNaN = (values: Float64Array): number => {
  let missing = 0;
  for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i]!)) missing++;
  return missing;
};

/** The distinct numbers in order, without NaN. */
export const distinctNumbers = (values: Float64Array): number[] => {
  const sorted = Float64Array.from(values).sort();
  const distinct: number[] = [];
  // NaN sorts last; -0 before 0, of which one stays.
  for (let i = 0; i < sorted.length && !Number.isNaN(sorted[i]!); i++) {
    if (i === 0 || sorted[i] !== sorted[i - 1]) distinct.push(sorted[i]!);
  }
  return distinct;
};

/** The values at these places. */
export const takeNumbers = (values: Float64Array, rows: ArrayLike<number>): Float64Array => {
  const taken = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) taken[i] = values[rows[i]!]!;
  return taken;
};
