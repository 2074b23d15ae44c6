import { type Nested, type Tensor, type TensorLike, tensor } from "@wellfit/core";
import { readOptions, show } from "../../common/options";
import type { BatchShape } from "../../common/shapes";
import { withoutForeign } from "../foreign-options";
import { Layer, type LayerOptions, layerDefaults } from "../layer";
import { nestedNumbers } from "./nested-numbers";

/** Options of {@link rescaling}. */
export interface RescalingOptions extends LayerOptions {
  /** What is added after the product: a number, or one for each place along the last axes. Default 0. */
  readonly offset?: TensorLike;
}

/** See {@link rescaling}. */
export class Rescaling extends Layer {
  /** Its name in Keras. */
  static readonly className: string = "Rescaling";
  override readonly supportsMasking: boolean = true;
  private readonly scale: Nested;
  private readonly offset: Nested;

  constructor(options: RescalingOptions & { readonly scale: TensorLike }) {
    const given = readOptions("rescaling", withoutForeign("rescaling", options), {
      ...layerDefaults,
      scale: undefined as unknown,
      offset: 0 as unknown,
    });
    super("rescaling", given);
    this.scale = nestedNumbers("rescaling", "scale", given.scale);
    this.offset = nestedNumbers("rescaling", "offset", given.offset);
  }

  override computeOutputShape(inputShape: BatchShape): BatchShape {
    return inputShape;
  }

  override call(x: Tensor): Tensor {
    const of = (value: Nested): Tensor => tensor(value, { dtype: this.dtype });
    const y = x.mul(of(this.scale)).add(of(this.offset));
    if (y.rank === x.rank && y.shape.every((n, i) => n === x.shape[i])) return y;
    throw new RangeError(
      `${this.name}: received input of shape [${x.shape.join(", ")}], expected last axes that a scale of ${show(this.scale)} ` +
        `and an offset of ${show(this.offset)} fit; give one number, or one for each column`,
    );
  }

  override buildConfig(): { readonly build_config?: Readonly<Record<string, unknown>> } {
    return this.builtFor === undefined ? {} : { build_config: { input_shape: this.builtFor } };
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), scale: this.scale, offset: this.offset };
  }
}

/**
 * Multiplies by a scale and adds an offset: `x * scale + offset`. The shape stays; no weights.
 *
 * @param scale - A number, or one for each place along the last axes.
 * @throws RangeError for what is not a finite number.
 * @example
 * sequential([rescaling(1 / 255, { inputShape: [784] }), dense(10, { activation: "softmax" })]);
 */
export function rescaling(scale: TensorLike, options: RescalingOptions = {}): Rescaling {
  return new Rescaling({ ...options, scale });
}
