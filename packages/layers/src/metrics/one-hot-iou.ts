import { readOptions } from "../common/options";
import { IoU, type MeanIouOptions } from "./iou";

/** Options of {@link oneHotIou} and {@link oneHotMeanIou}. */
export interface OneHotIouOptions extends Omit<MeanIouOptions, "sparseYTrue"> {
  /** Whether predictions are class numbers instead of one number a class. Default false. */
  readonly sparseYPred?: boolean;
}

/** The options of {@link oneHotIou} with their defaults. */
export const oneHotDefaults = {
  numClasses: undefined as unknown as number,
  name: undefined as unknown as string,
  dtype: "int64" as NonNullable<MeanIouOptions["dtype"]>,
  ignoreClass: null as number | null,
  sparseYPred: false,
  axis: -1,
};

/** See {@link oneHotIou}. */
export class OneHotIoU extends IoU {
  /** Its name in Keras. */
  static override readonly className: string = "OneHotIoU";

  constructor(
    options: OneHotIouOptions & { readonly numClasses: number; readonly targetClassIds: readonly number[] },
  ) {
    const given = readOptions("oneHotIou", options, {
      ...oneHotDefaults,
      targetClassIds: undefined as unknown as readonly number[],
    });
    super({ ...given, sparseYTrue: false }, "oneHotIou", "one_hot_io_u");
  }

  override getConfig(): Record<string, unknown> {
    const { sparse_y_true: _, ...config } = super.getConfig();
    return config;
  }
}

/**
 * {@link iou} for one-hot targets and predictions with one number a class.
 *
 * @param numClasses - How many classes there are.
 * @param targetClassIds - The classes that count.
 * @throws RangeError for class numbers out of range, and when there are not as many targets as predictions.
 * @example
 * oneHotIou(2, [0]).compute([[1, 0], [0, 1]], [[0.8, 0.2], [0.6, 0.4]]); // 0.5
 */
export function oneHotIou(
  numClasses: number,
  targetClassIds: readonly number[],
  options: OneHotIouOptions = {},
): OneHotIoU {
  return new OneHotIoU({ ...options, numClasses, targetClassIds });
}
