/** Numbers in rising order that stand for many, and how many each stands for: Keras's sketch of a distribution. */
export interface QuantileSummary {
  /** The numbers. */
  readonly values: Float64Array;
  /** How many each stands for. */
  readonly weights: Float64Array;
}

/** A summary of nothing. */
export const emptySummary: QuantileSummary = /* @__PURE__ */ Object.freeze({
  values: /* @__PURE__ */ new Float64Array(0),
  weights: /* @__PURE__ */ new Float64Array(0),
});

/** Every so many-th of the numbers in order: about `1 / epsilon` of them. */
export function summarize(numbers: ArrayLike<number>, epsilon: number): QuantileSummary {
  const sorted = Float32Array.from(numbers).sort();
  const step = Math.max(sorted.length / (1 / epsilon), 1);
  const stride = Math.floor(step);
  const values: number[] = [];
  for (let i = Math.floor(step - 1); i < sorted.length; i += stride) values.push(sorted[i] as number);
  return { values: Float64Array.from(values), weights: new Float64Array(values.length).fill(step) };
}

/** Two summaries as one that is no longer than `1 / epsilon`. */
export function mergeSummaries(a: QuantileSummary, b: QuantileSummary, epsilon: number): QuantileSummary {
  const all = [a, b].flatMap(({ values, weights }) =>
    Array.from(values, (value, i) => [value, weights[i] as number] as const),
  );
  all.sort(([x], [y]) => x - y);
  return compress(
    { values: Float64Array.from(all, ([x]) => x), weights: Float64Array.from(all, ([, w]) => w) },
    epsilon,
  );
}

/** The limits between so many parts with equally many numbers in each. */
export function boundariesOf(summary: QuantileSummary, parts: number): number[] {
  return [...compress(summary, 1 / parts).values.slice(0, -1)];
}

/** A shorter summary, by linear interpolation of the cumulative weights. */
function compress({ values, weights }: QuantileSummary, epsilon: number): QuantileSummary {
  if (values.length * epsilon < 1) return { values, weights };
  const cumulative = new Float64Array(weights.length);
  let sum = 0;
  weights.forEach((w, i) => {
    sum += w;
    cumulative[i] = sum;
  });
  const share = cumulative.map((c) => c / sum);
  const places = Float64Array.from({ length: Math.ceil(1 / epsilon) }, (_, i) => epsilon + i * epsilon);
  const at = places.map((p) => interpolate(p, share, cumulative));
  return {
    // Keras keeps them as float32.
    values: places.map((p) => Math.fround(interpolate(p, share, values))),
    weights: at.map((c, i) => Math.fround(c - (i === 0 ? 0 : (at[i - 1] as number)))),
  };
}

/** NumPy's `interp`: the line through the points, level outside. */
function interpolate(x: number, xs: Float64Array, ys: Float64Array): number {
  const after = xs.findIndex((p) => p >= x);
  if (after < 0) return ys[ys.length - 1] as number;
  const [right, y] = [xs[after] as number, ys[after] as number];
  if (after === 0 || right === x) return y;
  const [left, before] = [xs[after - 1] as number, ys[after - 1] as number];
  return before + ((y - before) / (right - left)) * (x - left);
}
