import type { Tensor } from "@wellfit/core";
import { checkChoice, readOptions } from "../common/options";
import { type BatchShape, rowSize } from "../common/shapes";
import { Layer, type LayerOptions, layerDefaults } from "./layer";

/** See {@link flatten}. */
export class Flatten extends Layer {
  /** Its name in Keras. */
  static readonly className: string = "Flatten";
  protected override readonly notesShape: boolean = true;

  constructor(options: LayerOptions = {}) {
    const given = readOptions("flatten", options, { ...layerDefaults, dataFormat: "channels_last" });
    checkChoice("flatten", "dataFormat", given.dataFormat, ["channels_last"]);
    super("flatten", given);
  }

  override computeOutputShape(inputShape: BatchShape): BatchShape {
    return inputShape.length < 2 ? [...inputShape, 1] : [inputShape[0] ?? null, rowSize(inputShape)];
  }

  override call(x: Tensor): Tensor {
    const rows = x.shape[0] as number;
    return x.reshape([rows, x.shape.slice(1).reduce((a, b) => a * b, 1)]);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), data_format: "channels_last" };
  }
}

/**
 * Lays each row out in one axis: `[batch, 28, 28]` becomes `[batch, 784]`. No weights.
 *
 * @example
 * sequential([flatten({ inputShape: [28, 28] }), dense(10, { activation: "softmax" })]);
 */
export function flatten(options: LayerOptions = {}): Flatten {
  return new Flatten(options);
}
