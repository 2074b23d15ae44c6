import { depthwiseConv, type Tensor, type Variable } from "@wellfit/core";
import { checkNumber, readOptions } from "../../common/options";
import type { Rank } from "../space/axes";
import { recipeDefaults, WeightRecipe } from "../weight-recipe";
import { ConvLayer, slidingDefaults } from "./conv-layer";

/** A convolution of every channel by itself, along one or two axes. */
export abstract class BaseDepthwiseConv extends ConvLayer {
  private readonly depthMultiplier: number;
  private readonly depthwiseRecipe: WeightRecipe;
  private kernel: Variable | undefined;

  constructor(where: string, rank: Rank, options: object) {
    const given = readOptions(where, options, {
      ...slidingDefaults,
      ...recipeDefaults("depthwise", "glorotUniform"),
      depthMultiplier: 1 as unknown,
    });
    super(where, rank, given);
    this.depthMultiplier = checkNumber(where, "depthMultiplier", given.depthMultiplier, {
      integer: true,
      min: 1,
    });
    this.depthwiseRecipe = new WeightRecipe(where, "depthwise", given);
  }

  override getConfig(): Record<string, unknown> {
    return {
      ...super.getConfig(),
      depth_multiplier: this.depthMultiplier,
      ...this.depthwiseRecipe.config(),
    };
  }

  protected override makeKernels(channels: number): void {
    const shape = [...this.windows.size, channels, this.depthMultiplier];
    this.kernel = this.addWeight("kernel", shape, this.depthwiseRecipe.options);
  }

  protected override convolve(x: Tensor): Tensor {
    return depthwiseConv(x, (this.kernel as Variable).value, this.windows);
  }

  protected override outputChannels(channels: number): number {
    return channels * this.depthMultiplier;
  }
}
