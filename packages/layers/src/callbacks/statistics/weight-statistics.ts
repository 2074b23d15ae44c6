import { weightReader } from "./readers";
import { StatisticsCallback, type StatisticsOptions } from "./statistics-callback";

/**
 * A callback that keeps, for each weight after each epoch, its norm, mean, standard deviation, least and largest number, and
 * a histogram if asked.
 *
 * @returns A callback whose `records` are plain objects: `{ epoch, layer, name, norm, mean, sd, min, max, … }`.
 * @throws RangeError or TypeError for options out of range or unknown.
 * @example
 * const weights = weightStatistics({ every: 10, histogram: 20 });
 * await model.fit(x, y, { epochs: 100, callbacks: [weights] });
 * weights.records.filter(({ name }) => name === "dense/kernel").map(({ norm }) => norm);
 */
export function weightStatistics(options: StatisticsOptions = {}): StatisticsCallback {
  return new StatisticsCallback("weightStatistics", options, weightReader, false);
}
