import { l2Normalize, type Tensor } from "@wellfit/core";
import { readOptions } from "../common/options";
import type { BatchShape } from "../common/shapes";
import { type Axes, axesOf, readAxes } from "./axes";
import { Layer, type LayerOptions, layerDefaults } from "./layer";

/** Options of {@link unitNormalization}. */
export interface UnitNormalizationOptions extends LayerOptions {
  /** The axis along which the norm is 1, or several. Default -1, the last. */
  readonly axis?: number | readonly number[];
}

/** See {@link unitNormalization}. */
export class UnitNormalization extends Layer {
  /** Its name in Keras. */
  static readonly className: string = "UnitNormalization";
  override readonly supportsMasking: boolean = true;
  private readonly axis: Axes;

  constructor(options: UnitNormalizationOptions = {}) {
    const given = readOptions("unitNormalization", options, { ...layerDefaults, axis: -1 as unknown });
    super("unitNormalization", given);
    this.axis = readAxes("unitNormalization", given.axis);
  }

  override computeOutputShape(inputShape: BatchShape): BatchShape {
    axesOf(this.name, this.axis, inputShape);
    return inputShape;
  }

  override call(x: Tensor): Tensor {
    return l2Normalize(x, axesOf(this.name, this.axis, x.shape));
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), axis: this.axis };
  }
}

/**
 * Divides each row by its length, so that the sum of its squares is 1: `x / sqrt(sum(x²))` over an axis or several; zeros
 * stay zeros. The shape stays; no weights.
 *
 * @throws RangeError or TypeError for options that do not exist, or an axis that the input does not have.
 * @example
 * unitNormalization().apply([[3, 4]]).toArray(); // [[0.6, 0.8]]
 */
export function unitNormalization(options: UnitNormalizationOptions = {}): UnitNormalization {
  return new UnitNormalization(options);
}
