/** One number of the reference, over its runs. */
export interface ReferenceValue {
  /** The mean. */
  readonly mean: number;
  /** The standard deviation, divided by the number of runs. */
  readonly sd: number;
  /** Where the mean of ten or more runs of ours is accepted; absent where the reference names no such interval. */
  readonly accept?: readonly [low: number, high: number];
}

/** What the reference gave for one case. Names of numbers are those of `CaseResult.summary`. */
export interface Reference {
  /** How many runs, each with a seed of its own. */
  readonly runs: number;
  /** What to know before ours are called outside. */
  readonly note?: string;
  /** How many of them stopped being finite. */
  readonly notFinite: number;
  /** By name of the number, after the last epoch; none where no run stayed finite. */
  readonly values: Readonly<Record<string, ReferenceValue>>;
  /** By patience, what early stopping on `valLoss` gave. */
  readonly stopped?: Readonly<Record<string, Readonly<Record<string, ReferenceValue>>>>;
  /** By epoch (0 is before the first), the mean norm of the gradient for each layer's kernel. */
  readonly gradientNorms?: Readonly<Record<string, readonly number[]>>;
}
