import packed from "../../data/wine.json";
import { type BundledDataset, datasetFrom } from "./dataset";

/**
 * Wine: 178 wines of three cultivars by a chemical analysis of 13 numbers (Aeberhard and Forina 1992);
 * the numbers of scikit-learn's `load_wine`.
 *
 * @example
 * ```ts
 * const { x, y } = loadWine();
 * x.shape; // [178, 13]
 * ```
 */
export function loadWine(): BundledDataset {
  return datasetFrom(packed, {
    name: "wine",
    description: "A chemical analysis of 178 wines of one region of Italy, from three cultivars.",
    source:
      "S. Aeberhard and M. Forina, 1992; UCI Machine Learning Repository; the values that scikit-learn distributes",
    licence: "CC BY 4.0",
    target: "cultivar",
    targetNames: ["class_0", "class_1", "class_2"],
  });
}
