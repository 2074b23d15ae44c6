import { DataError } from "../errors";
import { checkOptions } from "../options";
import { sumOf } from "./average";
import type { Label } from "./classes";
import type { MetricLabels, MetricNumbers } from "./input";
import { type ClassScores, setScores } from "./precision-recall-fscore-support";
import { type ReportAverages, type ReportRow, reportText } from "./report-text";
import type { SetScoreOptions } from "./set-wise";
import { readLabelList, readTargets, type Targets } from "./targets";
import { type WarningOption, warn } from "./warning";

/**
 * Options of {@link classificationReport}.
 *
 * @example
 * ```ts
 * const options: ClassificationReportOptions = { targetNames: ["no", "yes"], digits: 3 };
 * ```
 */
export interface ClassificationReportOptions extends WarningOption {
  /** The classes to report, in their order; default all, sorted. */
  labels?: MetricLabels | undefined;
  /** What to call the classes; default their own names. */
  targetNames?: readonly string[] | undefined;
  /** How much each row counts; default 1 each. */
  sampleWeight?: MetricNumbers | undefined;
  /** Digits after the point in the text; default 2. */
  digits?: number | undefined;
  /** Numbers in an object rather than a text; default false. */
  outputDict?: boolean | undefined;
  /** What 0 / 0 is; default "warn": 0, and a warning. */
  zeroDivision?: SetScoreOptions["zeroDivision"];
}

/**
 * The numbers of a classification report.
 *
 * @example
 * ```ts
 * const report: ClassificationReport = classificationReport([0, 1], [0, 1], { outputDict: true });
 * report.classes["1"]?.precision; // 1
 * ```
 */
export interface ClassificationReport extends ReportAverages {
  /** The scores of each class, by its name. */
  readonly classes: Readonly<Record<string, ReportRow>>;
}

const covers = (targets: Targets, labels: readonly Label[] | undefined): boolean => {
  if (targets.type === "multilabel") return false;
  if (labels === undefined) return true;
  const given = new Set(labels.map((label) => targets.classes.find(label)));
  return targets.classes.list.every((_, code) => given.has(code));
};

const namesOf = (
  who: string,
  labels: readonly Label[],
  given: boolean,
  options: ClassificationReportOptions,
): string[] => {
  const { targetNames } = options;
  if (targetNames === undefined) return labels.map(String);
  if (targetNames.length === labels.length) return [...targetNames];
  if (!given) {
    throw new DataError(
      `${who}: expected targetNames for each of ${labels.length} classes, received ${targetNames.length}; ` +
        "pass labels to say which classes they name",
    );
  }
  warn(options, who, `${labels.length} labels do not fit ${targetNames.length} targetNames`);
  return targetNames.slice(0, labels.length);
};

/**
 * Precision, recall, F1 and support of each class with their averages, as the text that scikit-learn's
 * `classification_report` prints, or as an object.
 *
 * Where every class is reported, the line "accuracy" stands for the micro averages, which all equal it.
 *
 * @throws DataError when the inputs or the names do not fit one another.
 * @example
 * ```ts
 * const text = classificationReport(["cat", "dog", "cat"], ["cat", "dog", "dog"]);
 * text.split("\n")[2]; // "         cat       1.00      0.50      0.67         2"
 * const report = classificationReport(["cat", "dog", "cat"], ["cat", "dog", "dog"], { outputDict: true });
 * report.macroAvg.recall; // 0.75
 * ```
 */
export function classificationReport(
  yTrue: MetricLabels,
  yPred: MetricLabels,
  options: ClassificationReportOptions & { outputDict: true },
): ClassificationReport;
export function classificationReport(
  yTrue: MetricLabels,
  yPred: MetricLabels,
  options?: ClassificationReportOptions & { outputDict?: false | undefined },
): string;
export function classificationReport(
  yTrue: MetricLabels,
  yPred: MetricLabels,
  options: ClassificationReportOptions = {},
): string | ClassificationReport {
  const who = "classificationReport";
  checkOptions(who, options, [
    ...["labels", "targetNames", "sampleWeight", "digits", "outputDict", "zeroDivision", "onWarning"],
  ]);
  const digits = options.digits ?? 2;
  if (!Number.isInteger(digits) || digits < 0 || digits > 20) {
    throw new DataError(`${who}: expected digits as a whole number from 0 to 20, received ${String(digits)}`);
  }
  const targets = readTargets(who, yTrue, yPred);
  const given = options.labels === undefined ? undefined : readLabelList(who, options.labels);
  const labels =
    given ??
    (targets.type === "multilabel"
      ? Array.from({ length: targets.width }, (_, j): Label => j)
      : targets.classes.list);
  const names = namesOf(who, labels, given !== undefined, options);
  const { sampleWeight, zeroDivision, onWarning } = options;
  const scoresOf = (average: SetScoreOptions["average"]) =>
    setScores(
      who,
      targets,
      {
        average,
        labels: labels as readonly (string | number | boolean)[],
        sampleWeight,
        zeroDivision,
        onWarning,
      },
      { average: null, warnFor: ["precision", "recall", "fscore"] },
    );
  const { each } = scoresOf(null);
  const total = sumOf(each.support);
  const row = (of: (values: Float64Array) => number, scores: ClassScores, support: number): ReportRow => ({
    precision: of(scores.precision),
    recall: of(scores.recall),
    f1Score: of(scores.fscore),
    support,
  });
  const averaged = (average: "micro" | "macro" | "weighted" | "samples"): ReportRow => {
    const scores = scoresOf(average);
    return row(scores.mean, scores.each, total);
  };
  const classes = names.map((name, i): [string, ReportRow] => [
    name,
    row((v) => v[i]!, each, each.support[i]!),
  ]);
  const micro = averaged("micro");
  const averages: ReportAverages = {
    ...(covers(targets, given) ? { accuracy: micro.precision } : { microAvg: micro }),
    macroAvg: averaged("macro"),
    weightedAvg: averaged("weighted"),
    ...(targets.type === "multilabel" ? { samplesAvg: averaged("samples") } : {}),
  };
  if (options.outputDict ?? false) return { classes: Object.fromEntries(classes), ...averages };
  return reportText(classes, averages, total, digits);
}
