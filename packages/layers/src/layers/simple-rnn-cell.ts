import type { Tensor } from "@wellfit/core";
import { readOptions } from "../common/options";
import { withoutForeign } from "./foreign-options";
import { type CellOptions, cellDefaults, GateCell } from "./gate-cell";
import { type LayerOptions, layerDefaults } from "./layer";
import type { CellSteps } from "./recurrent-cell";
import { gateProducts } from "./recurrent-dropout";

const WHERE = "simpleRnnCell";

/** See {@link simpleRnnCell}. */
export class SimpleRNNCell extends GateCell {
  /** Its name in Keras. */
  static readonly className: string = "SimpleRNNCell";

  constructor(options: LayerOptions & CellOptions & { readonly units: number }) {
    const given = readOptions(WHERE, withoutForeign(WHERE, options), { ...layerDefaults, ...cellDefaults });
    super(WHERE, given, 1, options);
  }

  override get stateSizes(): readonly number[] {
    return [this.units];
  }

  protected override stepWith(
    kernel: Tensor,
    _bias: Tensor | undefined,
    masks: readonly Tensor[],
  ): CellSteps["step"] {
    return (input, [h]) => {
      const [product] = gateProducts(h as Tensor, kernel, masks) as [Tensor];
      const output = this.activation(input.add(product));
      return [output, [output]];
    };
  }
}

/**
 * One step of `simpleRnn`: from `[x, h]` to `[output, h]` with `output = h = activation(x · kernel + h · recurrent + bias)`.
 *
 * @param units - The length of the state and of the output; a whole number of at least 1.
 * @throws RangeError or TypeError for units, options or names that do not exist.
 * @example
 * rnn([simpleRnnCell(8), simpleRnnCell(4)], { inputShape: [10, 3] });
 */
export function simpleRnnCell(units: number, options: LayerOptions & CellOptions = {}): SimpleRNNCell {
  return new SimpleRNNCell({ ...options, units });
}
