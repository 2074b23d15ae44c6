import { randomUniform, type Tensor, where, zerosLike } from "@wellfit/core";
import { checkNumber, readOptions } from "../common/options";
import type { CallContext } from "./context";
import { layerDefaults } from "./layer";
import { noiseShapeFor, readNoiseShape } from "./noise-shape";
import { RandomLayer, type RandomLayerOptions } from "./random-layer";

/** Options of {@link dropout}. */
export interface DropoutOptions extends RandomLayerOptions {
  /**
   * The shape of the mask, `null` for an axis of the input and 1 for one along which all share a fate. Default: the
   * input's own.
   */
  readonly noiseShape?: readonly (number | null)[];
}

/** See {@link dropout}. */
export class Dropout extends RandomLayer {
  /** Its name in Keras. */
  static readonly className: string = "Dropout";
  override readonly supportsMasking: boolean = true;
  private readonly rate: number;
  private readonly noiseShape: readonly (number | null)[] | undefined;

  constructor(options: DropoutOptions & { readonly rate: number }) {
    const given = readOptions("dropout", options, {
      ...layerDefaults,
      rate: undefined as number | undefined,
      seed: undefined as number | undefined,
      noiseShape: undefined as unknown,
    });
    super("dropout", given);
    this.rate = checkNumber("dropout", "rate", given.rate, { min: 0, max: 1 });
    this.noiseShape = readNoiseShape("dropout", given.noiseShape);
  }

  override call(x: Tensor, context: CallContext): Tensor {
    if (!context.training || this.rate === 0) return x;
    if (this.rate === 1) return zerosLike(x);
    const shape = noiseShapeFor(this.name, x.shape, this.noiseShape);
    const keep = randomUniform(context.randomKey(this.seed), shape).greaterEqual(this.rate);
    return where(keep, x.mul(1 / (1 - this.rate)), 0);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), rate: this.rate, noise_shape: this.noiseShape ?? null };
  }
}

/**
 * While training, sets each number to 0 with probability `rate` and multiplies the others by `1 / (1 - rate)`, so that
 * their sum stays the same on average (Srivastava et al. 2014); otherwise does nothing. The shape stays; no weights.
 *
 * @param rate - The share that is dropped, from 0 to 1.
 * @throws RangeError for another rate.
 * @example
 * sequential([dense(500, { inputShape: [2], activation: "relu" }), dropout(0.4), dense(1)]);
 */
export function dropout(rate: number, options: DropoutOptions = {}): Dropout {
  return new Dropout({ ...options, rate });
}
