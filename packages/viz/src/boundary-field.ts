import type { Plot } from "./axes";
import { type Attributes, add } from "./element";
import { count, formatNumber, formatShare } from "./format";
import type { LegendItem } from "./legend";
import { crossingPath, type Grid, readPrediction, regionPath } from "./probability-field";
import { colour } from "./theme";

/** The model's answer over the plane and for the points. */
export interface BoundaryField {
  /** Probability of the second class, for two classes. */
  readonly binary: Grid | undefined;
  /** For each class, its probability less that of its strongest rival; positive where it is predicted. */
  readonly margins: readonly Grid[];
  /** The share of the plane shown in which each class is predicted. */
  readonly shares: readonly number[];
  /** The predicted class of each point. */
  readonly predicted: readonly number[];
}

/** Brings the result of `predict` to a field. */
export function readField(
  result: unknown,
  total: number,
  resolution: number,
  classes: readonly string[],
): BoundaryField {
  const { columns, data } = readPrediction(result, total);
  if (columns === 1 ? classes.length !== 2 : columns !== classes.length) {
    throw new RangeError(
      `decisionBoundary: predict returned ${count(columns, "column")}, which ${
        columns === 1 ? "is right for 2 classes" : `is right for ${columns} classes`
      }; labels have ${count(classes.length, "class", "classes")}: ${classes.join(", ")}; pass all of them as the option classes`,
    );
  }
  const k = classes.length;
  const at = (point: number, c: number): number => {
    if (columns > 1) return data[point * columns + c]!;
    return c === 1 ? data[point]! : 1 - data[point]!;
  };
  const predictedAt = (point: number): number => {
    if (k === 2) return at(point, 1) >= 0.5 ? 1 : 0;
    let best = 0;
    for (let c = 1; c < k; c++) if (at(point, c) > at(point, best)) best = c;
    return best;
  };

  const side = resolution + 2;
  const cells = side * side;
  const counts = new Array<number>(k).fill(0);
  for (let cell = 0; cell < cells; cell++) {
    const [row, column] = [Math.floor(cell / side), cell % side];
    if (row === 0 || column === 0 || row === side - 1 || column === side - 1) continue;
    counts[predictedAt(cell)]! += 1;
  }
  const grid = (value: (cell: number) => number): Grid => ({
    resolution,
    values: Float64Array.from({ length: cells }, (_, cell) => value(cell)),
  });
  const marginOf =
    (c: number) =>
    (cell: number): number => {
      let rival = Number.NEGATIVE_INFINITY;
      for (let other = 0; other < k; other++) if (other !== c) rival = Math.max(rival, at(cell, other));
      return at(cell, c) - rival;
    };
  return {
    binary: k === 2 ? grid((cell) => at(cell, 1)) : undefined,
    margins: k === 2 ? [] : Array.from({ length: k }, (_, c) => grid(marginOf(c))),
    shares: counts.map((n) => n / resolution ** 2),
    predicted: Array.from({ length: total - cells }, (_, i) => predictedAt(cells + i)),
  };
}

/** The field in a sentence. */
export function describeField(
  field: BoundaryField,
  classes: readonly string[],
  classOf: readonly number[],
): string {
  const parts = classes.map((name, c) => `${name} in ${formatShare(field.shares[c]!)}`);
  const list = parts.length > 1 ? `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}` : parts.join("");
  const right = classOf.filter((c, i) => c === field.predicted[i]).length;
  const n = classOf.length;
  return `The model predicts ${list} of the area shown; ${formatNumber(right)} of ${count(n, "point")} (${formatShare(right / n)}) ${
    right === 1 ? "lies" : "lie"
  } where their own class is predicted.`;
}

const lineStyle: Attributes = {
  fill: "none",
  stroke: "currentColor",
  "stroke-width": "1.75",
  "stroke-linejoin": "round",
};

/** What the line stands for. */
export function boundaryLabel(classes: number): LegendItem {
  return {
    label: classes === 2 ? "probability 0.5" : "decision boundary",
    sample: (group) => {
      add(group, "line", { x1: -10, x2: 10, ...lineStyle });
    },
  };
}

/** Draws the field and the line. */
export function drawField(root: SVGElement, field: BoundaryField, plot: Plot): void {
  const group = add(root, "g", { class: "wellfit-field" });
  const region = (grid: Grid, threshold: number, fill: string, opacity: number): void => {
    const d = regionPath(grid, plot, threshold);
    if (d !== "") add(group, "path", { d, fill, "fill-opacity": opacity, "fill-rule": "evenodd" });
  };
  const line = (grid: Grid, threshold: number): void => {
    const d = crossingPath(grid, plot, threshold);
    if (d !== "") add(group, "path", { class: "wellfit-boundary", d, ...lineStyle });
  };
  if (field.binary === undefined) {
    field.margins.forEach((grid, c) => {
      region(grid, 0, colour(c), 0.3);
    });
    for (const grid of field.margins) line(grid, 0);
    return;
  }
  // Bands lie on one another, so that colour deepens with certainty on any background.
  const mirrored: Grid = { ...field.binary, values: field.binary.values.map((p) => 1 - p) };
  for (const threshold of [0.5, 0.6, 0.7, 0.8, 0.9]) {
    region(mirrored, threshold, colour(0), 0.12);
    region(field.binary, threshold, colour(1), 0.12);
  }
  line(field.binary, 0.5);
}
