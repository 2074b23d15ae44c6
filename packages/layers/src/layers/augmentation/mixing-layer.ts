import { gather, isTensor, randomPermutation, type Tensor } from "@wellfit/core";
import { show } from "../../common/options";
import { type Shapes, shapeList, showBatchShape } from "../../common/shapes";
import type { CallContext } from "../context";
import { RandomLayer } from "../random-layer";
import { type ImageDataFormat, kerasDataFormat, readDataFormat } from "./data-format";
import type { imageDefaults } from "./image-layer";

/** How two batches become one. */
export interface Mixture {
  /** Images of two batches as one. */
  images(one: Tensor, other: Tensor): Tensor;
  /** How much of the labels is that of the first batch, [batch], from 0 to 1. */
  readonly share: Tensor;
}

/**
 * A layer that mixes each image with another one of the batch while training, and their labels in the same proportion. It takes
 * `[images, labels]` and gives both; images alone too, which then lose their meaning for the labels.
 */
export abstract class MixingLayer extends RandomLayer {
  protected override readonly takesMany: boolean = true;
  /** Where the channels stand. */
  protected readonly dataFormat: ImageDataFormat;

  /** Reads what they share. */
  constructor(where: string, given: typeof imageDefaults) {
    super(where, given);
    if (given.boundingBoxFormat !== undefined) {
      throw new TypeError(
        `${where}: received boundingBoxFormat ${show(given.boundingBoxFormat)}, but boxes are not mixed here; leave it out`,
      );
    }
    this.dataFormat = readDataFormat(where, given.dataFormat);
  }

  override computeOutputShape(inputShape: Shapes): Shapes {
    return inputShape;
  }

  override call(x: Tensor, context: CallContext): Tensor;
  override call(x: readonly Tensor[], context: CallContext): readonly [images: Tensor, labels: Tensor];
  override call(x: Tensor | readonly Tensor[], context: CallContext): Tensor | readonly Tensor[] {
    if (!context.training) return x;
    const [images, labels] = (isTensor(x) ? [x] : x) as [Tensor, Tensor?];
    const rows = images.shape[0] as number;
    const order = randomPermutation(context.randomKey(this.seed), rows);
    const mixture = this.mix(images.shape, context);
    const mixed = mixture.images(images, gather(images, order));
    if (labels === undefined) return isTensor(x) ? mixed : [mixed];
    const share = mixture.share.cast(labels.dtype).reshape([rows, ...labels.shape.slice(1).map(() => 1)]);
    const others = gather(labels, order);
    return [mixed, labels.sub(others).mul(share).add(others)];
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), data_format: kerasDataFormat(this.dataFormat) };
  }

  /** Draws how the images of a batch are mixed. */
  protected abstract mix(shape: readonly number[], context: CallContext): Mixture;

  /** Throws for what are no images and labels. */
  protected override makeWeights(inputShape: Shapes): void {
    const [images, labels, more] = shapeList(inputShape);
    if (images?.length !== 4 || more !== undefined) {
      throw new RangeError(
        `${this.name}: expected [images, labels] with images of shape [batch, height, width, channels], received ` +
          `${shapeList(inputShape).map(showBatchShape).join(" and ")}; apply it to a batch of images and their labels`,
      );
    }
    if (labels !== undefined && labels.length < 2) {
      throw new RangeError(
        `${this.name}: expected labels of shape [batch, classes], received ${showBatchShape(labels)}: numbers of classes cannot be ` +
          "mixed; make rows of them with oneHot(labels, classes)",
      );
    }
  }
}
