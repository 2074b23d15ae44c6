/** How well classes are told apart on some rows. */
export interface ClassScores {
  readonly rows: number;
  /** Share of right answers. */
  readonly accuracy: number;
  /** Mean of the recalls of the classes, so that rare ones count as much as frequent ones. */
  readonly balancedAccuracy: number;
  /** Mean of the F1 scores of the classes. */
  readonly macroF1: number;
  /** Mean of -ln(probability of the true class). */
  readonly logLoss: number;
  readonly perClass: readonly ClassScore[];
  /** `confusion[i][j]`: rows of class i that were taken for class j. */
  readonly confusion: readonly (readonly number[])[];
}

/** One class against the rest. null where there was nothing to divide by. */
export interface ClassScore {
  readonly class: string;
  readonly rows: number;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
}

const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

// Where scikit-learn's log_loss clips, for probabilities in float32.
const least = 2 ** -23;

/** Scores of predicted classes and probabilities, of shape [rows, classes] row by row. */
export const classScores = (
  actual: ArrayLike<number>,
  predicted: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  classes: readonly string[],
): ClassScores => {
  const k = classes.length;
  const n = actual.length;
  const confusion = classes.map(() => new Array<number>(k).fill(0));
  let loss = 0;
  for (let row = 0; row < n; row++) {
    const truth = actual[row] ?? 0;
    const line = confusion[truth];
    const guess = predicted[row] ?? 0;
    if (line !== undefined) line[guess] = (line[guess] ?? 0) + 1;
    const p = probabilities[row * k + truth] ?? 0;
    loss -= Math.log(Math.min(1 - least, Math.max(least, p)));
  }
  const at = (i: number, j: number): number => confusion[i]?.[j] ?? 0;
  const perClass = classes.map((name, i): ClassScore => {
    const hits = at(i, i);
    const rows = classes.reduce((sum, _, j) => sum + at(i, j), 0);
    const taken = classes.reduce((sum, _, j) => sum + at(j, i), 0);
    return {
      class: name,
      rows,
      precision: ratio(hits, taken),
      recall: ratio(hits, rows),
      f1: ratio(2 * hits, rows + taken),
    };
  });
  const there = perClass.filter(({ rows }) => rows > 0);
  return {
    rows: n,
    accuracy: classes.reduce((sum, _, i) => sum + at(i, i), 0) / n,
    balancedAccuracy: mean(there.map(({ recall }) => recall ?? 0)),
    macroF1: mean(there.map(({ f1 }) => f1 ?? 0)),
    logLoss: loss / n,
    perClass,
    confusion,
  };
};
