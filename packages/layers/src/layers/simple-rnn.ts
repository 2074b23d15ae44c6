import { CellLayer } from "./cell-layer";
import { type CellOptions, cellDefaults } from "./gate-cell";
import type { RecurrentOptions } from "./recurrent-layer";
import { SimpleRNNCell } from "./simple-rnn-cell";

/** Options of {@link simpleRnn}. */
export interface SimpleRnnOptions extends RecurrentOptions, CellOptions {}

/** See {@link simpleRnn}. */
export class SimpleRNN extends CellLayer {
  /** Its name in Keras. */
  static readonly className: string = "SimpleRNN";

  constructor(options: SimpleRnnOptions & { readonly units: number }) {
    super("simpleRnn", options, cellDefaults, (own) => new SimpleRNNCell(own as never));
  }

  /** The number of units. */
  get units(): number {
    return this.cell.outputSize;
  }

  override getConfig(): Record<string, unknown> {
    const { seed, ...config } = super.getConfig();
    // Keras forgets the seed of this layer.
    return seed === null ? config : { ...config, seed };
  }
}

/**
 * A fully connected recurrent layer (Elman 1990): at each step `h = activation(x · kernel + h · recurrent + bias)`. From
 * `[batch, steps, features]` to the last `h`, `[batch, units]`, or all of them with `returnSequences`.
 *
 * @param units - The length of the state and of the output; a whole number of at least 1.
 * @throws RangeError or TypeError for units, options or names that do not exist.
 * @example
 * sequential([simpleRnn(16, { inputShape: [20, 3] }), dense(1)]);
 */
export function simpleRnn(units: number, options: SimpleRnnOptions = {}): SimpleRNN {
  return new SimpleRNN({ ...options, units });
}
