import { cast, randomUniform, type Tensor, where } from "@wellfit/core";
import { checkNumber } from "../common/options";
import { seedOrNext } from "../common/seed";
import type { CallContext } from "./context";

/** Options of what a recurrent layer drops while training. */
export interface RecurrentDropoutOptions {
  /** The share of the inputs that is dropped, the same ones at all steps of a sequence; from 0 to below 1. Default 0. */
  readonly dropout?: number;
  /** The share of the state that is dropped before the recurrent product, the same at all steps. Default 0. */
  readonly recurrentDropout?: number;
  /** The same seed drops the same numbers. Default: one from `setSeed`. */
  readonly seed?: number;
}

/** The defaults of {@link RecurrentDropoutOptions}. */
export const recurrentDropoutDefaults: {
  dropout: number;
  recurrentDropout: number;
  seed: number | undefined;
  implementation: unknown;
} = { dropout: 0, recurrentDropout: 0, seed: undefined, implementation: 2 };

/**
 * What the cell of a recurrent layer drops (Gal and Ghahramani 2016): one mask for all steps of a sequence. With recurrent
 * dropout, or `implementation: 1`, each gate has masks of its own, as in Keras.
 */
export class RecurrentDropout {
  private readonly dropout: number;
  private readonly recurrentDropout: number;
  private readonly seed: number;
  private readonly givenSeed: number | undefined;
  private readonly implementation: number;
  private readonly count: number;

  /**
   * @param where - What error messages call the cell.
   * @param gates - How many gates the cell has.
   */
  constructor(where: string, given: typeof recurrentDropoutDefaults, gates: number) {
    const rate = (name: "dropout" | "recurrentDropout"): number =>
      checkNumber(where, name, given[name], { min: 0, below: 1 });
    this.dropout = rate("dropout");
    this.recurrentDropout = rate("recurrentDropout");
    this.givenSeed = given.seed;
    this.seed = seedOrNext(where, given.seed);
    this.implementation = checkNumber(where, "implementation", given.implementation, {
      integer: true,
      min: 0,
      max: 2,
    });
    this.count = this.implementation === 1 || this.recurrentDropout > 0 ? gates : 1;
  }

  /** The masks for inputs of a shape: one for all gates, or one a gate; none when nothing is dropped. */
  inputMasks(context: CallContext, shape: readonly number[], like: Tensor): readonly Tensor[] {
    return this.masks(context, this.dropout, shape, like);
  }

  /** The masks for a state of a shape. */
  stateMasks(context: CallContext, shape: readonly number[], like: Tensor): readonly Tensor[] {
    return this.masks(context, this.recurrentDropout, shape, like);
  }

  /** The options as Keras writes them. */
  config(): Record<string, unknown> {
    return {
      // Keras reads it but does not write it, though masks depend on it.
      ...(this.implementation !== 2 && { implementation: this.implementation }),
      dropout: this.dropout,
      recurrent_dropout: this.recurrentDropout,
      seed: this.givenSeed ?? null,
    };
  }

  private masks(
    context: CallContext,
    rate: number,
    shape: readonly number[],
    like: Tensor,
  ): readonly Tensor[] {
    if (!context.training || rate === 0) return [];
    return Array.from({ length: this.count }, () => {
      const keep = randomUniform(context.randomKey(this.seed), shape).greaterEqual(rate);
      return cast(where(keep, 1 / (1 - rate), 0), like.dtype);
    });
  }
}

/**
 * The products of rows with the kernel of all gates, each gate with its own mask where there are several.
 *
 * @param x - `[…, batch, columns]`.
 * @param kernel - `[columns, gates * units]`.
 * @param masks - `[batch, columns]` each: none, one, or one a gate.
 */
export function gateProducts(x: Tensor, kernel: Tensor, masks: readonly Tensor[]): readonly Tensor[] {
  const times = (rows: Tensor, by: Tensor): Tensor => {
    // One product for all steps: rows of rows lie in one axis.
    const lead = rows.shape.slice(0, -1);
    const flat = rows.reshape([lead.reduce((a, b) => a * b, 1), rows.shape[rows.rank - 1] as number]);
    return flat.matmul(by).reshape([...lead, by.shape[1] as number]);
  };
  const [only] = masks;
  if (masks.length <= 1) return [times(only === undefined ? x : x.mul(only), kernel)];
  const units = (kernel.shape[1] as number) / masks.length;
  return masks.map((mask, i) => times(x.mul(mask), kernel.slice([null, [i * units, (i + 1) * units]])));
}
