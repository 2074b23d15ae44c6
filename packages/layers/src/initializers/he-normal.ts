import { type FanOptions, specialCase, VarianceScaling } from "./variance-scaling";

/** See {@link heNormal}. */
export class HeNormal extends VarianceScaling {
  /** Its name in Keras. */
  static override readonly className: string = "HeNormal";

  constructor(options: FanOptions = {}) {
    super(
      specialCase("heNormal", options, { scale: 2, mode: "fanIn", distribution: "truncatedNormal" }),
      "heNormal",
    );
  }

  override getConfig(): Record<string, unknown> {
    return this.fanConfig();
  }
}

/**
 * Random weights, normally distributed with standard deviation `sqrt(2 / fanIn)`, cut off at two standard deviations
 * (He et al. 2015). Suits relu.
 *
 * @example
 * dense(64, { kernelInitializer: heNormal({ seed: 1 }) });
 */
export function heNormal(options: FanOptions = {}): HeNormal {
  return new HeNormal(options);
}
