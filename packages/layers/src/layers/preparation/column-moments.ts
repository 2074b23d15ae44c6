import type { AdaptBatch } from "./adapt-data";

/** The mean and variance of the numbers at each place along some axes. */
export interface Moments {
  /** How many numbers each place has. */
  readonly count: number;
  /** One mean for each place, in row-major order. */
  readonly mean: Float64Array;
  /** One variance for each, divided by the count. */
  readonly variance: Float64Array;
}

/**
 * Mean and variance over all axes but those that are kept, in float64, in two passes, so that numbers far from 0 lose
 * nothing.
 *
 * @param kept - The axes that stay, in rising order.
 */
export function momentsOf({ data, shape }: AdaptBatch, kept: readonly number[]): Moments {
  const places = placesOf(shape, kept);
  const size = kept.reduce((n, axis) => n * (shape[axis] as number), 1);
  const count = data.length / size;
  const mean = new Float64Array(size);
  for (let i = 0; i < data.length; i++) mean[places(i)] = (mean[places(i)] as number) + (data[i] as number);
  for (let p = 0; p < size; p++) mean[p] = (mean[p] as number) / count;
  const variance = new Float64Array(size);
  for (let i = 0; i < data.length; i++) {
    const p = places(i);
    variance[p] = (variance[p] as number) + ((data[i] as number) - (mean[p] as number)) ** 2;
  }
  for (let p = 0; p < size; p++) variance[p] = (variance[p] as number) / count;
  return { count, mean, variance };
}

/** The moments of two sets of numbers together (Chan, Golub, LeVeque 1979). */
export function mergeMoments(a: Moments, b: Moments): Moments {
  const count = a.count + b.count;
  const share = b.count / count;
  const mean = a.mean.map((m, p) => m + ((b.mean[p] as number) - m) * share);
  const variance = a.variance.map((v, p) => {
    const apart = (b.mean[p] as number) - (a.mean[p] as number);
    return v * (1 - share) + (b.variance[p] as number) * share + apart * apart * share * (1 - share);
  });
  return { count, mean, variance };
}

/** To which place along the kept axes an element belongs. */
function placesOf(shape: readonly number[], kept: readonly number[]): (index: number) => number {
  const axes: { stride: number; length: number; step: number }[] = [];
  let step = 1;
  for (let k = kept.length - 1; k >= 0; k--) {
    const axis = kept[k] as number;
    const length = shape[axis] as number;
    axes.push({ stride: shape.slice(axis + 1).reduce((n, m) => n * m, 1), length, step });
    step *= length;
  }
  return (index) => {
    let place = 0;
    for (const { stride, length, step: by } of axes) place += (Math.floor(index / stride) % length) * by;
    return place;
  };
}
