import type { Tensor, Variable } from "@wellfit/core";
import { activatedShape } from "../../activations/activated-shape";
import type { ActivationFunction } from "../../activations/activations";
import { type ActivationLike, activationName, resolveActivation } from "../../activations/resolve-activation";
import type { BatchShape } from "../../common/shapes";
import { Layer, type LayerOptions, layerDefaults } from "../layer";
import { checkAxes, type Rank } from "../space/axes";
import { countWindows, type WindowPadding, type Windows } from "../space/windows";
import { type BiasOptions, type RecipeDefaults, recipeDefaults, WeightRecipe } from "../weight-recipe";
import { checkChannels, checkKernel } from "./kernel";

/** A whole number for all axes that a kernel slides along, or an array with one for each. */
export type Sizes = number | readonly number[];

/** Options of all layers that slide a kernel over their input. */
export interface SlidingKernelOptions extends LayerOptions, BiasOptions {
  /** How far the kernel moves, for all axes or each. Default 1. */
  readonly strides?: Sizes;
  /**
   * `"valid"` (the default): only where the kernel fits; `"same"`: zeros around, so that a stride of 1 keeps lengths.
   */
  readonly padding?: "valid" | "same";
  /** How far the elements of the kernel are apart, for all axes or each. Default 1; more only where all strides are 1. */
  readonly dilationRate?: Sizes;
  /** What is applied to the output. Default: nothing (linear). */
  readonly activation?: ActivationLike;
  /** Where the channels are. Only `"channels_last"`, the default. */
  readonly dataFormat?: "channels_last";
}

/** {@link SlidingKernelOptions} and the size that all have, not checked yet. */
type GivenOptions = typeof layerDefaults &
  RecipeDefaults<"bias"> & {
    [K in "kernelSize" | "strides" | "padding" | "dilationRate" | "activation" | "dataFormat"]: unknown;
  } & { useBias: boolean };

/** The defaults of what all have. */
export const slidingDefaults: GivenOptions = {
  ...layerDefaults,
  ...recipeDefaults("bias", "zeros"),
  kernelSize: undefined,
  strides: 1,
  padding: "valid",
  dilationRate: 1,
  activation: undefined,
  dataFormat: "channels_last",
  useBias: true,
};

/** What all layers have in common that slide a kernel over their input, add a bias and apply an activation. */
export abstract class ConvLayer extends Layer {
  /** How many axes the kernel slides along. */
  protected readonly rank: Rank;
  /** The kernel's size, steps and what happens at the ends. */
  protected readonly windows: Windows;
  private readonly activation: ActivationFunction;
  private readonly useBias: boolean;
  private readonly biasRecipe: WeightRecipe;
  private bias: Variable | undefined;

  constructor(
    where: string,
    rank: Rank,
    given: GivenOptions,
    paddings: readonly WindowPadding[] = ["valid", "same"],
  ) {
    super(where, given);
    this.rank = rank;
    this.windows = checkKernel(where, given, rank, paddings);
    this.activation = resolveActivation(given.activation, `${where}: activation`);
    this.useBias = given.useBias;
    this.biasRecipe = new WeightRecipe(where, "bias", given);
  }

  override computeOutputShape(inputShape: BatchShape): BatchShape {
    checkAxes(this.name, inputShape, this.rank);
    const channels = this.channelsOf(inputShape);
    const shape = [inputShape[0] ?? null, ...this.outputLengths(inputShape), this.outputChannels(channels)];
    return activatedShape(this.activation, shape);
  }

  override call(x: Tensor): Tensor {
    this.outputLengths(x.shape);
    const y = this.convolve(x);
    return this.activation(this.bias === undefined ? y : y.add(this.bias.value));
  }

  override getConfig(): Record<string, unknown> {
    const { size, strides, dilationRate, padding } = this.windows;
    return {
      activity_regularizer: null,
      ...super.getConfig(),
      kernel_size: size,
      strides,
      padding,
      data_format: "channels_last",
      dilation_rate: dilationRate,
      activation: activationName(this.activation),
      use_bias: this.useBias,
      ...this.biasRecipe.config(),
    };
  }

  /** Makes the kernels for a number of channels. */
  protected abstract makeKernels(channels: number): void;

  /** The output without bias and activation. */
  protected abstract convolve(x: Tensor): Tensor;

  /** How many channels the output has. */
  protected abstract outputChannels(channels: number): number;

  /** The length of each axis of the output; throws when the kernel does not fit. */
  protected outputLengths(inputShape: BatchShape): (number | null)[] {
    return countWindows(this.name, inputShape, this.windows);
  }

  protected override makeWeights(inputShape: BatchShape): void {
    checkAxes(this.name, inputShape, this.rank);
    const channels = this.channelsOf(inputShape);
    this.outputLengths(inputShape);
    this.makeKernels(channels);
    if (this.useBias) {
      this.bias = this.addWeight("bias", [this.outputChannels(channels)], this.biasRecipe.options);
    }
  }

  /** The axes that the kernel slides along may have any length, as in Keras. */
  protected override takes(shape: BatchShape, builtFor: BatchShape): boolean {
    return shape.length === builtFor.length && shape[shape.length - 1] === builtFor[builtFor.length - 1];
  }

  private channelsOf(inputShape: BatchShape): number {
    return checkChannels(this.name, inputShape);
  }
}
