import { relu as reluOf, type Tensor } from "@wellfit/core";
import { checkNumber, readOptions } from "../common/options";
import type { BatchShape } from "../common/shapes";
import { Layer, type LayerOptions, layerDefaults } from "./layer";

/** Options of {@link relu}. */
export interface ReluOptions extends LayerOptions {
  /** What larger numbers become; at least 0. Default: no limit. */
  readonly maxValue?: number;
  /** The slope below `threshold`; at least 0. Default 0. */
  readonly negativeSlope?: number;
  /** Numbers up to here count as below; at least 0. Default 0. */
  readonly threshold?: number;
}

/** See {@link relu}. */
export class ReLU extends Layer {
  /** Its name in Keras. */
  static readonly className: string = "ReLU";
  override readonly supportsMasking: boolean = true;
  private readonly maxValue: number | undefined;
  private readonly negativeSlope: number;
  private readonly threshold: number;

  constructor(options: ReluOptions = {}) {
    const given = readOptions("relu", options, {
      ...layerDefaults,
      maxValue: undefined as number | undefined,
      negativeSlope: 0,
      threshold: 0,
    });
    super("relu", given);
    const { maxValue } = given;
    const bounds = { min: 0 };
    this.maxValue = maxValue === undefined ? undefined : checkNumber("relu", "maxValue", maxValue, bounds);
    this.negativeSlope = checkNumber("relu", "negativeSlope", given.negativeSlope, bounds);
    this.threshold = checkNumber("relu", "threshold", given.threshold, bounds);
  }

  override computeOutputShape(inputShape: BatchShape): BatchShape {
    return inputShape;
  }

  override call(x: Tensor): Tensor {
    const { maxValue, negativeSlope, threshold } = this;
    return reluOf(x, { negativeSlope, threshold, ...(maxValue === undefined ? {} : { maxValue }) });
  }

  override getConfig(): Record<string, unknown> {
    return {
      ...super.getConfig(),
      max_value: this.maxValue ?? null,
      negative_slope: this.negativeSlope,
      threshold: this.threshold,
    };
  }
}

/**
 * `max(x, 0)` as a layer: with options `x` above `threshold`, at most `maxValue`, and `negativeSlope * (x - threshold)` up to
 * it (Nair and Hinton 2010). The shape stays; no weights.
 *
 * @throws RangeError for numbers below 0.
 * @example
 * relu({ maxValue: 6 }).apply([[-1, 3, 8]]).toArray(); // [[0, 3, 6]]
 */
export function relu(options: ReluOptions = {}): ReLU {
  return new ReLU(options);
}
