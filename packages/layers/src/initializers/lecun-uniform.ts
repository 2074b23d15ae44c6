import type { SeedOptions } from "./initializer";
import { VarianceScaling, withoutAxes } from "./variance-scaling";

/** See {@link lecunUniform}. */
export class LecunUniform extends VarianceScaling {
  /** Its name in Keras. */
  static override readonly className: string = "LecunUniform";

  constructor(options: SeedOptions = {}) {
    super({ ...withoutAxes(options), scale: 1, mode: "fanIn", distribution: "uniform" }, "lecunUniform");
  }

  override getConfig(): Record<string, unknown> {
    return { seed: this.seed ?? null, input_axes: null, output_axes: null };
  }
}

/**
 * Random weights, uniformly distributed in `[-limit, limit)` with `limit = sqrt(3 / fanIn)`
 * (LeCun et al. 1998). Suits tanh and selu.
 *
 * @example
 * dense(64, { kernelInitializer: lecunUniform({ seed: 1 }) });
 */
export function lecunUniform(options: SeedOptions = {}): LecunUniform {
  return new LecunUniform(options);
}
