/**
 * The nearest of some rows, as places in order of distance; of equal distances the earlier row. NaN is no
 * distance.
 */
export const nearest = (
  distances: Float64Array,
  candidates: Int32Array,
  k: number,
  places: Int32Array,
  found: Float64Array,
): number => {
  let n = 0;
  for (let c = 0; c < candidates.length; c++) {
    const row = candidates[c]!;
    const distance = distances[row]!;
    // The last of those kept is the farthest.
    if (Number.isNaN(distance) || (n === k && distance >= found[n - 1]!)) continue;
    let at = n < k ? n++ : n - 1;
    while (at > 0 && found[at - 1]! > distance) {
      found[at] = found[at - 1]!;
      places[at] = places[at - 1]!;
      at--;
    }
    found[at] = distance;
    places[at] = row;
  }
  return n;
};

/**
 * The distances of one row to all rows of a matrix, over the coordinates that both have: the square root of
 * (coordinates / those that both have) · the sum of squares of their differences; NaN where they share none
 * (scikit-learn's `nan_euclidean_distances`; Dixon, 1979).
 */
export const nanDistances = (
  row: Float64Array,
  matrix: Float64Array,
  nRows: number,
  out: Float64Array,
): void => {
  const width = row.length;
  const there = Int32Array.from(row.keys()).filter((j) => !Number.isNaN(row[j]!));
  for (let i = 0, start = 0; i < nRows; i++, start += width) {
    let sum = 0;
    let shared = 0;
    for (let t = 0; t < there.length; t++) {
      const j = there[t]!;
      const difference = row[j]! - matrix[start + j]!;
      if (Number.isNaN(difference)) continue;
      sum += difference * difference;
      shared++;
    }
    out[i] = shared === 0 ? Number.NaN : Math.sqrt((sum / shared) * width);
  }
};
