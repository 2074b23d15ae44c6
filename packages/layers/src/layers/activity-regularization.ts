import type { Tensor } from "@wellfit/core";
import { readOptions, show } from "../common/options";
import type { BatchShape } from "../common/shapes";
import { l1l2 } from "../regularizers/l1l2";
import { Layer, type LayerOptions, layerDefaults } from "./layer";

/** Options of {@link activityRegularization}. */
export interface ActivityRegularizationOptions extends Omit<LayerOptions, "activityRegularizer"> {
  /** The factor of the sum of sizes. Default 0. */
  readonly l1?: number;
  /** The factor of the sum of squares. Default 0. */
  readonly l2?: number;
}

const WHERE = "activityRegularization";

/** See {@link activityRegularization}. */
export class ActivityRegularization extends Layer {
  /** Its name in Keras. */
  static readonly className: string = "ActivityRegularization";
  override readonly supportsMasking: boolean = true;
  private readonly l1: number;
  private readonly l2: number;

  constructor(options: ActivityRegularizationOptions = {}) {
    const given = readOptions(WHERE, options, { ...layerDefaults, l1: 0, l2: 0 });
    const { l1, l2 } = given;
    for (const [name, factor] of Object.entries({ l1, l2 })) {
      if (typeof factor !== "number" || !(factor >= 0)) {
        throw new RangeError(`${WHERE}: received ${name} ${show(factor)}, expected a number at least 0`);
      }
    }
    super(WHERE, { ...given, activityRegularizer: l1l2({ l1, l2 }) });
    this.l1 = l1;
    this.l2 = l2;
  }

  override computeOutputShape(inputShape: BatchShape): BatchShape {
    return inputShape;
  }

  override call(x: Tensor): Tensor {
    return x;
  }

  override getConfig(): Record<string, unknown> {
    const { activity_regularizer: _, ...config } = super.getConfig();
    return { ...config, l1: this.l1, l2: this.l2 };
  }
}

/**
 * Passes its input on, and adds a penalty on it to the loss: `l1 * sum(|x|) + l2 * sum(x²)`, divided by the number of rows,
 * as in Keras. It makes activations small, or sparse with `l1`. No weights.
 *
 * @throws RangeError for factors below 0.
 * @example
 * sequential([dense(64, { inputShape: [8], activation: "relu" }), activityRegularization({ l1: 0.001 }), dense(1)]);
 */
export function activityRegularization(options: ActivityRegularizationOptions = {}): ActivityRegularization {
  return new ActivityRegularization(options);
}
