import packed from "../../data/diabetes.json";
import { derive, placeOf } from "../leakage/provenance";
import { checkOptions } from "../options";
import { type BundledDataset, datasetFrom } from "./dataset";

/**
 * Options of {@link loadDiabetes}.
 *
 * @example
 * ```ts
 * const options: LoadDiabetesOptions = { scaled: true };
 * ```
 */
export interface LoadDiabetesOptions {
  /**
   * Scale the columns of `x` to mean 0 and Σ x² = 1 over all rows, as scikit-learn's `load_diabetes` does by
   * default; default false, because whoever splits the rows afterwards has then looked at the test part.
   */
  scaled?: boolean | undefined;
}

/** Each column less its mean, divided by the length of the result. */
const scale = (data: Float64Array, width: number): Float64Array => {
  const out = data.slice();
  const rows = data.length / width;
  for (let j = 0; j < width; j++) {
    let mean = 0;
    for (let i = j; i < data.length; i += width) mean += data[i]! / rows;
    let squares = 0;
    for (let i = j; i < data.length; i += width) squares += (data[i]! - mean) ** 2;
    for (let i = j; i < data.length; i += width) out[i] = (data[i]! - mean) / Math.sqrt(squares);
  }
  return out;
};

/**
 * Diabetes: how far the disease of 442 patients had come after one year, by age, sex, body mass, blood
 * pressure and six serum measures (Efron and others 2004); the numbers of scikit-learn's `load_diabetes`,
 * with `scaled: false` unless it is asked for.
 *
 * @throws DataError for an unknown option.
 * @example
 * ```ts
 * const { x, y } = loadDiabetes();
 * x.shape; // [442, 10]
 * loadDiabetes({ scaled: true }).x.data[0]; // 0.038075906433423026
 * ```
 */
export function loadDiabetes(options: LoadDiabetesOptions = {}): BundledDataset {
  checkOptions("loadDiabetes", options, ["scaled"]);
  const set = datasetFrom(packed, {
    name: "diabetes",
    description:
      "How far the disease of 442 patients with diabetes had come after one year, by ten measures at its beginning.",
    source:
      "B. Efron, T. Hastie, I. Johnstone and R. Tibshirani, Least Angle Regression, Annals of Statistics 32 (2004); the values that scikit-learn distributes",
    licence:
      "published by its authors without a licence of its own; as distributed by scikit-learn, BSD-3-Clause",
    target: "progression",
  });
  if (!(options.scaled ?? false)) return set;
  const x = { data: scale(set.x.data, set.featureNames.length), shape: set.x.shape };
  return { ...set, x: derive(x, placeOf(set.table, set.table.nRows)) };
}
