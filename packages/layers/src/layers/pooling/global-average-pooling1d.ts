import { cast, type Tensor, where } from "@wellfit/core";
import type { CallOptions } from "../call-options";
import type { CallContext } from "../context";
import type { Mask } from "../mask";
import { BaseGlobalAveragePooling, type GlobalPoolingOptions } from "./base-global-pooling";

/** See {@link globalAveragePooling1d}. */
export class GlobalAveragePooling1D extends BaseGlobalAveragePooling {
  /** Its name in Keras. */
  static readonly className: string = "GlobalAveragePooling1D";
  /** Other names of it. */
  static readonly aliases: readonly string[] = ["GlobalAvgPool1D"];
  override readonly supportsMasking: boolean = true;

  constructor(options: GlobalPoolingOptions = {}) {
    super("globalAveragePooling1d", 1, options);
  }

  override call(x: Tensor, context: CallContext, { mask }: CallOptions = {}): Tensor {
    if (mask === undefined) return super.call(x, context);
    const [steps] = this.axes as [number];
    const counts = cast(mask as Tensor, "bool").expandDims(steps === 1 ? 2 : 1);
    const over = { keepdims: this.keepdims };
    return where(counts, x, 0).sum(steps, over).div(cast(counts, x.dtype).sum(steps, over));
  }

  /** The steps are gone. */
  override computeMask(): Mask {
    return undefined;
  }
}

/**
 * The mean of each channel over the steps: from `[batch, steps, channels]` to `[batch, channels]`. Steps that a mask leaves
 * out do not count. No weights.
 *
 * @throws RangeError for an input with other axes.
 * @example
 * globalAveragePooling1d({ keepdims: true }).computeOutputShape([null, 9, 4]); // [null, 1, 4]
 */
export function globalAveragePooling1d(options: GlobalPoolingOptions = {}): GlobalAveragePooling1D {
  return new GlobalAveragePooling1D(options);
}
