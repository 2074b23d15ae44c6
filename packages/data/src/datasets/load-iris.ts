import packed from "../../data/iris.json";
import { type BundledDataset, datasetFrom } from "./dataset";

/**
 * Iris: 150 irises of three species by the lengths and widths, in centimetres, of their sepals and petals (Fisher 1936);
 * the numbers of scikit-learn's `load_iris`.
 *
 * @example
 * ```ts
 * const { x, y, targetNames } = loadIris();
 * x.shape; // [150, 4]
 * targetNames; // ["setosa", "versicolor", "virginica"]
 * ```
 */
export function loadIris(): BundledDataset {
  return datasetFrom(packed, {
    name: "iris",
    description:
      "Lengths and widths, in centimetres, of the sepals and petals of 150 irises of three species.",
    source:
      "R. A. Fisher, The use of multiple measurements in taxonomic problems, Annual Eugenics 7 (1936); UCI Machine Learning Repository; the values that scikit-learn distributes",
    licence: "CC BY 4.0",
    target: "species",
    targetNames: ["setosa", "versicolor", "virginica"],
  });
}
