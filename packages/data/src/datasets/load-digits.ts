import packed from "../../data/digits.json";
import { type BundledDataset, datasetFrom } from "./dataset";

/**
 * Optical recognition of handwritten digits: 1797 handwritten digits as images of 8 by 8 pixels, each from 0 to 16 (Alpaydin and Kaynak 1998);
 * the numbers of scikit-learn's `load_digits`.
 *
 * @example
 * ```ts
 * const { x, y } = loadDigits();
 * x.shape; // [1797, 64]
 * ```
 */
export function loadDigits(): BundledDataset {
  return datasetFrom(packed, {
    name: "digits",
    description: "Images of 1797 handwritten digits, 8 by 8 pixels of 0 to 16, row by row.",
    source:
      "E. Alpaydin and C. Kaynak, 1998, the test part of Optical Recognition of Handwritten Digits; UCI Machine Learning Repository; the values that scikit-learn distributes",
    licence: "CC BY 4.0",
    target: "digit",
    targetNames: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
  });
}
