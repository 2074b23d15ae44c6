import { activationReader } from "./readers";
import { type BatchStatisticsOptions, StatisticsCallback } from "./statistics-callback";

/**
 * A callback that keeps, for what each layer gives after each epoch, its norm, mean, standard deviation, least and largest number,
 * the share of zeros (of units that relu has cut off), and a histogram if asked.
 *
 * The outputs are those for one batch, without dropout and noise, computed by a program of their own, so that training itself
 * is as quick as without.
 *
 * @returns A callback whose `records` are plain objects: `{ epoch, layer, name, norm, mean, sd, min, max, zeros, … }`.
 * @throws RangeError or TypeError for options out of range or unknown.
 * @example
 * const activations = activationStatistics({ histogram: true });
 * await model.fit(x, y, { epochs: 10, callbacks: [activations] });
 * activations.records[0]; // { epoch: 0, layer: "dense", name: "dense", … }
 */
export function activationStatistics(options: BatchStatisticsOptions = {}): StatisticsCallback {
  const where = "activationStatistics";
  return new StatisticsCallback(where, options, (data) => activationReader(where, data), true);
}
