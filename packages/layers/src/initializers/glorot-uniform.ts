import { type FanOptions, specialCase, VarianceScaling } from "./variance-scaling";

/** See {@link glorotUniform}. */
export class GlorotUniform extends VarianceScaling {
  /** Its name in Keras. */
  static override readonly className: string = "GlorotUniform";

  constructor(options: FanOptions = {}) {
    super(
      specialCase("glorotUniform", options, { scale: 1, mode: "fanAvg", distribution: "uniform" }),
      "glorotUniform",
    );
  }

  override getConfig(): Record<string, unknown> {
    return this.fanConfig();
  }
}

/**
 * Random weights, uniformly distributed in `[-limit, limit)` with `limit = sqrt(6 / (fanIn + fanOut))`
 * (Glorot and Bengio 2010, also known as Xavier; the default of dense layers). Suits tanh, sigmoid and softmax.
 *
 * @example
 * dense(64, { kernelInitializer: glorotUniform({ seed: 1 }) });
 */
export function glorotUniform(options: FanOptions = {}): GlorotUniform {
  return new GlorotUniform(options);
}
