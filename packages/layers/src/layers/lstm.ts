import { CellLayer } from "./cell-layer";
import { LSTMCell, type LstmCellOptions, lstmCellDefaults } from "./lstm-cell";
import type { RecurrentOptions } from "./recurrent-layer";

/** Options of {@link lstm}. */
export interface LstmOptions extends RecurrentOptions, LstmCellOptions {}

/** See {@link lstm}. */
export class LSTM extends CellLayer {
  /** Its name in Keras. */
  static readonly className: string = "LSTM";

  constructor(options: LstmOptions & { readonly units: number }) {
    super("lstm", options, lstmCellDefaults, (own) => new LSTMCell(own as never));
  }

  /** The number of units. */
  get units(): number {
    return this.cell.outputSize;
  }
}

/**
 * Long short-term memory (Hochreiter and Schmidhuber 1997): beside the output `h` it carries a cell `c` that gates write
 * to, keep and read, so that gradients reach far back. From `[batch, steps, features]` to the last `h`, `[batch, units]`,
 * or all of them with `returnSequences`; with `returnState` to `[output, h, c]`.
 *
 * @param units - The length of both states and of the output; a whole number of at least 1.
 * @throws RangeError or TypeError for units, options or names that do not exist.
 * @example
 * sequential([lstm(64, { inputShape: [50, 16], dropout: 0.2 }), dense(10, { activation: "softmax" })]);
 */
export function lstm(units: number, options: LstmOptions = {}): LSTM {
  return new LSTM({ ...options, units });
}
