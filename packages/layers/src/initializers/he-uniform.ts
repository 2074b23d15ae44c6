import { type FanOptions, specialCase, VarianceScaling } from "./variance-scaling";

/** See {@link heUniform}. */
export class HeUniform extends VarianceScaling {
  /** Its name in Keras. */
  static override readonly className: string = "HeUniform";

  constructor(options: FanOptions = {}) {
    super(
      specialCase("heUniform", options, { scale: 2, mode: "fanIn", distribution: "uniform" }),
      "heUniform",
    );
  }

  override getConfig(): Record<string, unknown> {
    return this.fanConfig();
  }
}

/**
 * Random weights, uniformly distributed in `[-limit, limit)` with `limit = sqrt(6 / fanIn)`
 * (He et al. 2015). Suits relu.
 *
 * @example
 * dense(64, { kernelInitializer: heUniform({ seed: 1 }) });
 */
export function heUniform(options: FanOptions = {}): HeUniform {
  return new HeUniform(options);
}
