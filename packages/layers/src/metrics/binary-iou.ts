import { cast, type Tensor } from "@wellfit/core";
import { checkNumber, readOptions } from "../common/options";
import { matchTargets } from "../losses/match-targets";
import { IoU, type MeanIouOptions } from "./iou";

/** Options of {@link binaryIou}. */
export interface BinaryIouOptions extends Pick<MeanIouOptions, "name" | "dtype"> {
  /** Which of the classes 0 and 1 count. Default both. */
  readonly targetClassIds?: readonly number[];
  /** From this on a prediction counts as 1. Default 0.5. */
  readonly threshold?: number;
}

/** See {@link binaryIou}. */
export class BinaryIoU extends IoU {
  /** Its name in Keras. */
  static override readonly className: string = "BinaryIoU";
  private readonly threshold: number;

  constructor(options: BinaryIouOptions = {}) {
    const { threshold, targetClassIds, ...rest } = readOptions("binaryIou", options, {
      targetClassIds: [0, 1] as readonly number[],
      threshold: 0.5,
      name: undefined as string | undefined,
      dtype: undefined as MeanIouOptions["dtype"],
    });
    super({ ...(rest as MeanIouOptions), numClasses: 2, targetClassIds }, "binaryIou", "binary_io_u");
    this.threshold = checkNumber("binaryIou", "threshold", threshold);
  }

  override update(
    states: readonly Tensor[],
    yTrue: Tensor,
    yPred: Tensor,
    sampleWeight?: Tensor,
  ): readonly Tensor[] {
    const chosen = cast(yPred.greaterEqual(this.threshold), "int32");
    return super.update(states, matchTargets(this.name, yTrue, yPred.shape), chosen, sampleWeight);
  }

  override getConfig(): Record<string, unknown> {
    const { name, dtype } = super.getConfig();
    return { target_class_ids: this.targetClassIds, threshold: this.threshold, name, dtype };
  }
}

/**
 * {@link iou} of the classes 0 and 1, where predictions from `threshold` on are 1.
 *
 * @throws RangeError when targets and predictions have different shapes.
 * @example
 * binaryIou({ threshold: 0.3 }).compute([0, 1, 0, 1], [0.1, 0.2, 0.4, 0.7]); // 0.3333333
 */
export function binaryIou(options: BinaryIouOptions = {}): BinaryIoU {
  return new BinaryIoU(options);
}
