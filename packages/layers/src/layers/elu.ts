import { elu as eluOf, type Tensor } from "@wellfit/core";
import { checkNumber, readOptions } from "../common/options";
import type { BatchShape } from "../common/shapes";
import { Layer, type LayerOptions, layerDefaults } from "./layer";

/** Options of {@link elu}. */
export interface EluOptions extends LayerOptions {
  /** What is approached far below 0 is minus this. Default 1. */
  readonly alpha?: number;
}

/** See {@link elu}. */
export class ELU extends Layer {
  /** Its name in Keras. */
  static readonly className: string = "ELU";
  override readonly supportsMasking: boolean = true;
  private readonly alpha: number;

  constructor(options: EluOptions = {}) {
    const given = readOptions("elu", options, { ...layerDefaults, alpha: 1 });
    super("elu", given);
    this.alpha = checkNumber("elu", "alpha", given.alpha);
  }

  override computeOutputShape(inputShape: BatchShape): BatchShape {
    return inputShape;
  }

  override call(x: Tensor): Tensor {
    return eluOf(x, this.alpha);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), alpha: this.alpha };
  }
}

/**
 * `x` above 0 and `alpha * (exp(x) - 1)` below, whose mean is nearer to 0 than that of relu (Clevert et al. 2016). The shape
 * stays; no weights.
 *
 * @throws RangeError when alpha is no number.
 * @example
 * sequential([dense(64, { inputShape: [8] }), elu({ alpha: 0.5 }), dense(1)]);
 */
export function elu(options: EluOptions = {}): ELU {
  return new ELU(options);
}
