import type { SeedOptions } from "./initializer";
import { VarianceScaling, withoutAxes } from "./variance-scaling";

/** See {@link heUniform}. */
export class HeUniform extends VarianceScaling {
  /** Its name in Keras. */
  static override readonly className: string = "HeUniform";

  constructor(options: SeedOptions = {}) {
    super({ ...withoutAxes(options), scale: 2, mode: "fanIn", distribution: "uniform" }, "heUniform");
  }

  override getConfig(): Record<string, unknown> {
    return { seed: this.seed ?? null, input_axes: null, output_axes: null };
  }
}

/**
 * Random weights, uniformly distributed in `[-limit, limit)` with `limit = sqrt(6 / fanIn)`
 * (He et al. 2015). Suits relu.
 *
 * @example
 * dense(64, { kernelInitializer: heUniform({ seed: 1 }) });
 */
export function heUniform(options: SeedOptions = {}): HeUniform {
  return new HeUniform(options);
}
