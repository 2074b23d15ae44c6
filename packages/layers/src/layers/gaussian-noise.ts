import { cast, randomNormal, type Tensor } from "@wellfit/core";
import { checkNumber, readOptions } from "../common/options";
import type { CallContext } from "./context";
import { layerDefaults } from "./layer";
import { RandomLayer, type RandomLayerOptions } from "./random-layer";

/** See {@link gaussianNoise}. */
export class GaussianNoise extends RandomLayer {
  /** Its name in Keras. */
  static readonly className: string = "GaussianNoise";
  override readonly supportsMasking: boolean = true;
  private readonly stddev: number;

  constructor(options: RandomLayerOptions & { readonly stddev: number }) {
    const given = readOptions("gaussianNoise", options, {
      ...layerDefaults,
      stddev: undefined as number | undefined,
      seed: undefined as number | undefined,
    });
    super("gaussianNoise", given);
    this.stddev = checkNumber("gaussianNoise", "stddev", given.stddev, { min: 0 });
  }

  override call(x: Tensor, context: CallContext): Tensor {
    if (!context.training || this.stddev === 0) return x;
    const noise = randomNormal(context.randomKey(this.seed), x.shape, 0, this.stddev);
    return x.add(cast(noise, x.dtype));
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), stddev: this.stddev };
  }
}

/**
 * While training, adds a number of the normal distribution with mean 0 to each number; otherwise does nothing. As a first
 * layer it is noise on the inputs, which makes a network smoother. The shape stays; no weights.
 *
 * @param stddev - The standard deviation of the noise, at least 0.
 * @throws RangeError for another number.
 * @example
 * sequential([gaussianNoise(0.1, { inputShape: [2] }), dense(500, { activation: "relu" }), dense(1)]);
 */
export function gaussianNoise(stddev: number, options: RandomLayerOptions = {}): GaussianNoise {
  return new GaussianNoise({ ...options, stddev });
}
