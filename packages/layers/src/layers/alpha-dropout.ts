import { randomUniform, type Tensor, where } from "@wellfit/core";
import { checkNumber, readOptions } from "../common/options";
import type { BatchShape } from "../common/shapes";
import type { CallContext } from "./context";
import type { DropoutOptions } from "./dropout";
import { layerDefaults } from "./layer";
import { noiseShapeFor, readNoiseShape } from "./noise-shape";
import { RandomLayer } from "./random-layer";

/** What selu approaches far below 0. */
const ALPHA_P = -1.6732632423543772 * 1.0507009873554805;

/** See {@link alphaDropout}. */
export class AlphaDropout extends RandomLayer {
  /** Its name in Keras. */
  static readonly className: string = "AlphaDropout";
  override readonly supportsMasking: boolean = true;
  private readonly rate: number;
  private readonly noiseShape: readonly (number | null)[] | undefined;

  constructor(options: DropoutOptions & { readonly rate: number }) {
    const given = readOptions("alphaDropout", options, {
      ...layerDefaults,
      rate: undefined as number | undefined,
      seed: undefined as number | undefined,
      noiseShape: undefined as unknown,
    });
    super("alphaDropout", given);
    this.rate = checkNumber("alphaDropout", "rate", given.rate, { min: 0, below: 1 });
    this.noiseShape = readNoiseShape("alphaDropout", given.noiseShape);
  }

  override computeOutputShape(inputShape: BatchShape): BatchShape {
    return inputShape;
  }

  override call(x: Tensor, context: CallContext): Tensor {
    const { rate } = this;
    if (!context.training || rate === 0) return x;
    const shape = noiseShapeFor(this.name, x.shape, this.noiseShape);
    const keep = randomUniform(context.randomKey(this.seed), shape).greaterEqual(rate);
    const a = ((1 - rate) * (1 + rate * ALPHA_P ** 2)) ** -0.5;
    return where(keep, x, ALPHA_P)
      .mul(a)
      .add(-a * ALPHA_P * rate);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), rate: this.rate, noise_shape: this.noiseShape ?? null };
  }
}

/**
 * While training, sets each number with probability `rate` to what selu approaches far below 0, and stretches and moves all
 * of them so that mean 0 and variance 1 stay (Klambauer et al. 2017); otherwise does nothing. For networks of selu layers.
 * The shape stays; no weights.
 *
 * @param rate - The share that is dropped, from 0 to below 1.
 * @throws RangeError for another rate.
 * @example
 * sequential([dense(64, { inputShape: [8], activation: "selu" }), alphaDropout(0.1), dense(1)]);
 */
export function alphaDropout(rate: number, options: DropoutOptions = {}): AlphaDropout {
  return new AlphaDropout({ ...options, rate });
}
