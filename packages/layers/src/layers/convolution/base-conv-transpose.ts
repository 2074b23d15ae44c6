import { convTranspose, type Tensor, type Variable } from "@wellfit/core";
import { checkNumber, readOptions, show } from "../../common/options";
import type { BatchShape } from "../../common/shapes";
import { withoutForeign } from "../foreign-options";
import { checkSizes, type Rank } from "../space/axes";
import { reachOf } from "../space/windows";
import { type KernelOptions, recipeDefaults, WeightRecipe } from "../weight-recipe";
import { ConvLayer, type Sizes, type SlidingKernelOptions, slidingDefaults } from "./conv-layer";

/** Options of {@link conv1dTranspose}, {@link conv2dTranspose} and {@link conv3dTranspose}. */
export interface ConvTransposeLayerOptions extends SlidingKernelOptions, KernelOptions {
  /**
   * How many elements more than the least stand at the end of each axis: whole numbers from 0 and below the strides.
   * Default: as many as make lengths multiples of the strides.
   */
  readonly outputPadding?: Sizes;
}

/** A convolution the other way, along one to three axes. */
export abstract class BaseConvTranspose extends ConvLayer {
  /** The number of channels of the output. */
  readonly filters: number;
  private readonly outputPadding: readonly number[] | undefined;
  private readonly kernelRecipe: WeightRecipe;
  private kernel: Variable | undefined;

  constructor(where: string, rank: Rank, options: object) {
    const given = readOptions(where, withoutForeign(where, options), {
      ...slidingDefaults,
      ...recipeDefaults("kernel", "glorotUniform"),
      filters: undefined as unknown,
      outputPadding: undefined as unknown,
    });
    super(where, rank, given);
    this.filters = checkNumber(where, "filters", given.filters, { integer: true, min: 1 });
    this.outputPadding =
      given.outputPadding === undefined
        ? undefined
        : checkSizes(where, "outputPadding", given.outputPadding, rank, 0);
    if (this.outputPadding?.some((n, i) => n >= (this.windows.strides[i] as number))) {
      throw new RangeError(
        `${where}: received outputPadding ${show(this.outputPadding)}, expected whole numbers below the strides ` +
          `${show(this.windows.strides)}; leave it out for lengths that are multiples of the strides`,
      );
    }
    this.kernelRecipe = new WeightRecipe(where, "kernel", given);
  }

  override getConfig(): Record<string, unknown> {
    return {
      ...super.getConfig(),
      filters: this.filters,
      output_padding: this.outputPadding ?? null,
      ...this.kernelRecipe.config(),
    };
  }

  protected override makeKernels(channels: number): void {
    const shape = [...this.windows.size, this.filters, channels];
    this.kernel = this.addWeight("kernel", shape, this.kernelRecipe.options);
  }

  protected override convolve(x: Tensor): Tensor {
    const { strides, dilationRate, padding } = this.windows;
    return convTranspose(x, (this.kernel as Variable).value, {
      strides,
      dilationRate,
      padding: padding as "valid" | "same",
      ...(this.outputPadding === undefined ? {} : { outputPadding: this.outputPadding }),
    });
  }

  protected override outputChannels(): number {
    return this.filters;
  }

  protected override outputLengths(inputShape: BatchShape): (number | null)[] {
    const { size, strides, dilationRate, padding } = this.windows;
    return inputShape.slice(1, -1).map((length, i) => {
      if (length === null) return null;
      const [stride, more] = [strides[i] as number, this.outputPadding?.[i]];
      const reach = reachOf(size[i] as number, dilationRate[i] as number);
      if (padding === "valid")
        return (length - 1) * stride + (more === undefined ? Math.max(reach, stride) : reach + more);
      return more === undefined ? length * stride : (length - 1) * stride + (reach % 2) + more;
    });
  }
}
