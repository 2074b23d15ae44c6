import { log, sigmoid, type Tensor, tensor, where } from "@wellfit/core";
import { checkChoice, checkNumber, show } from "../common/options";
import { EPSILON, readFlag } from "../losses/probabilities";
import { divideNoNan } from "../losses/reduction";
import { type Confusion, confusionOf } from "./confusion";
import { addCounts, countsOf, fourStates, rates } from "./four-counts";
import { Metric, type MetricState } from "./metric";
import { type MetricOptions, readMetricOptions } from "./metric-options";
import { areEven, evenThresholds } from "./thresholds";

/** Options of {@link auc}. */
export interface AucOptions extends MetricOptions {
  /** How many thresholds the curve is drawn with; a whole number of at least 2. Default 200. */
  readonly numThresholds?: number;
  /** Recall by false positives (default), precision by recall, or precision gain by recall gain. */
  readonly curve?: "ROC" | "PR" | "PRGAIN";
  /** How heights between two points are taken: their mean (default), the lower or the higher. */
  readonly summationMethod?: "interpolation" | "minoring" | "majoring";
  /** The thresholds between 0 and 1, instead of `numThresholds`. */
  readonly thresholds?: readonly number[] | null;
  /** Whether each column has a curve of its own, of which the mean area is taken. Default false: all are one. */
  readonly multiLabel?: boolean;
  /** The number of columns, when `multiLabel`. Default: what predictions have. */
  readonly numLabels?: number | null;
  /** The weight of each column. Default 1. */
  readonly labelWeights?: readonly number[] | null;
  /** Whether predictions are what goes into a sigmoid. Default false. */
  readonly fromLogits?: boolean;
}

/** See {@link auc}. */
export class AUC extends Metric {
  /** Its name in Keras. */
  static readonly className: string = "AUC";
  private readonly thresholds: readonly number[];
  private readonly even: boolean;
  private readonly columns: number | undefined;
  private readonly own: Required<Omit<AucOptions, "name" | "dtype" | "thresholds">>;
  private readonly inner: readonly number[] | null;

  constructor(options: AucOptions = {}) {
    const { name, dtype, thresholds, ...own } = readMetricOptions("auc", "auc", options, {
      numThresholds: 200,
      curve: "ROC" as NonNullable<AucOptions["curve"]>,
      summationMethod: "interpolation" as NonNullable<AucOptions["summationMethod"]>,
      thresholds: null as readonly number[] | null,
      multiLabel: false,
      numLabels: null as number | null,
      labelWeights: null as readonly number[] | null,
      fromLogits: false,
    });
    super(name, dtype);
    checkChoice("auc", "curve", own.curve, ["ROC", "PR", "PRGAIN"]);
    checkChoice("auc", "summationMethod", own.summationMethod, ["interpolation", "minoring", "majoring"]);
    readFlag("auc", "multiLabel", own.multiLabel);
    readFlag("auc", "fromLogits", own.fromLogits);
    if (own.labelWeights !== null && !Array.isArray(own.labelWeights)) {
      throw new TypeError(
        `auc: received labelWeights ${show(own.labelWeights)}, expected an array with a number of at least 0 for each label`,
      );
    }
    for (const weight of own.labelWeights ?? []) checkNumber("auc", "labelWeights", weight, { min: 0 });
    if (own.numLabels !== null) {
      checkNumber("auc", "numLabels", own.numLabels, { integer: true, min: 1 });
      if (!own.multiLabel)
        throw new TypeError("auc: received numLabels, expected it only with multiLabel: true");
    }
    if (thresholds === null) {
      checkNumber("auc", "numThresholds", own.numThresholds, { integer: true, min: 2 });
      this.inner = null;
      this.thresholds = evenThresholds(own.numThresholds);
      this.even = true;
    } else {
      this.inner = thresholds
        .map((t) => checkNumber("auc", "thresholds", t, { min: 0, max: 1 }))
        .sort((a, b) => a - b);
      this.thresholds = [0, ...this.inner, 1];
      this.even = areEven(this.thresholds);
    }
    this.own = { ...own, numThresholds: this.thresholds.length };
    this.columns = own.numLabels ?? undefined;
  }

  /** The four counts, for each threshold. */
  get states(): readonly MetricState[] {
    const count = this.thresholds.length;
    if (!this.own.multiLabel) return fourStates([count], this.dtype);
    if (this.columns !== undefined) return fourStates([count, this.columns], this.dtype);
    throw new RangeError(
      `${this.name}: received no data, expected some or numLabels: how many columns there are is not known before`,
    );
  }

  override forShapes(_targetShape: readonly number[], outputShape: readonly number[]): Metric {
    const { multiLabel, labelWeights } = this.own;
    const columns = outputShape[outputShape.length - 1] as number;
    if (labelWeights !== null && labelWeights.length !== columns) {
      throw new RangeError(
        `${this.name}: received ${labelWeights.length} labelWeights for predictions of shape [${outputShape.join(", ")}], ` +
          `expected ${columns}, one a column`,
      );
    }
    if (!multiLabel) return this;
    if (outputShape.length !== 2 || (this.columns !== undefined && this.columns !== columns)) {
      throw new RangeError(
        `${this.name}: received predictions of shape [${outputShape.join(", ")}], expected [rows, ` +
          `${this.columns ?? "labels"}] with multiLabel: true`,
      );
    }
    const shaped: this = Object.create(Object.getPrototypeOf(this));
    return Object.assign(shaped, this, { columns });
  }

  update(states: readonly Tensor[], yTrue: Tensor, yPred: Tensor, sampleWeight?: Tensor): readonly Tensor[] {
    const { multiLabel, labelWeights, fromLogits } = this.own;
    const last = this.thresholds.length - 1;
    const found = confusionOf(yTrue, fromLogits ? sigmoid(yPred) : yPred, {
      where: this.name,
      // A little below 0 and above 1, so that all predictions are above the first and none above the last.
      thresholds: this.thresholds.map((t, i) => (i === 0 ? -EPSILON : i === last ? 1 + EPSILON : t)),
      even: this.even,
      belowZero: true,
      sampleWeight,
      labelWeights: multiLabel ? undefined : (labelWeights ?? undefined),
      perColumn: multiLabel,
      dtype: this.dtype,
    });
    return addCounts(states, found);
  }

  result(states: readonly Tensor[]): Tensor {
    const { curve, summationMethod, multiLabel, labelWeights } = this.own;
    const counts = countsOf(states);
    const parts =
      curve === "PR" && summationMethod === "interpolation"
        ? interpolatedPrecision(counts)
        : areas(points[curve](counts), summationMethod);
    if (!multiLabel) return parts.sum();
    const byColumn = parts.sum(0);
    if (labelWeights === null) return byColumn.mean();
    const weights = tensor(labelWeights as number[], { dtype: this.dtype });
    return divideNoNan(byColumn.mul(weights).sum(), weights.sum());
  }

  override getConfig(): Record<string, unknown> {
    const { own } = this;
    const config = {
      ...super.getConfig(),
      num_thresholds: own.numThresholds,
      curve: own.curve,
      summation_method: own.summationMethod,
      multi_label: own.multiLabel,
      num_labels: own.numLabels,
      label_weights: own.labelWeights,
      from_logits: own.fromLogits,
    };
    return this.inner === null ? config : { ...config, thresholds: this.inner };
  }
}

/** The points of each curve, from the lowest threshold on. */
const points: Record<"ROC" | "PR" | "PRGAIN", (counts: Confusion) => readonly [x: Tensor, y: Tensor]> = {
  ROC: (counts) => [rates.fallOut(counts), rates.recall(counts)],
  PR: (counts) => [rates.recall(counts), rates.precision(counts)],
  PRGAIN: ({ truePositives: tp, falsePositives: fp, trueNegatives: tn, falseNegatives: fn }) => {
    const scale = divideNoNan(tp.add(fn), tn.add(fp));
    const gain = (wrong: Tensor): Tensor => scale.mul(divideNoNan(wrong, tp)).neg().add(1);
    const none = tp.equal(0);
    return [where(none, 0, gain(fn)).maximum(0), where(none, 1, gain(fp))];
  },
};

/** What lies under each piece of a curve. */
function areas([x, y]: readonly [Tensor, Tensor], method: AucOptions["summationMethod"]): Tensor {
  const [a, b] = [butLast(y), butFirst(y)];
  const heights =
    method === "minoring" ? a.minimum(b) : method === "majoring" ? a.maximum(b) : a.add(b).div(2);
  return butLast(x).sub(butFirst(x)).mul(heights);
}

/**
 * What lies under each piece of the curve of precision by recall, where true positives grow evenly with the predicted ones
 * between two thresholds (Davis, Goadrich 2006, https://doi.org/10.1145/1143844.1143874).
 */
function interpolatedPrecision({
  truePositives: tp,
  falsePositives: fp,
  falseNegatives: fn,
}: Confusion): Tensor {
  const all = tp.add(fp);
  const [more, less] = [butLast(all), butFirst(all)];
  const gained = butLast(tp).sub(butFirst(tp));
  const slope = divideNoNan(gained, more.sub(less).maximum(0));
  const intercept = butFirst(tp).sub(slope.mul(less));
  const both = more.greater(0).mul(less.greater(0));
  const ratio = where(both, divideNoNan(more, less.maximum(0)), 1);
  return divideNoNan(
    slope.mul(gained.add(intercept.mul(log(ratio)))),
    butFirst(tp).add(butFirst(fn)).maximum(0),
  );
}

function butLast(x: Tensor): Tensor {
  return x.slice([[0, (x.shape[0] as number) - 1]]);
}

function butFirst(x: Tensor): Tensor {
  return x.slice([[1, x.shape[0] as number]]);
}

/**
 * The area under a curve that thresholds draw: of recall by false positives (ROC, default), 1 for a perfect order and 0.5 for
 * a random one; or of precision by recall (PR), better where positives are rare. Its precision grows with `numThresholds`.
 *
 * @throws RangeError for numbers out of range, and when targets and predictions have different shapes.
 * @example
 * auc({ numThresholds: 3 }).compute([0, 0, 1, 1], [0, 0.5, 0.3, 0.9]); // 0.75
 */
export function auc(options: AucOptions = {}): AUC {
  return new AUC(options);
}
