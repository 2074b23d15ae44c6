import { DataError } from "../errors";
import type { NumberFeature } from "./frame";
import { kMeansOnLine } from "./kmeans-line";
import { linspace } from "./linspace";
import { sortedNumbers } from "./quantile";
import { quantiles } from "./select";

/** How bins are laid. */
export type Strategy = "uniform" | "quantile" | "kmeans";

/** Bins of this width or less are none. */
const narrowest = 1e-8;

const means = (feature: NumberFeature, uniform: Float64Array, n: number): Float64Array => {
  const { name, numbers } = feature;
  if (numbers.length < n) {
    throw new DataError(
      `kBinsDiscretizer: expected at least ${n} rows to find ${n} means in "${name}", received ${numbers.length}; lower nBins, or choose another strategy`,
    );
  }
  const middles = Float64Array.from({ length: n }, (_, i) => (uniform[i + 1]! + uniform[i]!) * 0.5);
  const centers = kMeansOnLine(sortedNumbers(numbers), middles);
  const edges = uniform.slice();
  for (let i = 1; i < n; i++) edges[i] = (centers[i]! + centers[i - 1]!) * 0.5;
  return edges;
};

/** The edges of a feature's bins. */
export const findEdges = (feature: NumberFeature, n: number, strategy: Strategy): Float64Array => {
  let min = Infinity;
  let max = -Infinity;
  for (const value of feature.numbers) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (min === max) return Float64Array.of(-Infinity, Infinity);
  const uniform = linspace(min, max, n + 1);
  if (strategy === "uniform") return uniform;
  const edges =
    strategy === "kmeans"
      ? means(feature, uniform, n)
      : // As percentages, for NumPy's rounding.
        quantiles(
          feature.numbers,
          linspace(0, 100, n + 1).map((percent) => percent / 100),
        );
  return edges.filter((edge, i) => i === 0 || edge - edges[i - 1]! > narrowest);
};
