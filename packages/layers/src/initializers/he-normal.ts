import type { SeedOptions } from "./initializer";
import { VarianceScaling, withoutAxes } from "./variance-scaling";

/** See {@link heNormal}. */
export class HeNormal extends VarianceScaling {
  /** Its name in Keras. */
  static override readonly className: string = "HeNormal";

  constructor(options: SeedOptions = {}) {
    super({ ...withoutAxes(options), scale: 2, mode: "fanIn", distribution: "truncatedNormal" }, "heNormal");
  }

  override getConfig(): Record<string, unknown> {
    return { seed: this.seed ?? null, input_axes: null, output_axes: null };
  }
}

/**
 * Random weights, normally distributed with standard deviation `sqrt(2 / fanIn)`, cut off at two standard deviations
 * (He et al. 2015). Suits relu.
 *
 * @example
 * dense(64, { kernelInitializer: heNormal({ seed: 1 }) });
 */
export function heNormal(options: SeedOptions = {}): HeNormal {
  return new HeNormal(options);
}
