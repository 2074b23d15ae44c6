import type { SeedOptions } from "./initializer";
import { VarianceScaling, withoutAxes } from "./variance-scaling";

/** See {@link lecunNormal}. */
export class LecunNormal extends VarianceScaling {
  /** Its name in Keras. */
  static override readonly className: string = "LecunNormal";

  constructor(options: SeedOptions = {}) {
    super(
      { ...withoutAxes(options), scale: 1, mode: "fanIn", distribution: "truncatedNormal" },
      "lecunNormal",
    );
  }

  override getConfig(): Record<string, unknown> {
    return { seed: this.seed ?? null, input_axes: null, output_axes: null };
  }
}

/**
 * Random weights, normally distributed with standard deviation `sqrt(1 / fanIn)`, cut off at two standard deviations
 * (LeCun et al. 1998; what selu expects). Suits selu.
 *
 * @example
 * dense(64, { kernelInitializer: lecunNormal({ seed: 1 }) });
 */
export function lecunNormal(options: SeedOptions = {}): LecunNormal {
  return new LecunNormal(options);
}
