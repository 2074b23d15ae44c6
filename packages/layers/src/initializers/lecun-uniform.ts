import { type FanOptions, specialCase, VarianceScaling } from "./variance-scaling";

/** See {@link lecunUniform}. */
export class LecunUniform extends VarianceScaling {
  /** Its name in Keras. */
  static override readonly className: string = "LecunUniform";

  constructor(options: FanOptions = {}) {
    super(
      specialCase("lecunUniform", options, { scale: 1, mode: "fanIn", distribution: "uniform" }),
      "lecunUniform",
    );
  }

  override getConfig(): Record<string, unknown> {
    return this.fanConfig();
  }
}

/**
 * Random weights, uniformly distributed in `[-limit, limit)` with `limit = sqrt(3 / fanIn)`
 * (LeCun et al. 1998). Suits tanh and selu.
 *
 * @example
 * dense(64, { kernelInitializer: lecunUniform({ seed: 1 }) });
 */
export function lecunUniform(options: FanOptions = {}): LecunUniform {
  return new LecunUniform(options);
}
