import { contours } from "d3-contour";
import { flatten, type NdArrayLike } from "./arrays";
import type { Plot } from "./axes";
import { px } from "./element";

/** Row-major points, as handed to `predict`. */
export interface PointsBatch extends NdArrayLike {
  /** The two coordinates of each point. */
  readonly data: Float32Array;
  /** The number of points, and 2. */
  readonly shape: [number, number];
}

/** Values on a square grid over the plot and one cell beyond each edge; row 0 is at the top. */
export interface Grid {
  /** Cells a side within the plot; the grid has two more. */
  readonly resolution: number;
  readonly values: Float64Array;
}

/** The cell centres of the grid, followed by the points themselves. */
export function samplePlane(
  xDomain: readonly [number, number],
  yDomain: readonly [number, number],
  resolution: number,
  points: ArrayLike<number>,
): PointsBatch {
  const side = resolution + 2;
  const data = new Float32Array(side * side * 2 + points.length);
  let k = 0;
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      data[k++] = xDomain[0] + ((column - 0.5) / resolution) * (xDomain[1] - xDomain[0]);
      data[k++] = yDomain[1] - ((row - 0.5) / resolution) * (yDomain[1] - yDomain[0]);
    }
  }
  data.set(points, k);
  return { data, shape: [data.length / 2, 2] };
}

/** What `predict` returned, checked: `columns` numbers a point, row-major. */
export function readPrediction(
  result: unknown,
  points: number,
): { columns: number; data: ArrayLike<number> } {
  const name = "decisionBoundary: the result of predict";
  const { data, shape } = flatten<number>(result, name);
  const columns = shape[1] ?? data.length / points;
  if (shape.length === 2 ? shape[0] !== points : !Number.isInteger(columns) || columns < 1) {
    throw new RangeError(
      `${name}: expected one row for each of ${points} points, shape [${points}], [${points}, 1] or [${points}, classes]; received [${shape.join(", ")}]`,
    );
  }
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < data.length; i++) {
    const value: unknown = data[i];
    if (typeof value !== "number" || !Number.isFinite(value)) {
      throw new RangeError(
        `${name}: expected probabilities, received ${String(value)} for point ${Math.floor(i / columns)}; the model may have diverged: lower the learning rate`,
      );
    }
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low < -1e-6 || high > 1 + 1e-6) {
    throw new RangeError(
      `${name}: expected probabilities from 0 to 1, received values from ${low} to ${high}; end the model with a sigmoid or softmax`,
    );
  }
  return { columns, data };
}

type Ring = readonly (readonly number[])[];

function rings({ resolution, values }: Grid, threshold: number): Ring[] {
  const side = resolution + 2;
  const { coordinates } = contours().size([side, side]).contour(Array.from(values), threshold);
  return coordinates.flat();
}

/** From grid to pixels; what lies in the outermost half cell is drawn to the edge. */
function toPixels(grid: Grid, plot: Plot, ring: Ring): [number, number][] {
  const clamp = (cell: number): number => Math.min(1, Math.max(0, (cell - 1) / grid.resolution));
  return ring.map(([x, y]) => [px(plot.x + clamp(x!) * plot.width), px(plot.y + clamp(y!) * plot.height)]);
}

function isStraight(a: readonly number[], b: readonly number[], c: readonly number[]): boolean {
  return (a[0] === b[0] && b[0] === c[0]) || (a[1] === b[1] && b[1] === c[1]);
}

/** The region where the grid is at least `threshold`, as path data; empty when there is none. */
export function regionPath(grid: Grid, plot: Plot, threshold: number): string {
  let path = "";
  for (const ring of rings(grid, threshold)) {
    const kept: [number, number][] = [];
    for (const point of toPixels(grid, plot, ring)) {
      const [before, last] = [kept.at(-2), kept.at(-1)];
      if (before && last && isStraight(before, last, point)) kept.pop();
      kept.push(point);
    }
    path += `M${kept.map((point) => point.join(",")).join("L")}Z`;
  }
  return path;
}

/** The line where the grid crosses `threshold`, without the edges of the plot; empty when there is none. */
export function crossingPath(grid: Grid, plot: Plot, threshold: number): string {
  const { x, y, width, height } = plot;
  const onOneEdge = (a: readonly number[], b: readonly number[]): boolean =>
    (a[0] === b[0] && (a[0] === px(x) || a[0] === px(x + width))) ||
    (a[1] === b[1] && (a[1] === px(y) || a[1] === px(y + height)));
  let path = "";
  for (const ring of rings(grid, threshold)) {
    const points = toPixels(grid, plot, ring);
    let drawing = false;
    for (let i = 1; i < points.length; i++) {
      const [a, b] = [points[i - 1]!, points[i]!];
      if (onOneEdge(a, b)) {
        drawing = false;
        continue;
      }
      path += `${drawing ? "" : `M${a.join(",")}`}L${b.join(",")}`;
      drawing = true;
    }
  }
  return path;
}
