/**
 * The scores of one line of a classification report.
 *
 * @example
 * ```ts
 * const row: ReportRow = { precision: 1, recall: 0.5, f1Score: 2 / 3, support: 2 };
 * ```
 */
export interface ReportRow {
  /** What was right of what was said to be the class. */
  readonly precision: number;
  /** What was found of what was the class. */
  readonly recall: number;
  /** The harmonic mean of precision and recall. */
  readonly f1Score: number;
  /** How many rows (or how much weight). */
  readonly support: number;
}

/**
 * The lines of a classification report below the classes.
 *
 * @example
 * ```ts
 * const { accuracy }: ReportAverages = classificationReport([0, 1], [0, 1], { outputDict: true });
 * accuracy; // 1
 * ```
 */
export interface ReportAverages {
  /** The share of rows that are right; undefined where not every class is reported, or a row has several. */
  readonly accuracy?: number;
  /** Over all rows at once; there when `accuracy` is not. */
  readonly microAvg?: ReportRow;
  /** The mean over the classes. */
  readonly macroAvg: ReportRow;
  /** The mean over the classes, weighted by their support. */
  readonly weightedAvg: ReportRow;
  /** The mean over the rows; there for several labels a row. */
  readonly samplesAvg?: ReportRow;
}

// A number that lies exactly between two is rounded to the even digit, as Python does; toFixed rounds it up.
const fixed = (value: number, digits: number): string => {
  if (Number.isNaN(value)) return "nan";
  const doubled = value * 2 ** (digits + 1);
  if (!Number.isInteger(doubled) || doubled % 2 === 0) return value.toFixed(digits);
  const scaled = value * 10 ** digits;
  if (scaled % 1 !== 0.5) return value.toFixed(digits);
  const below = Math.floor(scaled);
  return ((below % 2 === 0 ? below : below + 1) / 10 ** digits).toFixed(digits);
};

/** The report as scikit-learn prints it. */
export const reportText = (
  classes: readonly (readonly [string, ReportRow])[],
  averages: ReportAverages,
  total: number,
  digits: number,
): string => {
  const width = classes.reduce(
    (widest, [name]) => Math.max(widest, [...name].length),
    Math.max("weighted avg".length, digits),
  );
  const pad = (text: string, to: number): string => " ".repeat(Math.max(0, to - [...text].length)) + text;
  const line = (name: string, cells: readonly string[]): string =>
    `${pad(name, width)} ${cells.map((cell) => ` ${pad(cell, 9)}`).join("")}\n`;
  const scores = (name: string, row: ReportRow): string =>
    line(name, [
      ...[row.precision, row.recall, row.f1Score].map((value) => fixed(value, digits)),
      String(row.support),
    ]);
  const below: [string, ReportRow | undefined][] = [
    ["micro avg", averages.microAvg],
    ["macro avg", averages.macroAvg],
    ["weighted avg", averages.weightedAvg],
    ["samples avg", averages.samplesAvg],
  ];
  let text = `${line("", ["precision", "recall", "f1-score", "support"])}\n`;
  for (const [name, row] of classes) text += scores(name, row);
  text += "\n";
  if (averages.accuracy !== undefined) {
    text += line("accuracy", ["", "", fixed(averages.accuracy, digits), String(total)]);
  }
  for (const [name, row] of below) if (row !== undefined) text += scores(name, row);
  return text;
};
