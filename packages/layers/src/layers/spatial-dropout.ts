import { randomUniform, type Tensor, where, zerosLike } from "@wellfit/core";
import { checkChoice, checkNumber, readOptions } from "../common/options";
import { type BatchShape, showBatchShape } from "../common/shapes";
import type { CallContext } from "./context";
import { layerDefaults } from "./layer";
import { RandomLayer, type RandomLayerOptions } from "./random-layer";

/** Options of spatial dropout for images and volumes. */
export interface SpatialDropoutOptions extends RandomLayerOptions {
  /** Where the channels stand. Default "channels_last". */
  readonly dataFormat?: "channels_last" | "channels_first";
}

/** A layer that drops whole channels: all places of a channel share a fate. */
export abstract class SpatialDropout extends RandomLayer {
  override readonly supportsMasking: boolean = true;
  protected override readonly notesShape: boolean = true;
  private readonly rate: number;
  private readonly dataFormat: "channels_last" | "channels_first";

  /**
   * @param where - What error messages call the layer.
   * @param rank - The number of axes of the input.
   * @param formats - Whether the option `dataFormat` exists.
   */
  constructor(
    where: string,
    private readonly rank: number,
    private readonly formats: boolean,
    options: object,
  ) {
    const given = readOptions(where, options, {
      ...layerDefaults,
      rate: undefined as number | undefined,
      seed: undefined as number | undefined,
      ...(formats ? { dataFormat: "channels_last" } : {}),
    });
    super(where, given);
    this.rate = checkNumber(where, "rate", given.rate, { min: 0, max: 1 });
    const format = (given as { dataFormat?: unknown }).dataFormat ?? "channels_last";
    this.dataFormat = checkChoice(where, "dataFormat", format, ["channels_last", "channels_first"] as const);
  }

  override computeOutputShape(inputShape: BatchShape): BatchShape {
    return inputShape;
  }

  override call(x: Tensor, context: CallContext): Tensor {
    if (!context.training || this.rate === 0) return x;
    if (this.rate === 1) return zerosLike(x);
    const channels = this.dataFormat === "channels_last" ? x.rank - 1 : 1;
    const shape = x.shape.map((n, axis) => (axis === 0 || axis === channels ? n : 1));
    const keep = randomUniform(context.randomKey(this.seed), shape).greaterEqual(this.rate);
    return where(keep, x.mul(1 / (1 - this.rate)), 0);
  }

  override getConfig(): Record<string, unknown> {
    // Keras writes less of these layers than of others, and cannot read more.
    const { name, seed } = super.getConfig();
    const config: Record<string, unknown> = { rate: this.rate, seed, name, dtype: this.dtype };
    if (this.formats) config.data_format = this.dataFormat;
    return config;
  }

  protected override makeWeights(inputShape: BatchShape): void {
    if (inputShape.length === this.rank) return;
    throw new RangeError(
      `${this.name}: received input of shape ${showBatchShape(inputShape)}, expected ${this.rank} axes: rows, ` +
        `${["steps", "rows and columns of images", "three axes of volumes"][this.rank - 3]}, and channels; for other input there ` +
        `is dropout() with noiseShape`,
    );
  }
}
