/** A point of a curve; a value of NaN is a gap. */
export interface CurvePoint {
  readonly index: number;
  readonly value: number;
}

/**
 * Thins a curve to what a line of `columns` pixels can show: of the values that fall on one pixel column, the
 * first, the lowest, the highest and the last, and one gap where something could not be drawn. The drawn line
 * covers the same pixels as that of all values (Jugel et al. 2014, "M4"). Short curves are kept whole.
 */
export function thin(
  values: Float64Array,
  columns: number,
  drawable: (value: number) => boolean,
): CurvePoint[] {
  const n = values.length;
  const pointAt = (index: number): CurvePoint => {
    const value = values[index]!;
    return { index, value: drawable(value) ? value : Number.NaN };
  };
  if (n <= columns * 2) return Array.from({ length: n }, (_, index) => pointAt(index));

  const points: CurvePoint[] = [];
  for (let column = 0; column < columns; column++) {
    const start = Math.floor((column * n) / columns);
    const end = Math.floor(((column + 1) * n) / columns);
    let first = -1;
    let last = -1;
    let low = -1;
    let high = -1;
    let gap = -1;
    for (let i = start; i < end; i++) {
      const value = values[i]!;
      if (!drawable(value)) {
        if (gap < 0) gap = i;
        continue;
      }
      if (first < 0) first = low = high = i;
      if (value < values[low]!) low = i;
      if (value > values[high]!) high = i;
      last = i;
    }
    const kept = new Set([first, low, high, last, gap].filter((i) => i >= 0));
    for (const index of [...kept].sort((a, b) => a - b)) points.push(pointAt(index));
  }
  return points;
}
