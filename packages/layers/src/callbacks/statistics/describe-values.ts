/** How many of some numbers lie between which bounds. */
export interface Histogram {
  /** The bounds, ascending, one more than `counts`. */
  readonly edges: readonly number[];
  /** How many numbers lie between an edge and the next; the last bin includes its upper edge. */
  readonly counts: readonly number[];
}

/** What can be said of many numbers. Those that are not finite count for nothing but `nonFinite`. */
export interface ValueStatistics {
  /** How many there are. */
  readonly count: number;
  /** How many of them are NaN or infinite. */
  readonly nonFinite: number;
  /** The square root of the sum of squares. */
  readonly norm: number;
  /** The mean; NaN when nothing is finite, as all that follow. */
  readonly mean: number;
  /** The standard deviation, of the numbers as a whole population. */
  readonly sd: number;
  /** The least. */
  readonly min: number;
  /** The largest. */
  readonly max: number;
  /** The share of exact zeros, such as units that relu cuts off. */
  readonly zeros: number;
  /** How they are spread, when that was asked for. */
  readonly histogram?: Histogram;
}

/** Says of many numbers what {@link ValueStatistics} has; `bins` 0 leaves the histogram out. */
export function describeValues(data: ArrayLike<number>, bins: number): ValueStatistics {
  const count = data.length;
  let [finite, zeros, sum, squares] = [0, 0, 0, 0];
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < count; i++) {
    const v = data[i] as number;
    if (!Number.isFinite(v)) continue;
    finite++;
    if (v === 0) zeros++;
    sum += v;
    squares += v * v;
    if (v < min) min = v;
    if (v > max) max = v;
  }
  const none = finite === 0;
  const mean = sum / finite;
  // Around the mean in a second pass, because the difference of two large sums would have no digits left.
  let spread = 0;
  for (let i = 0; i < count; i++) {
    const v = data[i] as number;
    if (Number.isFinite(v)) spread += (v - mean) ** 2;
  }
  return {
    count,
    nonFinite: count - finite,
    norm: Math.sqrt(squares),
    mean,
    sd: Math.sqrt(spread / finite),
    min: none ? Number.NaN : min,
    max: none ? Number.NaN : max,
    zeros: zeros / finite,
    ...(bins === 0 ? {} : { histogram: histogramOf(data, none ? [0, 0] : [min, max], bins) }),
  };
}

function histogramOf(
  data: ArrayLike<number>,
  [min, max]: readonly [number, number],
  bins: number,
): Histogram {
  // All in one place: one bin around it.
  if (!(max - min > 0)) {
    let counts = 0;
    for (let i = 0; i < data.length; i++) if (Number.isFinite(data[i])) counts++;
    return { edges: [min - 0.5, max + 0.5], counts: [counts] };
  }
  const width = (max - min) / bins;
  const edges = Array.from({ length: bins + 1 }, (_, i) => (i === bins ? max : min + i * width));
  const counts = new Array<number>(bins).fill(0);
  for (let i = 0; i < data.length; i++) {
    const v = data[i] as number;
    if (!Number.isFinite(v)) continue;
    const bin = Math.min(bins - 1, Math.floor((v - min) / width));
    counts[bin] = (counts[bin] as number) + 1;
  }
  return { edges, counts };
}
