import { gradientReader } from "./readers";
import { type BatchStatisticsOptions, StatisticsCallback } from "./statistics-callback";

/**
 * A callback that keeps, for the gradient of each weight after each epoch, its norm, mean, standard deviation, least and largest
 * number, and a histogram if asked. Gradients that shrink from the last layer to the first are vanishing, huge ones exploding.
 *
 * They are those of the loss with penalties, for one batch and the weights after the epoch, with dropout and noise, before clipping.
 * They are computed by a program of their own, so that training itself is as quick as without.
 *
 * @returns A callback whose `records` are plain objects: `{ epoch, layer, name, norm, mean, sd, min, max, … }`.
 * @throws RangeError or TypeError for options out of range or unknown.
 * @example
 * const gradients = gradientStatistics();
 * await model.fit(x, y, { epochs: 10, callbacks: [gradients] });
 * gradients.records.map(({ epoch, name, norm }) => [epoch, name, norm]);
 */
export function gradientStatistics(options: BatchStatisticsOptions = {}): StatisticsCallback {
  const where = "gradientStatistics";
  return new StatisticsCallback(where, options, (data) => gradientReader(where, data), true);
}
