import { readOptions } from "../common/options";
import { MeanIoU } from "./mean-iou";
import { type OneHotIouOptions, oneHotDefaults } from "./one-hot-iou";

/** See {@link oneHotMeanIou}. */
export class OneHotMeanIoU extends MeanIoU {
  /** Its name in Keras. */
  static override readonly className: string = "OneHotMeanIoU";

  constructor(options: OneHotIouOptions & { readonly numClasses: number }) {
    const given = readOptions("oneHotMeanIou", options, oneHotDefaults);
    super({ ...given, sparseYTrue: false }, "oneHotMeanIou", "one_hot_mean_io_u");
  }

  override getConfig(): Record<string, unknown> {
    const { sparse_y_true: _, ...config } = super.getConfig();
    return config;
  }
}

/**
 * {@link meanIou} for one-hot targets and predictions with one number a class.
 *
 * @param numClasses - How many classes there are.
 * @throws RangeError when there are not as many targets as predictions.
 * @example
 * oneHotMeanIou(2).compute([[1, 0], [0, 1]], [[0.8, 0.2], [0.6, 0.4]]); // 0.25
 */
export function oneHotMeanIou(numClasses: number, options: OneHotIouOptions = {}): OneHotMeanIoU {
  return new OneHotMeanIoU({ ...options, numClasses });
}
