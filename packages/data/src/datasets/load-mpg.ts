import packed from "../../data/mpg.json";
import { type BundledDataset, datasetFrom } from "./dataset";

/**
 * Auto MPG: 398 cars of 1970 to 1982 by how many miles per gallon they go (Quinlan 1993);
 * `x` holds the six columns of numbers, NaN where one is missing; origin and name are in the table.
 *
 * @example
 * ```ts
 * const { table, x } = loadMpg();
 * x.shape; // [398, 6]
 * table.column("horsepower").missingCount; // 6
 * ```
 */
export function loadMpg(): BundledDataset {
  return datasetFrom(packed, {
    name: "mpg",
    description:
      "How many miles per gallon 398 cars of 1970 to 1982 go, by their engine, weight, year and origin.",
    source: "R. Quinlan, 1993, from StatLib; UCI Machine Learning Repository",
    licence: "CC BY 4.0",
    target: "mpg",
  });
}
