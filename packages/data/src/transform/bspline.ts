/**
 * The B-splines of a degree over knots in ascending order: at each point between `knots[degree]` and
 * `knots[n]` there are `degree + 1` of them that are not 0.
 */
export class BSplines {
  readonly knots: Float64Array;
  readonly degree: number;
  /** How many splines there are. */
  readonly n: number;
  /** The values of the splines that `evaluate` came to, the first of them of number `first`. */
  readonly values: Float64Array;
  first = 0;
  private readonly before: Float64Array;

  constructor(knots: Float64Array, degree: number) {
    this.knots = knots;
    this.degree = degree;
    this.n = knots.length - degree - 1;
    this.values = new Float64Array(degree + 1);
    this.before = new Float64Array(degree + 1);
  }

  /** The least point at which the splines sum to 1. */
  get start(): number {
    return this.knots[this.degree]!;
  }

  /** The largest such point. */
  get end(): number {
    return this.knots[this.n]!;
  }

  // The last interval that does not begin beyond x; the first and the last one go on for ever.
  private interval(x: number): number {
    let low = this.degree;
    let high = this.n - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (x < this.knots[middle]!) high = middle - 1;
      else low = middle;
    }
    return low;
  }

  /**
   * Computes `values` and `first` at x by the recursion of de Boor and Cox (1972), in the order of operations
   * that scipy has; their slopes instead of their values for `slope`. Beyond the ends the polynomials of the
   * first and the last interval go on.
   */
  evaluate(x: number, slope = false): void {
    const { knots, degree, values, before } = this;
    const at = this.interval(x);
    this.first = at - degree;
    values.fill(0);
    values[0] = 1;
    for (let j = 1; j <= degree; j++) {
      for (let i = 0; i < j; i++) before[i] = values[i]!;
      values[0] = 0;
      for (let i = 1; i <= j; i++) {
        const right = knots[at + i]!;
        const left = knots[at + i - j]!;
        if (right === left) {
          values[i] = 0;
          continue;
        }
        if (slope && j === degree) {
          const w = (j * before[i - 1]!) / (right - left);
          values[i - 1]! -= w;
          values[i] = w;
          continue;
        }
        const w = before[i - 1]! / (right - left);
        values[i - 1]! += w * (right - x);
        values[i] = w * (x - left);
      }
    }
    if (slope && degree === 0) values[0] = 0;
  }
}
