import type { Cell } from "../../cell";
import { knownNumbers, quantile } from "../../transform/quantile";
import { sortNumbers } from "../../transform/sort-numbers";
import { type Column, columnFromCells } from "../column";
import { meanOf, summaryOf, varianceOf } from "./summaries";

interface Described {
  readonly [statistic: string]: Cell;
}

const describe = (column: Column): Described => {
  const general = {
    column: column.name,
    kind: column.kind,
    count: column.length - column.missingCount,
    missing: column.missingCount,
    unique: column.unique().length,
  };
  if (column.kind !== "integer" && column.kind !== "float") {
    const rows = Array.from({ length: column.length }, (_, row) => row);
    const top = summaryOf(column, "mostFrequent", rows);
    if (top === null) return general;
    return { ...general, top: String(top), freq: column.toArray().filter((cell) => cell === top).length };
  }
  const known = knownNumbers(column.values);
  const sorted = sortNumbers(known.slice());
  return {
    ...general,
    mean: meanOf(known),
    std: Math.sqrt(varianceOf(known)),
    min: sorted[0] ?? Number.NaN,
    "25%": quantile(sorted, 0.25),
    "50%": quantile(sorted, 0.5),
    "75%": quantile(sorted, 0.75),
    max: sorted[sorted.length - 1] ?? Number.NaN,
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
      true,
    ),
  );
  return [text("column"), text("kind"), ...numbers, text("top")];
};
