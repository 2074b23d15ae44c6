import type { Tensor } from "@wellfit/core";
import { show } from "../../common/options";
import { type BatchShape, fits, showBatchShape } from "../../common/shapes";
import type { CallContext } from "../context";
import { layerDefaults } from "../layer";
import { RandomLayer, type RandomLayerOptions } from "../random-layer";
import { type ImageDataFormat, kerasDataFormat, readDataFormat } from "./data-format";

/** Options of every layer that changes images. */
export interface ImageLayerOptions extends RandomLayerOptions {
  /**
   * "channelsLast" for [batch, height, width, channels], "channelsFirst" for [batch, channels, height, width]. Default
   * "channelsLast".
   */
  readonly dataFormat?: ImageDataFormat;
}

/** The defaults of {@link ImageLayerOptions}, and what Keras's files have beside them. */
export const imageDefaults: typeof layerDefaults & {
  seed: number | undefined;
  dataFormat: unknown;
  boundingBoxFormat: unknown;
} = {
  ...layerDefaults,
  seed: undefined,
  dataFormat: "channelsLast",
  boundingBoxFormat: undefined,
};

/** A layer that changes images while training, each in its own way: what augmentation shares. */
export abstract class ImageLayer extends RandomLayer {
  private readonly channelsFirst: boolean;

  /** Reads what they share. */
  constructor(where: string, given: typeof imageDefaults) {
    super(where, given);
    if (given.boundingBoxFormat !== undefined) {
      throw new TypeError(
        `${where}: received boundingBoxFormat ${show(given.boundingBoxFormat)}, but boxes are not moved with the images here; ` +
          "leave it out",
      );
    }
    this.channelsFirst = readDataFormat(where, given.dataFormat) === "channelsFirst";
  }

  override computeOutputShape(inputShape: BatchShape): BatchShape {
    return inputShape;
  }

  override call(x: Tensor, context: CallContext): Tensor {
    return context.training ? this.withImages(x, (images) => this.augment(images, context)) : x;
  }

  override getConfig(): Record<string, unknown> {
    return {
      ...super.getConfig(),
      data_format: kerasDataFormat(this.channelsFirst ? "channelsFirst" : "channelsLast"),
    };
  }

  /**
   * Changed images.
   *
   * @param images - [batch, height, width, channels].
   */
  protected abstract augment(images: Tensor, context: CallContext): Tensor;

  /** Does something with images as [batch, height, width, channels] and gives them back as they came. */
  protected withImages(x: Tensor, change: (images: Tensor) => Tensor): Tensor {
    const batch = x.rank === 3 ? x.expandDims(0) : x;
    const images = this.channelsFirst ? batch.transpose([0, 2, 3, 1]) : batch;
    const changed = change(images);
    const back = this.channelsFirst ? changed.transpose([0, 3, 1, 2]) : changed;
    return x.rank === 3 ? back.squeeze(0) : back;
  }

  /** The axes of height and width. */
  protected spatialAxes(rank: number): readonly [height: number, width: number] {
    return this.channelsFirst ? [rank - 2, rank - 1] : [rank - 3, rank - 2];
  }

  /** Throws for what are no images. */
  protected override makeWeights(inputShape: BatchShape): void {
    if (inputShape.length === 3 || inputShape.length === 4) return;
    throw new RangeError(
      `${this.name}: expected input of shape ${this.wanted}, received ${showBatchShape(inputShape)}; ` +
        (inputShape.length === 2
          ? "add reshape([height, width, channels]) before it"
          : "images need an axis of channels, of length 1 when they are grey"),
    );
  }

  /** One image or a batch of them, of the size that it was built for. */
  protected override takes(shape: BatchShape, builtFor: BatchShape): boolean {
    const known = shape.length === 3 || shape.length === 4;
    // One image that is built for has lost the length of its first axis.
    return known && fits(shape.slice(-3), builtFor.slice(-3));
  }

  private get wanted(): string {
    return this.channelsFirst ? "[batch, channels, height, width]" : "[batch, height, width, channels]";
  }
}
