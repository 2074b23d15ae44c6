import type { Tensor } from "@wellfit/core";
import type { ActivationFunction } from "../activations/activations";
import { checkBoolean, readOptions } from "../common/options";
import type { Initializer } from "../initializers/initializer";
import { withoutForeign } from "./foreign-options";
import { GateCell, type GatedCellOptions, gatedCellDefaults } from "./gate-cell";
import { type LayerOptions, layerDefaults } from "./layer";
import { lstmStep, rememberAtFirst } from "./lstm-gates";
import type { CellSteps } from "./recurrent-cell";
import { gateProducts } from "./recurrent-dropout";

const WHERE = "lstmCell";

/** Options of the cell of `lstm`. */
export interface LstmCellOptions extends GatedCellOptions {
  /** Whether the bias of the forget gate begins at 1, so that the cell remembers at first. Default true. */
  readonly unitForgetBias?: boolean;
}

/** The defaults of {@link LstmCellOptions}. */
export const lstmCellDefaults: typeof gatedCellDefaults & { unitForgetBias: boolean } = {
  ...gatedCellDefaults,
  unitForgetBias: true,
};

/** See {@link lstmCell}. */
export class LSTMCell extends GateCell {
  /** Its name in Keras. */
  static readonly className: string = "LSTMCell";
  private readonly unitForgetBias: boolean;

  constructor(options: LayerOptions & LstmCellOptions & { readonly units: number }) {
    const given = readOptions(WHERE, withoutForeign(WHERE, options), {
      ...layerDefaults,
      ...lstmCellDefaults,
    });
    super(WHERE, given, 4, options);
    this.unitForgetBias = checkBoolean(WHERE, "unitForgetBias", given.unitForgetBias);
  }

  override get stateSizes(): readonly number[] {
    return [this.units, this.units];
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), unit_forget_bias: this.unitForgetBias };
  }

  protected override get biasInitializer(): Initializer {
    const { initializer } = this.biasRecipe;
    return this.unitForgetBias ? rememberAtFirst(initializer, this.units) : initializer;
  }

  protected override stepWith(
    kernel: Tensor,
    _bias: Tensor | undefined,
    masks: readonly Tensor[],
  ): CellSteps["step"] {
    const gate = this.recurrentActivation as ActivationFunction;
    return (input, [h, c]) => {
      const products = gateProducts(h as Tensor, kernel, masks);
      const sums =
        products.length === 1
          ? this.gatesOf([input.add(products[0] as Tensor)])
          : this.gatesOf([input]).map((part, k) => part.add(products[k] as Tensor));
      return lstmStep(sums, c as Tensor, gate, this.activation);
    };
  }
}

/**
 * One step of `lstm`: from `[x, h, c]` to `[output, h, c]`. The parts of kernels and bias are, in this order, for the
 * input gate, the forget gate, the new content and the output gate.
 *
 * @param units - The length of both states and of the output; a whole number of at least 1.
 * @throws RangeError or TypeError for units, options or names that do not exist.
 * @example
 * rnn([lstmCell(8), lstmCell(4)], { inputShape: [10, 3] });
 */
export function lstmCell(units: number, options: LayerOptions & LstmCellOptions = {}): LSTMCell {
  return new LSTMCell({ ...options, units });
}
