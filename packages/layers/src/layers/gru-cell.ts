import type { Tensor } from "@wellfit/core";
import type { ActivationFunction } from "../activations/activations";
import { checkBoolean, readOptions } from "../common/options";
import { withoutForeign } from "./foreign-options";
import { GateCell, type GatedCellOptions, gatedCellDefaults } from "./gate-cell";
import { type LayerOptions, layerDefaults } from "./layer";
import type { CellSteps } from "./recurrent-cell";
import { gateProducts } from "./recurrent-dropout";

const WHERE = "gruCell";

/** Options of the cell of `gru`. */
export interface GruCellOptions extends GatedCellOptions {
  /**
   * Whether the reset gate is applied after the product with the state (as in cuDNN, with two biases `[2, 3 * units]`) or
   * before it, as Cho et al. 2014 have it. Default true.
   */
  readonly resetAfter?: boolean;
}

/** The defaults of {@link GruCellOptions}. */
export const gruCellDefaults: typeof gatedCellDefaults & { resetAfter: boolean } = {
  ...gatedCellDefaults,
  resetAfter: true,
};

/** See {@link gruCell}. */
export class GRUCell extends GateCell {
  /** Its name in Keras. */
  static readonly className: string = "GRUCell";
  private readonly resetAfter: boolean;

  constructor(options: LayerOptions & GruCellOptions & { readonly units: number }) {
    const given = readOptions(WHERE, withoutForeign(WHERE, options), {
      ...layerDefaults,
      ...gruCellDefaults,
    });
    super(WHERE, given, 3, options);
    this.resetAfter = checkBoolean(WHERE, "resetAfter", given.resetAfter);
  }

  override get stateSizes(): readonly number[] {
    return [this.units];
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), reset_after: this.resetAfter };
  }

  protected override get biasShape(): readonly number[] {
    return this.resetAfter ? [2, 3 * this.units] : [3 * this.units];
  }

  protected override biases(bias: Tensor | undefined): {
    readonly input: Tensor | undefined;
    readonly state: Tensor | undefined;
  } {
    if (bias === undefined || !this.resetAfter) return { input: bias, state: undefined };
    const row = (i: number): Tensor => bias.slice([[i, i + 1]]).reshape([3 * this.units]);
    return { input: row(0), state: row(1) };
  }

  protected override stepWith(
    kernel: Tensor,
    bias: Tensor | undefined,
    masks: readonly Tensor[],
  ): CellSteps["step"] {
    const gate = this.recurrentActivation as ActivationFunction;
    const { units } = this;
    const mixed = (update: Tensor, h: Tensor, fresh: Tensor): readonly [Tensor, readonly Tensor[]] => {
      const output = update.mul(h).add(update.neg().add(1).mul(fresh));
      return [output, [output]];
    };
    if (this.resetAfter) {
      return (input, [h]) => {
        const products = gateProducts(h as Tensor, kernel, masks);
        const [first] = products as [Tensor];
        const parts =
          products.length === 1
            ? this.gatesOf([bias === undefined ? first : first.add(bias)])
            : bias === undefined
              ? products
              : this.gatesOf([bias.reshape([1, 3 * units])]).map((b, k) => b.add(products[k] as Tensor));
        const [xz, xr, xh] = this.gatesOf([input]) as [Tensor, Tensor, Tensor];
        const [hz, hr, hh] = parts as [Tensor, Tensor, Tensor];
        const update = gate(xz.add(hz));
        const reset = gate(xr.add(hr));
        return mixed(update, h as Tensor, this.activation(xh.add(reset.mul(hh))));
      };
    }
    const [gates, last] = [
      kernel.slice([null, [0, 2 * units]]),
      kernel.slice([null, [2 * units, 3 * units]]),
    ];
    return (input, [h]) => {
      const [xz, xr, xh] = this.gatesOf([input]) as [Tensor, Tensor, Tensor];
      const [hz, hr] = this.gatesOf(gateProducts(h as Tensor, gates, masks.slice(0, 2)), 2) as [
        Tensor,
        Tensor,
      ];
      const update = gate(xz.add(hz));
      const reset = gate(xr.add(hr));
      const kept = reset.mul(masks[2] === undefined ? (h as Tensor) : (h as Tensor).mul(masks[2]));
      return mixed(update, h as Tensor, this.activation(xh.add(kept.matmul(last))));
    };
  }
}

/**
 * One step of `gru`: from `[x, h]` to `[output, h]`. The parts of kernels and bias are, in this order, for the update gate,
 * the reset gate and the new state.
 *
 * @param units - The length of the state and of the output; a whole number of at least 1.
 * @throws RangeError or TypeError for units, options or names that do not exist.
 * @example
 * rnn(gruCell(8, { resetAfter: false }), { inputShape: [10, 3] });
 */
export function gruCell(units: number, options: LayerOptions & GruCellOptions = {}): GRUCell {
  return new GRUCell({ ...options, units });
}
