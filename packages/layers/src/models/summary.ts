import type { Variable } from "@wellfit/core";
import { type BatchShape, showBatchShape } from "../common/shapes";

/** A line of a summary. */
export interface SummaryRow {
  readonly name: string;
  readonly className: string;
  readonly outputShapes: readonly BatchShape[] | undefined;
  readonly params: number;
  /** The layers that it takes its inputs from; not shown for a chain of layers. */
  readonly from?: readonly string[];
}

/** A table of layers with shapes and numbers of weights, as Keras prints it. */
export function summaryTable(
  model: {
    readonly name: string;
    readonly trainableWeights: readonly Variable[];
    readonly weights: readonly Variable[];
  },
  rows: readonly SummaryRow[],
): string {
  const connected = rows.some((row) => row.from !== undefined);
  const cells = [
    ["Layer (type)", "Output shape", "Param #", ...(connected ? ["Connected to"] : [])],
    ...rows.map((row) => [
      `${row.name} (${row.className})`,
      row.outputShapes === undefined ? "?" : row.outputShapes.map(showBatchShape).join(", "),
      row.params.toLocaleString("en-US"),
      ...(connected ? [row.from === undefined || row.from.length === 0 ? "-" : row.from.join(", ")] : []),
    ]),
  ];
  const widths = (cells[0] as readonly string[]).map((_, column) =>
    Math.max(...cells.map((row) => (row[column] as string).length)),
  );
  const line = (left: string, middle: string, right: string): string =>
    left + widths.map((width) => "─".repeat(width + 2)).join(middle) + right;
  const text = (row: readonly string[]): string =>
    `│ ${row
      .map((cell, column) =>
        column === 2 ? cell.padStart(widths[2] as number) : cell.padEnd(widths[column] as number),
      )
      .join(" │ ")} │`;
  const [head, ...body] = cells;
  const trainable = count(model.trainableWeights);
  const total = count(model.weights);
  const unknown = rows.some((row) => row.outputShapes === undefined);
  return [
    `Model: "${model.name}"`,
    line("┌", "┬", "┐"),
    text(head as string[]),
    line("├", "┼", "┤"),
    ...body.map(text),
    line("└", "┴", "┘"),
    `Total params: ${size(total, model.weights)}`,
    `Trainable params: ${size(trainable, model.trainableWeights)}`,
    `Non-trainable params: ${size(
      total - trainable,
      model.weights.filter((w) => !model.trainableWeights.includes(w)),
    )}`,
    ...(unknown
      ? [
          "The weights are made when the shape of the input is known: by inputShape on the first layer, or by data.",
        ]
      : []),
  ].join("\n");
}

function count(weights: readonly Variable[]): number {
  return weights.reduce((sum, weight) => sum + weight.size, 0);
}

function size(params: number, weights: readonly Variable[]): string {
  const bytes = weights.reduce((sum, w) => sum + w.size * (w.dtype === "float64" ? 8 : 4), 0);
  const units = ["B", "KB", "MB", "GB"];
  const unit = bytes === 0 ? 0 : Math.min(3, Math.floor(Math.log2(bytes) / 10));
  const shown = unit === 0 ? String(bytes) : (bytes / 1024 ** unit).toFixed(2);
  return `${params.toLocaleString("en-US")} (${shown} ${units[unit]})`;
}
