import { flip, randomUniform, type Tensor, where } from "@wellfit/core";
import { checkChoice, readOptions } from "../../common/options";
import type { CallContext } from "../context";
import { ImageLayer, type ImageLayerOptions, imageDefaults } from "./image-layer";

/** The ways to flip an image. */
export type FlipMode = "horizontal" | "vertical" | "horizontalAndVertical";

/** Options of {@link randomFlip}. */
export interface RandomFlipOptions extends ImageLayerOptions {
  /**
   * "horizontal" swaps left and right, "vertical" top and bottom, "horizontalAndVertical" both at once, which is half a turn.
   * Default "horizontalAndVertical".
   */
  readonly mode?: FlipMode;
}

const KERAS: Readonly<Record<FlipMode, string>> = {
  horizontal: "horizontal",
  vertical: "vertical",
  horizontalAndVertical: "horizontal_and_vertical",
};

/** See {@link randomFlip}. */
export class RandomFlip extends ImageLayer {
  /** Its name in Keras. */
  static readonly className: string = "RandomFlip";
  private readonly mode: FlipMode;

  constructor(options: RandomFlipOptions = {}) {
    const given = readOptions("randomFlip", options, {
      ...imageDefaults,
      mode: "horizontalAndVertical" as unknown,
    });
    super("randomFlip", given);
    const mode = given.mode === "horizontal_and_vertical" ? "horizontalAndVertical" : given.mode;
    this.mode = checkChoice("randomFlip", "mode", mode, Object.keys(KERAS) as FlipMode[]);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), mode: KERAS[this.mode] };
  }

  protected override augment(images: Tensor, context: CallContext): Tensor {
    const key = context.randomKey(this.seed);
    const flips = randomUniform(key, [images.shape[0] as number, 1, 1, 1]).lessEqual(0.5);
    const axes = { horizontal: [2], vertical: [1], horizontalAndVertical: [1, 2] }[this.mode];
    return where(flips, flip(images, axes), images);
  }
}

/**
 * While training, flips every second image on average; otherwise does nothing. In mode "horizontalAndVertical" an image is
 * flipped in both ways or in none, as in Keras; add two layers for each on its own. The shape stays; no weights.
 *
 * @throws RangeError for another mode, and for input that is no image.
 * @example
 * sequential([randomFlip({ mode: "horizontal", inputShape: [28, 28, 1] }), flatten(), dense(10)]);
 */
export function randomFlip(options: RandomFlipOptions = {}): RandomFlip {
  return new RandomFlip(options);
}
