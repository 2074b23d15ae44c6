import { cast, isTensor, type Tensor, type TensorLike, tensor } from "@wellfit/core";
import { camelCase, snakeCase } from "../common/names";
import { checkChoice, show } from "../common/options";
import type { Configurable, ConfigurableClass } from "../common/resolve";
import { matchTargets } from "./match-targets";
import { type Reduction, reduceWeighted } from "./reduction";

/** Options of every loss. */
export interface LossOptions {
  /** Default "sumOverBatchSize": the mean over rows, whatever their weights. Keras's spellings are known too. */
  readonly reduction?: Reduction | "sum_over_batch_size" | "mean_with_sample_weight" | null;
  /** The name in configs. Default: the kind of loss in snake_case. */
  readonly name?: string;
  /** What it is computed in. Default: the dtype of the predictions, or float32 for whole numbers. */
  readonly dtype?: "float32" | "float64";
}

/** A function from targets and predictions to one loss a row. */
export type LossFunction = (yTrue: Tensor, yPred: Tensor) => Tensor;

/**
 * How wrong predictions are. A class of your own extends this, has a static `className`, and implements `perSample` and
 * `getConfig`.
 */
export abstract class Loss implements Configurable {
  /** How the losses of the rows become one number. */
  readonly reduction: Reduction;
  /** The name in configs. */
  readonly name: string;
  /** What it is computed in; `undefined` is the dtype of the predictions. */
  readonly dtype: "float32" | "float64" | undefined;

  /** Checks what all losses share. */
  constructor(where: string, name: string, reduction: unknown = "sumOverBatchSize", dtype?: unknown) {
    const spelt = typeof reduction === "string" ? camelCase(reduction) : (reduction ?? "none");
    this.reduction = checkChoice(where, "reduction", spelt, [
      "sumOverBatchSize",
      "sum",
      "mean",
      "meanWithSampleWeight",
      "none",
    ]);
    this.name = name;
    this.dtype =
      dtype === undefined || dtype === null
        ? undefined
        : checkChoice<"float32" | "float64">(where, "dtype", dtype, ["float32", "float64"]);
  }

  /** The name of the class in Keras. */
  get className(): string {
    return (this.constructor as unknown as ConfigurableClass<Loss>).className;
  }

  /** One loss for each row; `yTrue` has the dtype and, as far as it can, the shape of `yPred`. */
  abstract perSample(yTrue: Tensor, yPred: Tensor): Tensor;

  /** What it was made with, keys in snake_case as in Keras. */
  abstract getConfig(): Record<string, unknown>;

  /**
   * The loss of predictions, reduced as the options say.
   *
   * @param yTrue - Targets of the predictions' shape; an axis of length 1 at the end may be missing or too much.
   * @param sampleWeight - The weight of each row, or of each value of `perSample`. Default 1.
   * @param mask - True where a row, or a value of `perSample`, counts. Default everywhere.
   * @throws RangeError when shapes do not fit, or for targets without meaning where they are known.
   */
  call(yTrue: TensorLike, yPred: TensorLike, sampleWeight?: TensorLike, mask?: TensorLike): Tensor {
    const { values, mask: own } = this.unreduced(yTrue, yPred);
    const counts = mask === undefined ? undefined : cast(tensor(mask), "bool");
    const both = counts !== undefined && own !== undefined ? counts.mul(own) : (counts ?? own);
    return reduceWeighted(values, { sampleWeight, mask: both }, this.reduction);
  }

  /** The values of `perSample`, and for which of them the loss counts when it leaves some out itself. */
  unreduced(yTrue: TensorLike, yPred: TensorLike): { values: Tensor; mask: Tensor | undefined } {
    const given = tensor(yPred);
    const predicted = cast(given, this.dtype ?? (given.dtype === "float64" ? "float64" : "float32"));
    const wanted = tensor(yTrue);
    const targets = this.match(cast(wanted, predicted.dtype), predicted);
    if (wanted.value !== undefined) this.checkTargets(wanted.value, wanted.shape, predicted.shape);
    const values = this.perSample(targets, predicted);
    return { values, mask: this.valuesMask(targets, predicted, values) };
  }

  /**
   * Throws for targets that this loss has no meaning for.
   *
   * @param targets - The numbers in row-major order, and their shape.
   * @param outputShape - The shape of the predictions for them.
   */
  checkTargets(
    _targets: ArrayLike<number>,
    _shape: readonly number[],
    _outputShape: readonly number[],
  ): void {}

  /** The shape of the targets for predictions of a shape, with the first axis; `undefined` when any will do. */
  targetShape(outputShape: readonly number[]): readonly number[] | undefined {
    return outputShape;
  }

  /** The targets in the shape of the predictions. */
  protected match(yTrue: Tensor, yPred: Tensor): Tensor {
    return matchTargets(this.name, yTrue, yPred.shape);
  }

  /** True for those values of `perSample` that count, when the loss itself leaves some out. */
  protected valuesMask(_yTrue: Tensor, _yPred: Tensor, _values: Tensor): Tensor | undefined {
    return undefined;
  }

  /** The part of the config that all losses share. */
  protected baseConfig(): Record<string, unknown> {
    const config = { name: this.name, reduction: snakeCase(this.reduction) };
    return this.dtype === undefined ? config : { ...config, dtype: this.dtype };
  }
}

/** A loss around a function of the user's. */
export class FunctionLoss extends Loss {
  /** Keeps the function and its name. */
  constructor(private readonly fn: LossFunction) {
    super("loss", fn.name);
  }

  /** The function's name, under which a file finds it again among `customObjects`. */
  override get className(): string {
    return this.fn.name;
  }

  /** What the function returns. */
  perSample(yTrue: Tensor, yPred: Tensor): Tensor {
    const losses: unknown = this.fn(yTrue, yPred);
    if (isTensor(losses)) return losses;
    throw new TypeError(
      `loss: ${show(this.fn)} returned ${show(losses)}, expected a tensor with a number for each row, computed with ` +
        "operations on tensors, such as yPred.sub(yTrue).square()",
    );
  }

  /** Nothing: the function is all there is. */
  getConfig(): Record<string, unknown> {
    return {};
  }

  /** Any shape: the function knows what to do with the targets. */
  override targetShape(): undefined {
    return undefined;
  }

  /** The targets as they are: the function knows what to do with them. */
  protected override match(yTrue: Tensor): Tensor {
    return yTrue;
  }
}
