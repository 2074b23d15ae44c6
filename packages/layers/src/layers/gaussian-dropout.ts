import { cast, randomNormal, type Tensor } from "@wellfit/core";
import { checkNumber, readOptions } from "../common/options";
import type { BatchShape } from "../common/shapes";
import type { CallContext } from "./context";
import { layerDefaults } from "./layer";
import { RandomLayer, type RandomLayerOptions } from "./random-layer";

/** See {@link gaussianDropout}. */
export class GaussianDropout extends RandomLayer {
  /** Its name in Keras. */
  static readonly className: string = "GaussianDropout";
  override readonly supportsMasking: boolean = true;
  private readonly rate: number;

  constructor(options: RandomLayerOptions & { readonly rate: number }) {
    const given = readOptions("gaussianDropout", options, {
      ...layerDefaults,
      rate: undefined as number | undefined,
      seed: undefined as number | undefined,
    });
    super("gaussianDropout", given);
    this.rate = checkNumber("gaussianDropout", "rate", given.rate, { min: 0, below: 1 });
  }

  override computeOutputShape(inputShape: BatchShape): BatchShape {
    return inputShape;
  }

  override call(x: Tensor, context: CallContext): Tensor {
    if (!context.training || this.rate === 0) return x;
    const stddev = Math.sqrt(this.rate / (1 - this.rate));
    return x.mul(cast(randomNormal(context.randomKey(this.seed), x.shape, 1, stddev), x.dtype));
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), rate: this.rate };
  }
}

/**
 * While training, multiplies each number by one of the normal distribution with mean 1 and standard deviation
 * `sqrt(rate / (1 - rate))`, which has the same mean and variance as dropout of that rate (Srivastava et al. 2014); otherwise
 * does nothing. The shape stays; no weights.
 *
 * @param rate - As that of dropout, from 0 to below 1.
 * @throws RangeError for another rate.
 * @example
 * sequential([dense(64, { inputShape: [8], activation: "relu" }), gaussianDropout(0.2), dense(1)]);
 */
export function gaussianDropout(rate: number, options: RandomLayerOptions = {}): GaussianDropout {
  return new GaussianDropout({ ...options, rate });
}
