import {
  arange,
  cast,
  ceil,
  clip,
  cumSum,
  logicalAnd,
  logicalOr,
  scatterAdd,
  type Tensor,
  tensor,
  where,
} from "@wellfit/core";
import { matchTargets } from "../losses/match-targets";
import { weightsFor } from "../losses/reduction";

/** How many rows there are of each kind, for each threshold. */
export interface Confusion {
  /** Target 1, prediction above the threshold. */
  readonly truePositives: Tensor;
  /** Target 0, prediction above the threshold. */
  readonly falsePositives: Tensor;
  /** Target 0, prediction not above the threshold. */
  readonly trueNegatives: Tensor;
  /** Target 1, prediction not above the threshold. */
  readonly falseNegatives: Tensor;
}

/** The four counts, in the order in which metrics keep them. */
export const COUNTS = ["truePositives", "falsePositives", "trueNegatives", "falseNegatives"] as const;

/** How {@link confusionOf} counts. */
export interface Counting {
  /** The name of the metric, for errors. */
  readonly where: string;
  readonly thresholds: readonly number[];
  /** Whether the thresholds divide [0, 1] evenly: then predictions are put into buckets, which is quicker for many. */
  readonly even: boolean;
  /** In buckets, whether the first threshold lies below 0, so that a prediction of 0 is above it. */
  readonly belowZero?: boolean;
  readonly sampleWeight?: Tensor | undefined;
  /** The weight of each column. */
  readonly labelWeights?: readonly number[] | undefined;
  /** Only the so many largest predictions of a row count as positive. */
  readonly topK?: number | undefined;
  /** Only this column counts. */
  readonly classId?: number | undefined;
  /** Counts for each column, `[thresholds, columns]`, instead of all together. */
  readonly perColumn?: boolean;
  readonly dtype: "float32" | "float64";
}

/** What stands for the predictions that are not among the largest, as in Keras. */
export const LEAST = -1e10;

/** Counts rows by target and by prediction; targets are true where they are not 0. */
export function confusionOf(yTrue: Tensor, yPred: Tensor, how: Counting): Confusion {
  let p = cast(yPred, how.dtype);
  let t = cast(matchTargets(how.where, yTrue, p.shape), p.dtype);
  if (how.topK !== undefined) p = onlyLargest(p, how.topK, how.where);
  if (how.classId !== undefined)
    [t, p] = [column(t, how.classId, how.where), column(p, how.classId, how.where)];
  let weights = how.sampleWeight && weightsFor(p, how.sampleWeight);
  if (how.labelWeights !== undefined) {
    const own = tensor(how.labelWeights as number[], { dtype: p.dtype });
    weights = weights === undefined ? own : weights.mul(own);
  }
  const spread = (weights ?? tensor(1, { dtype: p.dtype })).broadcastTo(p.shape);
  const positive = where(t.notEqual(0), spread, 0);
  const negative = where(t.notEqual(0), 0, spread);
  const columns = how.perColumn ? (p.shape[p.rank - 1] as number) : 1;
  const flat = [positive, negative, p].map((x) => x.reshape([x.size / columns, columns]));
  const [yes, no, predicted] = flat as [Tensor, Tensor, Tensor];
  const above = how.even ? inBuckets : compared;
  const [truePositives, falsePositives] = above([yes, no], predicted, how);
  const shaped = (x: Tensor): Tensor => (how.perColumn ? x : x.reshape([how.thresholds.length]));
  return {
    truePositives: shaped(truePositives),
    falsePositives: shaped(falsePositives),
    trueNegatives: shaped(no.sum(0, { keepdims: true }).sub(falsePositives)),
    falseNegatives: shaped(yes.sum(0, { keepdims: true }).sub(truePositives)),
  };
}

type Above = (weights: readonly [Tensor, Tensor], p: Tensor, how: Counting) => [Tensor, Tensor];

/** Both weights `[rows, columns]` summed where predictions are above each threshold, `[thresholds, columns]`. */
const compared: Above = (weights, p, { thresholds }) => {
  const limits = tensor(thresholds as number[], { dtype: p.dtype, shape: [thresholds.length, 1, 1] });
  const above = p.expandDims(0).greater(limits);
  return weights.map((w) => where(above, w.expandDims(0), 0).sum(1)) as [Tensor, Tensor];
};

const inBuckets: Above = (weights, p, { thresholds, belowZero = false }) => {
  const count = thresholds.length;
  const columns = p.shape[1] as number;
  // The last threshold that a prediction is above.
  const bucket = cast(ceil(clip(p, 0, 1).mul(count - 1)), "int32").sub(1);
  const inside = belowZero ? undefined : cast(bucket.greaterEqual(0), p.dtype);
  const offset = tensor(Int32Array.from({ length: columns }, (_, i) => i));
  const at = bucket.maximum(0).mul(columns).add(offset).flatten();
  return weights.map((w) => {
    const counted = inside === undefined ? w : w.mul(inside);
    const sums = scatterAdd(at, counted.flatten(), [count * columns]).reshape([count, columns]);
    return cumSum(sums, 0, { reverse: true });
  }) as [Tensor, Tensor];
};

/** Predictions with all but the `k` largest of each row far below every threshold. */
function onlyLargest(p: Tensor, k: number, name: string): Tensor {
  const columns = p.shape[p.rank - 1] ?? 0;
  if (k > columns) {
    throw new RangeError(
      `${name}: received topK ${k} for predictions of shape [${p.shape.join(", ")}], expected at most ${columns}, the columns`,
    );
  }
  // Which place a number has among its row is counted, not sorted out; of equal ones the first come first.
  const [one, others] = [p.expandDims(-1), p.expandDims(-2)];
  const [i, j] = [arange(columns).expandDims(-1), arange(columns)];
  const before = logicalOr(others.greater(one), logicalAnd(others.equal(one), j.less(i)));
  const place = cast(before, "int32").sum(-1);
  return where(place.less(k), p, LEAST);
}

/** One column, with its axis. */
function column(x: Tensor, classId: number, name: string): Tensor {
  const columns = x.shape[x.rank - 1] ?? 0;
  if (x.rank < 2 || classId >= columns) {
    throw new RangeError(
      `${name}: received classId ${classId} for predictions of shape [${x.shape.join(", ")}], expected the number of one of ` +
        "their columns, counted from 0",
    );
  }
  return x.slice([...x.shape.slice(1).map(() => null), [classId, classId + 1]]);
}
