import { DataError } from "../errors";
import type { NumberFeature } from "./frame";
import { linspace } from "./linspace";
import { quantiles } from "./select";

/** Where the knots of splines lie. */
export type Knots = "uniform" | "quantile" | readonly (readonly number[])[];

/** Knots given by hand: at least two rows, ascending in each column. */
export const checkKnots = (knots: readonly (readonly number[])[]): void => {
  const wrong = (received: string): DataError =>
    new DataError(
      `splineTransformer: expected knots as rows with a place for each feature, at least two of them and ascending, received ${received}; write [[0, 10], [1, 20], [2, 30]] for two features`,
    );
  if (knots.length < 2) throw wrong(`${knots.length} rows`);
  const width = knots[0]?.length;
  knots.forEach((row, i) => {
    if (!Array.isArray(row) || row.length !== width || !row.every(Number.isFinite)) {
      throw wrong(`${JSON.stringify(row) ?? String(row)} as row ${i}`);
    }
    const j = i === 0 ? -1 : row.findIndex((place, feature) => !(place > knots[i - 1]![feature]!));
    if (j >= 0) throw wrong(`${row[j]} after ${knots[i - 1]![j]} for feature ${j}`);
  });
};

/** The knots between the ends of a feature. */
export const baseKnots = (feature: NumberFeature, j: number, knots: Knots, n: number): Float64Array => {
  const { numbers } = feature;
  if (typeof knots !== "string") return Float64Array.from(knots, (row) => row[j]!);
  if (knots === "quantile") {
    return quantiles(
      numbers,
      // As percentages, for NumPy's rounding.
      linspace(0, 1, n).map((share) => (100 * share) / 100),
    );
  }
  let min = Infinity;
  let max = -Infinity;
  for (const value of numbers) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return linspace(min, max, n);
};

/**
 * The knots with `degree` more on either side, so that splines of this degree sum to 1 between the ends: at
 * the distance of the outermost two (Eilers and Marx 1996), or round the circle for periodic splines.
 */
export const allKnots = (base: Float64Array, degree: number, periodic: boolean): Float64Array => {
  const n = base.length;
  const [first, last] = [base[0]!, base[n - 1]!];
  if (periodic) {
    const period = last - first;
    return Float64Array.from([
      ...base.subarray(n - 1 - degree, n - 1).map((knot) => knot - period),
      ...base,
      ...base.subarray(1, degree + 1).map((knot) => knot + period),
    ]);
  }
  const below = base[1]! - first;
  const above = last - base[n - 2]!;
  return Float64Array.from([
    ...linspace(first - degree * below, first - below, degree),
    ...base,
    ...linspace(last + above, last + degree * above, degree),
  ]);
};
