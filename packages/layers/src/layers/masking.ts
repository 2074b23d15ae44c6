import { any, cast, type Tensor } from "@wellfit/core";
import { checkNumber, readOptions } from "../common/options";
import { type BatchShape, showBatchShape } from "../common/shapes";
import { Layer, type LayerOptions, layerDefaults } from "./layer";
import type { Mask } from "./mask";
import type { Tensors } from "./tensors";

/** Options of {@link masking}. */
export interface MaskingOptions extends LayerOptions {
  /** The number that stands for padding. Default 0. */
  readonly maskValue?: number;
}

/** See {@link masking}. */
export class Masking extends Layer {
  /** Its name in Keras. */
  static readonly className: string = "Masking";
  override readonly supportsMasking: boolean = true;
  private readonly maskValue: number;

  constructor(options: MaskingOptions = {}) {
    const given = readOptions("masking", options, { ...layerDefaults, maskValue: 0 });
    super("masking", given);
    this.maskValue = checkNumber("masking", "maskValue", given.maskValue);
  }

  override computeOutputShape(inputShape: BatchShape): BatchShape {
    return inputShape;
  }

  override call(x: Tensor): Tensor {
    return x.mul(cast(this.counts(x).expandDims(-1), x.dtype));
  }

  override computeMask(x: Tensors): Mask {
    return this.counts(x as Tensor);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), mask_value: this.maskValue };
  }

  protected override makeWeights(inputShape: BatchShape): void {
    if (inputShape.length >= 3) return;
    throw new RangeError(
      `${this.name}: expected input of shape [batch, steps, features], received ${showBatchShape(inputShape)}; give ` +
        "sequences of rows, as reshape([steps, features]) makes them",
    );
  }

  private counts(x: Tensor): Tensor {
    return any(x.notEqual(this.maskValue), -1);
  }
}

/**
 * Marks steps of which every number is `maskValue` as padding: recurrent layers after this one leave them out, and the
 * numbers become 0. From `[batch, steps, features]` to the same shape; no weights.
 *
 * @throws RangeError for a value that is no number, and for input without steps.
 * @example
 * sequential([masking({ maskValue: -1, inputShape: [20, 3] }), gru(8), dense(1)]);
 */
export function masking(options: MaskingOptions = {}): Masking {
  return new Masking(options);
}
