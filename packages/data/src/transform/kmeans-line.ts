/** Numbers in ascending order, with the sums of the first 0, 1, 2, … of them. */
interface Line {
  readonly sorted: Float64Array;
  readonly sums: Float64Array;
}

interface Clusters {
  readonly centers: Float64Array;
  /** The clusters in the order of their centers. */
  readonly order: readonly number[];
  /** Where the values of `order[i]` end among the sorted ones. */
  readonly ends: Int32Array;
}

const makeLine = (sorted: Float64Array): Line => {
  const sums = new Float64Array(sorted.length + 1);
  for (let i = 0; i < sorted.length; i++) sums[i + 1] = sums[i]! + sorted[i]!;
  return { sorted, sums };
};

// On a line a cluster holds neighbours, so that its end is found by bisection. Of two centers at the same
// distance the one of the lower number has the value.
const boundary = (sorted: Float64Array, left: number, right: number, leftWins: boolean): number => {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const toLeft = left * left - 2 * sorted[middle]! * left;
    const toRight = right * right - 2 * sorted[middle]! * right;
    if (toRight < toLeft || (toRight === toLeft && !leftWins)) high = middle;
    else low = middle + 1;
  }
  return low;
};

const assign = ({ sorted }: Line, centers: Float64Array): Clusters => {
  const order = Array.from(centers, (_, i) => i).sort((a, b) => centers[a]! - centers[b]! || a - b);
  const ends = new Int32Array(order.length).fill(sorted.length);
  for (let i = order.length - 2; i >= 0; i--) {
    const [a, b] = [order[i]!, order[i + 1]!];
    ends[i] = Math.min(ends[i + 1]!, boundary(sorted, centers[a]!, centers[b]!, a < b));
  }
  return { centers, order, ends };
};

// The places of the `n` values that are farthest from their centers, the farthest first.
const farthest = ({ sorted }: Line, { centers, order, ends }: Clusters, n: number): [number, number][] => {
  const far: [place: number, cluster: number, off: number][] = [];
  let start = 0;
  order.forEach((cluster, i) => {
    // Within a cluster the farthest ones are at its ends.
    const end = ends[i]!;
    for (let k = 0; k < n; k++) {
      for (const place of [start + k, end - 1 - k]) {
        if (place < start || place >= end) continue;
        far.push([place, cluster, (sorted[place]! - centers[cluster]!) ** 2]);
      }
    }
    start = end;
  });
  far.sort((a, b) => b[2] - a[2]);
  const unique = far.filter(([place], i) => far.findIndex((other) => other[0] === place) === i);
  return far[0]![2] === 0 ? [] : unique.slice(0, n).map(([place, cluster]) => [place, cluster]);
};

const average = (line: Line, clusters: Clusters): Float64Array => {
  const { centers, order, ends } = clusters;
  const sums = new Float64Array(centers.length);
  const counts = new Int32Array(centers.length);
  let start = 0;
  order.forEach((cluster, i) => {
    const end = ends[i]!;
    counts[cluster] = end - start;
    sums[cluster] = line.sums[end]! - line.sums[start]!;
    start = end;
  });
  // An empty cluster gets a value far from its center, which the cluster of that value gives up.
  const empty = Array.from(counts.keys()).filter((cluster) => counts[cluster] === 0);
  if (empty.length > 0) {
    farthest(line, clusters, empty.length).forEach(([place, from], i) => {
      const to = empty[i]!;
      sums[from]! -= line.sorted[place]!;
      counts[from]! -= 1;
      sums[to] = line.sorted[place]!;
      counts[to] = 1;
    });
  }
  const biggest = counts.reduce((most, n, cluster) => (n > counts[most]! ? cluster : most), 0);
  const means = sums.map((sum, cluster) => sum / counts[cluster]!);
  return means.map((mean, cluster) => (counts[cluster] === 0 ? means[biggest]! : mean));
};

/**
 * The centers that Lloyd's algorithm (1982) finds for numbers on a line, in ascending order, beginning with
 * `centers`: as scikit-learn's `KMeans` with its tolerance of 1e-4 and at most 300 rounds. Sums of
 * neighbours make a round cost the logarithm of the number of values instead of that number.
 *
 * @param sorted The numbers in ascending order.
 */
export const kMeansOnLine = (sorted: Float64Array, centers: Float64Array): Float64Array => {
  const n = sorted.length;
  let total = 0;
  for (const value of sorted) total += value;
  const mean = total / n;
  const line = makeLine(sorted.map((value) => value - mean));
  let squares = 0;
  for (const value of line.sorted) squares += value * value;
  const tolerance = (squares / n) * 1e-4;

  let current: Float64Array = centers.map((center) => center - mean);
  let before: Int32Array | undefined;
  for (let round = 0; round < 300; round++) {
    const clusters = assign(line, current);
    const next = average(line, clusters);
    const shift = next.reduce((sum, center, i) => sum + (center - current[i]!) ** 2, 0);
    current = next;
    const same = before?.every((end, i) => end === clusters.ends[i]) ?? false;
    if (same || shift <= tolerance) break;
    before = clusters.ends;
  }
  return current.map((center) => center + mean).sort();
};
