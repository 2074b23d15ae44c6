import { checkNumber } from "../common/options";
import { IoU, type MeanIouOptions } from "./iou";

/** See {@link meanIou}. */
export class MeanIoU extends IoU {
  /** Its name in Keras. */
  static override readonly className: string = "MeanIoU";

  constructor(
    options: MeanIouOptions & { readonly numClasses: number },
    where = "meanIou",
    name = "mean_io_u",
  ) {
    super({ ...options, targetClassIds: allClasses(where, options.numClasses) }, where, name);
  }

  override getConfig(): Record<string, unknown> {
    const { target_class_ids: _, ...config } = super.getConfig();
    return config;
  }
}

function allClasses(where: string, numClasses: unknown): number[] {
  const length = checkNumber(where, "numClasses", numClasses, { integer: true, min: 1 });
  return Array.from({ length }, (_, i) => i);
}

/**
 * {@link iou} of all classes that occur.
 *
 * @param numClasses - How many classes there are.
 * @throws RangeError when there are not as many targets as predictions.
 * @example
 * meanIou(2).compute([0, 0, 1, 1], [0, 1, 0, 1]); // 0.3333333
 */
export function meanIou(numClasses: number, options: MeanIouOptions = {}): MeanIoU {
  return new MeanIoU({ ...options, numClasses });
}
