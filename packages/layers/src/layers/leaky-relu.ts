import { leakyRelu as leakyReluOf, type Tensor } from "@wellfit/core";
import { checkNumber, readOptions } from "../common/options";
import type { BatchShape } from "../common/shapes";
import { Layer, type LayerOptions, layerDefaults } from "./layer";

/** Options of {@link leakyRelu}. */
export interface LeakyReluOptions extends LayerOptions {
  /** The slope below 0; at least 0. Default 0.3. */
  readonly negativeSlope?: number;
}

/** See {@link leakyRelu}. */
export class LeakyReLU extends Layer {
  /** Its name in Keras. */
  static readonly className: string = "LeakyReLU";
  override readonly supportsMasking: boolean = true;
  private readonly negativeSlope: number;

  constructor(options: LeakyReluOptions = {}) {
    const given = readOptions("leakyRelu", options, { ...layerDefaults, negativeSlope: 0.3 });
    super("leakyRelu", given);
    this.negativeSlope = checkNumber("leakyRelu", "negativeSlope", given.negativeSlope, { min: 0 });
  }

  override computeOutputShape(inputShape: BatchShape): BatchShape {
    return inputShape;
  }

  override call(x: Tensor): Tensor {
    return leakyReluOf(x, this.negativeSlope);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), negative_slope: this.negativeSlope };
  }
}

/**
 * `x` above 0 and `negativeSlope * x` below, so that no unit stops learning (Maas et al. 2013). The shape stays; no weights.
 * The activation called "leakyRelu" has a slope of 0.2, this layer one of 0.3, as in Keras.
 *
 * @throws RangeError for a slope below 0.
 * @example
 * leakyRelu({ negativeSlope: 0.5 }).apply([[-2, 3]]).toArray(); // [[-1, 3]]
 */
export function leakyRelu(options: LeakyReluOptions = {}): LeakyReLU {
  return new LeakyReLU(options);
}
