import { type FanOptions, specialCase, VarianceScaling } from "./variance-scaling";

/** See {@link glorotNormal}. */
export class GlorotNormal extends VarianceScaling {
  /** Its name in Keras. */
  static override readonly className: string = "GlorotNormal";

  constructor(options: FanOptions = {}) {
    super(
      specialCase("glorotNormal", options, { scale: 1, mode: "fanAvg", distribution: "truncatedNormal" }),
      "glorotNormal",
    );
  }

  override getConfig(): Record<string, unknown> {
    return this.fanConfig();
  }
}

/**
 * Random weights, normally distributed with standard deviation `sqrt(2 / (fanIn + fanOut))`, cut off at two standard deviations
 * (Glorot and Bengio 2010, also known as Xavier). Suits tanh, sigmoid and softmax.
 *
 * @example
 * dense(64, { kernelInitializer: glorotNormal({ seed: 1 }) });
 */
export function glorotNormal(options: FanOptions = {}): GlorotNormal {
  return new GlorotNormal(options);
}
