import packed from "../../data/penguins.json";
import { type BundledDataset, datasetFrom } from "./dataset";

/**
 * Palmer penguins: 344 penguins of three species by size, sex and island, with missing values (Gorman and others 2014);
 * `x` holds the four columns of numbers, NaN where one is missing; island and sex are in the table.
 *
 * @example
 * ```ts
 * const { table, x } = loadPenguins();
 * x.shape; // [344, 4]
 * table.column("sex").missingCount; // 11
 * ```
 */
export function loadPenguins(): BundledDataset {
  return datasetFrom(packed, {
    name: "penguins",
    description:
      "Size, sex and island of 344 penguins of three species near Palmer Station, Antarctica; 19 values are missing.",
    source:
      "K. B. Gorman, T. D. Williams and W. R. Fraser, 2014; A. M. Horst, A. P. Hill and K. B. Gorman, palmerpenguins, 2020",
    licence: "CC0",
    target: "species",
    targetNames: ["Adelie", "Chinstrap", "Gentoo"],
  });
}
