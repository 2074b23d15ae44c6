import { conv, type Tensor, type Variable } from "@wellfit/core";
import { checkNumber, readOptions } from "../../common/options";
import { withoutForeign } from "../foreign-options";
import type { Rank } from "../space/axes";
import type { WindowPadding } from "../space/windows";
import { type KernelOptions, recipeDefaults, WeightRecipe } from "../weight-recipe";
import { ConvLayer, type Sizes, type SlidingKernelOptions, slidingDefaults } from "./conv-layer";

/** Options of {@link conv2d} and {@link conv3d}. */
export interface ConvLayerOptions extends SlidingKernelOptions, KernelOptions {
  /**
   * Into how many groups the channels are cut, each of which gives its own share of the filters. Default 1. Both numbers
   * must be multiples of it.
   */
  readonly groups?: number;
}

/** What the factories add to the options of a convolution. */
export interface FiltersAndSize {
  /** The number of channels of the output. */
  readonly filters: number;
  /** The size of the kernel. */
  readonly kernelSize: Sizes;
}

/** A convolution along one to three axes. */
export abstract class BaseConv extends ConvLayer {
  /** The number of channels of the output. */
  readonly filters: number;
  private readonly groups: number;
  private readonly kernelRecipe: WeightRecipe;
  private kernel: Variable | undefined;

  constructor(where: string, rank: Rank, options: object, paddings?: readonly WindowPadding[]) {
    const given = readOptions(where, withoutForeign(where, options), {
      ...slidingDefaults,
      ...recipeDefaults("kernel", "glorotUniform"),
      filters: undefined as unknown,
      groups: 1 as unknown,
    });
    super(where, rank, given, paddings);
    this.filters = checkNumber(where, "filters", given.filters, { integer: true, min: 1 });
    this.groups = checkNumber(where, "groups", given.groups, { integer: true, min: 1 });
    if (this.filters % this.groups !== 0) {
      throw new RangeError(
        `${where}: received ${this.filters} filters in ${this.groups} groups, expected groups that divide the number of ` +
          `filters; pass ${Math.ceil(this.filters / this.groups) * this.groups} filters, or other groups`,
      );
    }
    this.kernelRecipe = new WeightRecipe(where, "kernel", given);
  }

  override getConfig(): Record<string, unknown> {
    return {
      ...super.getConfig(),
      filters: this.filters,
      groups: this.groups,
      ...this.kernelRecipe.config(),
    };
  }

  protected override makeKernels(channels: number): void {
    const { filters, groups } = this;
    if (channels % groups !== 0) {
      throw new RangeError(
        `${this.name}: received input with ${channels} channels for ${groups} groups, expected groups that divide the ` +
          "number of channels; pass other groups",
      );
    }
    const shape = [...this.windows.size, channels / groups, filters];
    this.kernel = this.addWeight("kernel", shape, this.kernelRecipe.options);
  }

  protected override convolve(x: Tensor): Tensor {
    return conv(x, (this.kernel as Variable).value, { ...this.windows, groups: this.groups });
  }

  protected override outputChannels(): number {
    return this.filters;
  }
}
