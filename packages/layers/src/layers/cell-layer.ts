import { readOptions } from "../common/options";
import { withoutForeign } from "./foreign-options";
import type { RnnCell } from "./recurrent-cell";
import { RecurrentLayer, type RecurrentOptions, recurrentDefaults } from "./recurrent-layer";

/** A recurrent layer with a cell of its own, whose settings are the layer's too. */
export abstract class CellLayer extends RecurrentLayer {
  /**
   * @param where - What error messages call the layer.
   * @param cellDefaults - The defaults of the cell's options.
   * @param makeCell - Makes the cell from its options.
   */
  constructor(
    where: string,
    private readonly options: object,
    cellDefaults: object,
    makeCell: (options: object) => RnnCell,
  ) {
    const given = readOptions(where, withoutForeign(where, options), {
      ...recurrentDefaults,
      ...cellDefaults,
    }) as typeof recurrentDefaults & Record<string, unknown>;
    const own = Object.keys(cellDefaults).map((key) => [key, given[key]]);
    super(
      where,
      given,
      namedIn(where, () => makeCell({ ...Object.fromEntries(own), dtype: given.dtype })),
    );
  }

  override again(changes: RecurrentOptions): RecurrentLayer {
    const type = this.constructor as unknown as new (options: object) => RecurrentLayer;
    return new type({ ...this.options, ...changes });
  }

  override getConfig(): Record<string, unknown> {
    const { name: _, trainable: __, dtype: ___, ...cell } = this.cell.getConfig();
    return { activity_regularizer: null, ...super.getConfig(), ...cell };
  }
}

/** What is wrong with an option of the cell is wrong with that of the layer. */
function namedIn<T>(where: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof Error) error.message = error.message.replace(/^\w+:/, `${where}:`);
    throw error;
  }
}
