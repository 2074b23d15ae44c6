import type { Cell } from "../cell";
import { listNames } from "../wording";
import type { Budget } from "./budget";

const bytesPerCell = 8;

/** What a JSON value is, with its article. */
export const shownType = (value: unknown): string =>
  value === null
    ? "null"
    : Array.isArray(value)
      ? "an array"
      : typeof value === "object"
        ? "an object"
        : `a ${typeof value}`;

/** Rows that come one by one, as columns of cells. */
export class JsonRows {
  private readonly cells = new Map<string, Cell[]>();
  private readonly budget: Budget;
  private rows = 0;

  constructor(budget: Budget) {
    this.budget = budget;
  }

  /** Adds a row; says what is wrong with it, and at which key, when it is no object of cells. */
  add(row: unknown): { key: string | undefined; message: string } | undefined {
    if (typeof row !== "object" || row === null || Array.isArray(row)) {
      const message = `expected an object for row ${this.rows}, such as {"age": 31}, received ${shownType(row)}`;
      return { key: undefined, message };
    }
    const fields = row as Record<string, unknown>;
    for (const key of Object.keys(fields)) {
      const value = fields[key];
      if (typeof value === "object" && value !== null) {
        const inside = Array.isArray(value)
          ? "an array"
          : `an object with ${listNames(Object.keys(value), 3) || "no names"}`;
        const message = `expected a number, a text, a truth value or null for "${key}", received ${inside}; flatten it first`;
        return { key, message };
      }
      let column = this.cells.get(key);
      if (column === undefined) {
        column = [];
        this.cells.set(key, column);
      }
      // Only now is it known that the rows between lack this name.
      if (column.length < this.rows) this.pad(column, key);
      column.push(value as Cell);
    }
    this.rows++;
    return undefined;
  }

  private pad(column: Cell[], key: string): void {
    this.budget.take((this.rows - column.length) * bytesPerCell, `"${key}", which many rows lack`);
    while (column.length < this.rows) column.push(null);
  }

  /** The columns, null where a row lacks the name. */
  finish(): ReadonlyMap<string, Cell[]> {
    for (const [key, column] of this.cells) if (column.length < this.rows) this.pad(column, key);
    return this.cells;
  }

  /** How many rows were added. */
  get length(): number {
    return this.rows;
  }
}
