import { conv, type Tensor, type Variable } from "@wellfit/core";
import type { ActivationFunction } from "../../activations/activations";
import { activationName, resolveActivation } from "../../activations/resolve-activation";
import { checkBoolean, checkNumber, readOptions } from "../../common/options";
import type { BatchShape } from "../../common/shapes";
import type { CallContext } from "../context";
import { checkChannels, checkKernel } from "../convolution/kernel";
import { withoutForeign } from "../foreign-options";
import { layerDefaults } from "../layer";
import { lstmStep, rememberAtFirst } from "../lstm-gates";
import { type CellSteps, RnnCell } from "../recurrent-cell";
import { RecurrentDropout, recurrentDropoutDefaults } from "../recurrent-dropout";
import { checkAxes, type Rank } from "../space/axes";
import { countWindows, type Windows } from "../space/windows";
import type { Tensors } from "../tensors";
import { type RecipeDefaults, recipeDefaults, WeightRecipe } from "../weight-recipe";

const WHERE = "convLstmCell";

/** The defaults of the options of the cell, for `readOptions`. */
export const convLstmCellDefaults: RecipeDefaults<"kernel"> &
  RecipeDefaults<"recurrent"> &
  RecipeDefaults<"bias"> &
  Omit<typeof recurrentDropoutDefaults, "implementation"> & {
    [K in
      | "filters"
      | "kernelSize"
      | "strides"
      | "padding"
      | "dilationRate"
      | "dataFormat"
      | "activation"
      | "recurrentActivation"
      | "useBias"
      | "unitForgetBias"]: unknown;
  } = {
  ...recipeDefaults("kernel", "glorotUniform"),
  ...recipeDefaults("recurrent", "orthogonal"),
  ...recipeDefaults("bias", "zeros"),
  dropout: 0,
  recurrentDropout: 0,
  seed: undefined,
  filters: undefined,
  kernelSize: undefined,
  strides: 1,
  padding: "valid",
  dilationRate: 1,
  dataFormat: "channels_last",
  activation: "tanh",
  recurrentActivation: "sigmoid",
  useBias: true,
  unitForgetBias: true,
};

/**
 * One step of `convLstm2d` and its like: an LSTM whose products with the input and the state are convolutions. From
 * `[x, h, c]` to `[output, h, c]`; the states have the axes of the convolution of `x`, and a channel for each filter.
 */
export class ConvLSTMCell extends RnnCell {
  /** Its name in Keras. */
  static readonly className: string = "ConvLSTMCell";
  override readonly outputState = 0;
  /** The number of channels of the output and of both states. */
  readonly filters: number;
  private readonly windows: Windows;
  private readonly activation: ActivationFunction;
  private readonly recurrentActivation: ActivationFunction;
  private readonly useBias: boolean;
  private readonly unitForgetBias: boolean;
  private readonly kernelRecipe: WeightRecipe;
  private readonly recurrentRecipe: WeightRecipe;
  private readonly biasRecipe: WeightRecipe;
  private readonly dropping: RecurrentDropout;
  private kernel: Variable | undefined;
  private recurrentKernel: Variable | undefined;
  private bias: Variable | undefined;

  /** @param rank - How many axes the kernel slides along. */
  constructor(
    private readonly rank: Rank,
    private readonly options: object,
  ) {
    const given = readOptions(WHERE, withoutForeign(WHERE, options), {
      ...layerDefaults,
      ...convLstmCellDefaults,
    });
    super(WHERE, given);
    this.filters = checkNumber(WHERE, "filters", given.filters, { integer: true, min: 1 });
    this.windows = checkKernel(WHERE, given, rank);
    this.activation = resolveActivation(given.activation, `${WHERE}: activation`);
    this.recurrentActivation = resolveActivation(given.recurrentActivation, `${WHERE}: recurrentActivation`);
    this.useBias = checkBoolean(WHERE, "useBias", given.useBias);
    this.unitForgetBias = checkBoolean(WHERE, "unitForgetBias", given.unitForgetBias);
    this.kernelRecipe = new WeightRecipe(WHERE, "kernel", given);
    this.recurrentRecipe = new WeightRecipe(WHERE, "recurrent", given);
    this.biasRecipe = new WeightRecipe(WHERE, "bias", given);
    // Keras has one mask for all gates here.
    this.dropping = new RecurrentDropout(WHERE, { ...recurrentDropoutDefaults, ...given }, 1);
  }

  override get stateSizes(): readonly number[] {
    return [this.filters, this.filters];
  }

  override rowShape(row: BatchShape): BatchShape {
    return [...countWindows(this.name, [null, ...row], this.windows), this.filters];
  }

  override stateShapes(row: BatchShape): readonly BatchShape[] {
    const shape = this.rowShape(row);
    return [shape, shape];
  }

  override again(): RnnCell {
    return new ConvLSTMCell(this.rank, this.options);
  }

  override call(x: Tensors, context: CallContext): readonly Tensor[] {
    const [rows, ...states] = x as readonly [Tensor, ...Tensor[]];
    const { inputs, step } = this.prepare(rows.reshape([1, ...rows.shape]), context);
    const [output, next] = step(inputs.reshape(inputs.shape.slice(1)), states);
    return [output, ...next];
  }

  override prepare(x: Tensor, context: CallContext): CellSteps {
    const [steps, batch, ...row] = x.shape as [number, number, ...number[]];
    const state = this.rowShape(row) as number[];
    const [inputMask] = this.dropping.inputMasks(context, [batch, ...row], x);
    const [stateMask] = this.dropping.stateMasks(context, [batch, ...state], x);
    // One convolution for all steps: they lie in the axis of the batch.
    const kept = inputMask === undefined ? x : x.mul(inputMask);
    const made = conv(kept.reshape([steps * batch, ...row]), (this.kernel as Variable).value, this.windows);
    const sums = this.bias === undefined ? made : made.add(this.bias.value);
    const kernel = (this.recurrentKernel as Variable).value;
    const step: CellSteps["step"] = (input, [h, c]) => {
      const read = stateMask === undefined ? (h as Tensor) : (h as Tensor).mul(stateMask);
      const all = input.add(conv(read, kernel, { padding: "same" }));
      return lstmStep(this.gatesOf(all), c as Tensor, this.recurrentActivation, this.activation);
    };
    return { inputs: sums.reshape([steps, batch, ...sums.shape.slice(1)]), step };
  }

  override getConfig(): Record<string, unknown> {
    const { size, strides, padding, dilationRate } = this.windows;
    return {
      ...super.getConfig(),
      filters: this.filters,
      kernel_size: size,
      strides,
      padding,
      data_format: "channels_last",
      dilation_rate: dilationRate,
      activation: activationName(this.activation),
      recurrent_activation: activationName(this.recurrentActivation),
      use_bias: this.useBias,
      unit_forget_bias: this.unitForgetBias,
      ...this.kernelRecipe.config(),
      ...this.recurrentRecipe.config(),
      ...this.biasRecipe.config(),
      ...this.dropping.config(),
    };
  }

  protected override makeCellWeights(inputShape: BatchShape): void {
    checkAxes(this.name, inputShape, this.rank);
    const channels = checkChannels(this.name, inputShape);
    const { filters } = this;
    const { size } = this.windows;
    this.kernel = this.addWeight("kernel", [...size, channels, 4 * filters], this.kernelRecipe.options);
    this.recurrentKernel = this.addWeight(
      "recurrent_kernel",
      [...size, filters, 4 * filters],
      this.recurrentRecipe.options,
    );
    if (!this.useBias) return;
    const { options, initializer } = this.biasRecipe;
    this.bias = this.addWeight("bias", [4 * filters], {
      ...options,
      initializer: this.unitForgetBias ? rememberAtFirst(initializer, filters) : initializer,
    });
  }

  private gatesOf(all: Tensor): readonly Tensor[] {
    const { filters } = this;
    const before = new Array<null>(all.rank - 1).fill(null);
    return [0, 1, 2, 3].map((i) => all.slice([...before, [i * filters, (i + 1) * filters]]));
  }
}
