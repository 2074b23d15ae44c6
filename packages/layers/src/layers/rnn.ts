import { camelKeys } from "../common/names";
import { readOptions, show } from "../common/options";
import { layerConfig } from "../models/layer-config";
import type { Layer } from "./layer";
import { RnnCell } from "./recurrent-cell";
import { RecurrentLayer, type RecurrentOptions, recurrentDefaults } from "./recurrent-layer";
import { stackedRnnCells } from "./stacked-rnn-cells";

/** See {@link rnn}. */
export class RNN extends RecurrentLayer {
  /** Its name in Keras. */
  static readonly className: string = "RNN";

  /** The layer that a config describes, with its cell. */
  static fromConfig(config: Readonly<Record<string, unknown>>, resolve: (value: unknown) => Layer): RNN {
    return new RNN(camelKeys({ ...config, cell: resolve(config.cell) }) as never);
  }

  constructor(private readonly options: RecurrentOptions & { readonly cell: RnnCell | readonly RnnCell[] }) {
    const given = readOptions("rnn", options, {
      ...recurrentDefaults,
      dtype: undefined as unknown,
      cell: undefined as unknown,
    });
    const cell = Array.isArray(given.cell) ? stackedRnnCells(given.cell) : given.cell;
    if (!(cell instanceof RnnCell)) {
      throw new TypeError(
        `rnn: received ${show(cell)}, expected a cell such as lstmCell(8), or an array of cells`,
      );
    }
    super("rnn", { ...given, dtype: given.dtype ?? cell.dtype }, cell);
    if (this.dtype !== cell.dtype) {
      throw new RangeError(
        `rnn: received dtype ${this.dtype} for a cell of ${cell.dtype}, expected the same; give the dtype to the cell`,
      );
    }
  }

  override again(changes: RecurrentOptions): RNN {
    return new RNN({ ...this.options, ...changes, cell: this.cell.again() });
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), cell: layerConfig(this.cell) };
  }
}

/**
 * Runs a cell over the steps of sequences: from `[batch, steps, features]` to the last output `[batch, size]`, or to those
 * of all steps `[batch, steps, size]` with `returnSequences`. Steps where the mask of the input is false leave states and
 * output as they were.
 *
 * @param cell - `simpleRnnCell`, `lstmCell`, `gruCell` or a cell of your own; an array of cells works as `stackedRnnCells`.
 * @throws TypeError for anything else.
 * @example
 * sequential([rnn([lstmCell(16), lstmCell(8)], { inputShape: [20, 3] }), dense(1)]);
 */
export function rnn(cell: RnnCell | readonly RnnCell[], options: RecurrentOptions = {}): RNN {
  return new RNN({ ...options, cell });
}
