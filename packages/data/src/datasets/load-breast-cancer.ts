import packed from "../../data/breast-cancer.json";
import { type BundledDataset, datasetFrom } from "./dataset";

/**
 * Breast Cancer Wisconsin (Diagnostic): 569 breast masses, malignant (0) or benign (1), by 30 measures of cell nuclei (Wolberg and others 1993);
 * the numbers of scikit-learn's `load_breast_cancer`.
 *
 * @example
 * ```ts
 * const { x, y, targetNames } = loadBreastCancer();
 * x.shape; // [569, 30]
 * targetNames?.[0]; // "malignant"
 * ```
 */
export function loadBreastCancer(): BundledDataset {
  return datasetFrom(packed, {
    name: "breast-cancer",
    description:
      "Measures of cell nuclei in images of needle aspirates of 569 breast masses, 212 of them malignant.",
    source:
      "W. Wolberg, O. Mangasarian, N. Street and W. Street, 1993; UCI Machine Learning Repository; the values that scikit-learn distributes",
    licence: "CC BY 4.0",
    target: "diagnosis",
    targetNames: ["malignant", "benign"],
  });
}
