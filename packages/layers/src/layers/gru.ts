import { CellLayer } from "./cell-layer";
import { GRUCell, type GruCellOptions, gruCellDefaults } from "./gru-cell";
import type { RecurrentOptions } from "./recurrent-layer";

/** Options of {@link gru}. */
export interface GruOptions extends RecurrentOptions, GruCellOptions {}

/** See {@link gru}. */
export class GRU extends CellLayer {
  /** Its name in Keras. */
  static readonly className: string = "GRU";

  constructor(options: GruOptions & { readonly units: number }) {
    super("gru", options, gruCellDefaults, (own) => new GRUCell(own as never));
  }

  /** The number of units. */
  get units(): number {
    return this.cell.outputSize;
  }
}

/**
 * Gated recurrent units (Cho et al. 2014): one state `h`, of which a gate says how much is replaced at each step. From
 * `[batch, steps, features]` to the last `h`, `[batch, units]`, or all of them with `returnSequences`.
 *
 * @param units - The length of the state and of the output; a whole number of at least 1.
 * @throws RangeError or TypeError for units, options or names that do not exist.
 * @example
 * sequential([gru(32, { inputShape: [20, 3], returnSequences: true }), gru(16), dense(1)]);
 */
export function gru(units: number, options: GruOptions = {}): GRU {
  return new GRU({ ...options, units });
}
