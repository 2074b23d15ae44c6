import type { Cell } from "../../cell";
import { type Column, columnFromCells } from "../column";
import { quantileOf, summaryOf, varianceOf } from "./summaries";

interface Described {
  readonly [statistic: string]: Cell;
}

const describe = (column: Column): Described => {
  const rows = Array.from({ length: column.length }, (_, row) => row);
  const top = summaryOf(column, "mostFrequent", rows);
  const general = {
    column: column.name,
    kind: column.kind,
    count: column.length - column.missingCount,
    missing: column.missingCount,
    unique: column.unique().length,
    top: top === null ? null : String(top),
    freq: top === null ? null : column.toArray().filter((cell) => cell === top).length,
  };
  if (column.kind !== "integer" && column.kind !== "float") return general;
  const sorted = column.values.filter((value) => !Number.isNaN(value)).sort();
  return {
    ...general,
    top: null,
    freq: null,
    mean: summaryOf(column, "mean", rows),
    std: Math.sqrt(varianceOf(sorted)),
    min: quantileOf(sorted, 0),
    "25%": quantileOf(sorted, 0.25),
    "50%": quantileOf(sorted, 0.5),
    "75%": quantileOf(sorted, 0.75),
    max: quantileOf(sorted, 1),
  };
};

const statistics = ["count", "missing", "unique", "mean", "std", "min", "25%", "50%", "75%", "max", "freq"];

/** One row for each column: what is in it, as pandas' `describe` has it. */
export const describeColumns = (columns: readonly Column[]): Column[] => {
  const described = columns.map(describe);
  const text = (name: string): Column =>
    columnFromCells(
      name,
      described.map((row) => row[name] ?? null),
      { kind: "nominal" },
    );
  const whole = new Set(["count", "missing", "unique", "freq"]);
  const numbers = statistics.map((name) =>
    columnFromCells(
      name,
      described.map((row) => row[name] ?? null),
      { kind: whole.has(name) ? "integer" : "float" },
    ),
  );
  return [text("column"), text("kind"), ...numbers, text("top")];
};
