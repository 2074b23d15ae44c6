import { type Command, Option } from "commander";
import { delimiterOf, gather, ordinalColumn } from "../options/lists";
import type { ColumnRequest } from "../table/load-columns";

/** Options that say what the columns of a file are. */
export interface ColumnOptions {
  readonly target?: string;
  readonly task: "auto" | "classification" | "regression";
  readonly drop?: string[];
  readonly numeric?: string[];
  readonly nominal?: string[];
  readonly ordinal?: Record<string, readonly string[]>;
  readonly missing?: string[];
  readonly delimiter?: string;
}

/** Adds `--target` and `--task`. */
export const withTarget = (command: Command): Command =>
  command
    .option("-t, --target <column>", "the column to predict (needed)")
    .addOption(
      new Option("--task <task>", "what kind of target it is")
        .choices(["auto", "classification", "regression"])
        .default("auto"),
    );

/** Adds what says which columns are inputs, and of what kind. */
export const withColumns = (command: Command): Command =>
  command
    .optionsGroup("The columns:")
    .option("--drop <columns>", "columns to leave out, with commas between; may be repeated", gather)
    .option("--numeric <columns>", "columns to take as numbers", gather)
    .option("--nominal <columns>", "columns to take as categories", gather)
    .option(
      "--ordinal <column=a,b,c>",
      "a column of categories with an order, from low to high",
      ordinalColumn,
    )
    .option("--missing <text>", "a text that means a missing value, besides NA, NaN, ? and the like", gather)
    .option(
      "--delimiter <character>",
      "what separates fields (default: a comma, or a tab in .tsv)",
      delimiterOf,
    );

/** What the options ask for. */
export const columnRequestOf = (options: ColumnOptions): ColumnRequest => ({
  target: options.target,
  drop: options.drop ?? [],
  numeric: options.numeric ?? [],
  nominal: options.nominal ?? [],
  ordinal: options.ordinal ?? {},
  missing: options.missing ?? [],
  delimiter: options.delimiter,
});
