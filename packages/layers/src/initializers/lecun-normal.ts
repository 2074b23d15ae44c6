import { type FanOptions, specialCase, VarianceScaling } from "./variance-scaling";

/** See {@link lecunNormal}. */
export class LecunNormal extends VarianceScaling {
  /** Its name in Keras. */
  static override readonly className: string = "LecunNormal";

  constructor(options: FanOptions = {}) {
    super(
      specialCase("lecunNormal", options, { scale: 1, mode: "fanIn", distribution: "truncatedNormal" }),
      "lecunNormal",
    );
  }

  override getConfig(): Record<string, unknown> {
    return this.fanConfig();
  }
}

/**
 * Random weights, normally distributed with standard deviation `sqrt(1 / fanIn)`, cut off at two standard deviations
 * (LeCun et al. 1998; what selu expects). Suits selu.
 *
 * @example
 * dense(64, { kernelInitializer: lecunNormal({ seed: 1 }) });
 */
export function lecunNormal(options: FanOptions = {}): LecunNormal {
  return new LecunNormal(options);
}
