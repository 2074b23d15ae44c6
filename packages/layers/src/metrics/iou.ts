import { argMax, cast, diagPart, gather, oneHot, type Tensor, tensor, where } from "@wellfit/core";
import { checkChoice, checkNumber, readOptions, show } from "../common/options";
import { readAxis } from "../losses/axis";
import { EPSILON, readFlag } from "../losses/probabilities";
import { Metric, type MetricState } from "./metric";

/** Options of {@link meanIou}. */
export interface MeanIouOptions {
  /** The name in configs, and in camelCase the key in logs. Default: the kind of metric in snake_case. */
  readonly name?: string;
  /** What it is added up in; whole numbers leave out what weights have behind the point. Default "int64", as Keras. */
  readonly dtype?: "float32" | "float64" | "int32" | "int64";
  /** A class number that does not count where it is the target. Default none. */
  readonly ignoreClass?: number | null;
  /** Whether targets are class numbers instead of one number a class. Default true. */
  readonly sparseYTrue?: boolean;
  /** Whether predictions are class numbers instead of one number a class. Default true. */
  readonly sparseYPred?: boolean;
  /** Where the classes are in what is not class numbers. Default -1, the last axis. */
  readonly axis?: number;
}

/** Options of {@link iou}. */
export type IouOptions = MeanIouOptions;

/** See {@link iou}. */
export class IoU extends Metric {
  /** Its name in Keras. */
  static readonly className: string = "IoU";
  /** How many targets of each class have a prediction of each class. */
  readonly states: readonly MetricState[];
  protected readonly own: Required<Omit<MeanIouOptions, "name">>;
  protected readonly numClasses: number;
  protected readonly targetClassIds: readonly number[];

  constructor(
    options: IouOptions & { readonly numClasses: number; readonly targetClassIds: readonly number[] },
    where = "iou",
    name = "io_u",
  ) {
    const given = readOptions(where, options, {
      numClasses: undefined as number | undefined,
      targetClassIds: undefined as readonly number[] | undefined,
      name,
      dtype: "int64" as NonNullable<MeanIouOptions["dtype"]>,
      ignoreClass: null as number | null,
      sparseYTrue: true,
      sparseYPred: true,
      axis: -1,
    });
    const { numClasses, targetClassIds, name: own, ...rest } = given;
    super(own, given.dtype === "float64" ? "float64" : "float32");
    checkChoice(where, "dtype", given.dtype, ["float32", "float64", "int32", "int64"]);
    this.numClasses = checkNumber(where, "numClasses", numClasses, { integer: true, min: 1 });
    if (!Array.isArray(targetClassIds) || targetClassIds.length === 0) {
      throw new TypeError(
        `${where}: received targetClassIds ${show(targetClassIds)}, expected an array of class numbers`,
      );
    }
    for (const id of targetClassIds) {
      checkNumber(where, "targetClassIds", id, { integer: true, min: 0, below: this.numClasses });
    }
    this.targetClassIds = targetClassIds;
    if (rest.ignoreClass !== null) checkNumber(where, "ignoreClass", rest.ignoreClass, { integer: true });
    readFlag(where, "sparseYTrue", rest.sparseYTrue);
    readFlag(where, "sparseYPred", rest.sparseYPred);
    readAxis(where, rest.axis);
    this.own = rest;
    const dtype = rest.dtype === "int64" ? "int32" : rest.dtype;
    this.states = [{ name: "total_confusion_matrix", shape: [this.numClasses, this.numClasses], dtype }];
  }

  update([total]: readonly Tensor[], yTrue: Tensor, yPred: Tensor, sampleWeight?: Tensor): readonly Tensor[] {
    const { sparseYTrue, sparseYPred, axis, ignoreClass } = this.own;
    const classes = (x: Tensor, sparse: boolean): Tensor =>
      cast(sparse ? x : argMax(x, axis), "int32").flatten();
    const t = classes(yTrue, sparseYTrue);
    const p = classes(yPred, sparseYPred);
    if (t.size !== p.size) {
      throw new RangeError(
        `${this.name}: received targets of shape [${yTrue.shape.join(", ")}] and predictions of shape ` +
          `[${yPred.shape.join(", ")}], expected as many class numbers of both; where there is one number a class instead, ` +
          "give sparseYTrue: false or sparseYPred: false",
      );
    }
    const sum = total as Tensor;
    // Counted in floats, because products of whole numbers are slow; each batch is exact up to 2^24 rows.
    const inFloats = this.dtype;
    let weights = this.weights(t, sampleWeight, sum.dtype === "int32");
    if (ignoreClass !== null) weights = where(t.equal(ignoreClass), 0, weights);
    // Numbers that no class has make rows of zeros, so they count nowhere.
    const rows = oneHot(t, this.numClasses, inFloats).mul(weights.expandDims(1));
    const found = rows.transpose().matmul(oneHot(p, this.numClasses, inFloats));
    return [sum.add(cast(found, sum.dtype))];
  }

  result([total]: readonly Tensor[]): Tensor {
    const matrix = cast(total as Tensor, this.dtype);
    const both = diagPart(matrix);
    const either = matrix.sum(0).add(matrix.sum(1)).sub(both);
    const ids = tensor(Int32Array.from(this.targetClassIds));
    const [right, all] = [gather(both, ids), gather(either, ids)];
    const valid = all.greater(1e-9);
    const shares = where(valid, right.div(all.add(EPSILON)), 0);
    return shares.sum().div(cast(valid, this.dtype).sum().add(EPSILON));
  }

  override getConfig(): Record<string, unknown> {
    const { dtype, ignoreClass, sparseYTrue, sparseYPred, axis } = this.own;
    return {
      name: this.name,
      dtype,
      num_classes: this.numClasses,
      target_class_ids: this.targetClassIds,
      ignore_class: ignoreClass,
      sparse_y_true: sparseYTrue,
      sparse_y_pred: sparseYPred,
      axis,
    };
  }

  private weights(t: Tensor, sampleWeight: Tensor | undefined, whole: boolean): Tensor {
    if (sampleWeight === undefined) return cast(t.mul(0).add(1), this.dtype);
    const given = whole ? cast(cast(sampleWeight, "int32"), this.dtype) : cast(sampleWeight, this.dtype);
    const flat = given.flatten();
    if (flat.size === 1 || flat.size === t.size) return flat.broadcastTo(t.shape);
    // One weight a row counts for all places of the row.
    const each = t.size / flat.size;
    if (Number.isInteger(each)) return flat.expandDims(1).broadcastTo([flat.size, each]).flatten();
    throw new RangeError(
      `${this.name}: received sampleWeight of shape [${sampleWeight.shape.join(", ")}] for ${t.size} class numbers, expected ` +
        "one a row or one a class number",
    );
  }
}

/**
 * Intersection over union, the mean over some classes: how many rows have the class as target and as prediction, divided by how
 * many have it as either. For segmentation.
 *
 * @param numClasses - How many classes there are.
 * @param targetClassIds - The classes that count.
 * @throws RangeError for class numbers out of range, and when there are not as many targets as predictions.
 * @example
 * iou(2, [0]).compute([0, 0, 1, 1], [0, 1, 0, 1]); // 0.3333333
 */
export function iou(numClasses: number, targetClassIds: readonly number[], options: IouOptions = {}): IoU {
  return new IoU({ ...options, numClasses, targetClassIds });
}
