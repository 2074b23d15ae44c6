import { separableConv, type Tensor, type Variable } from "@wellfit/core";
import { checkNumber, readOptions } from "../../common/options";
import type { Rank } from "../space/axes";
import { recipeDefaults, WeightRecipe } from "../weight-recipe";
import { ConvLayer, slidingDefaults } from "./conv-layer";

/** A convolution of every channel by itself and then one across channels, along one or two axes. */
export abstract class BaseSeparableConv extends ConvLayer {
  /** The number of channels of the output. */
  readonly filters: number;
  private readonly depthMultiplier: number;
  private readonly depthwiseRecipe: WeightRecipe;
  private readonly pointwiseRecipe: WeightRecipe;
  private depthwiseKernel: Variable | undefined;
  private pointwiseKernel: Variable | undefined;

  constructor(where: string, rank: Rank, options: object) {
    const given = readOptions(where, options, {
      ...slidingDefaults,
      ...recipeDefaults("depthwise", "glorotUniform"),
      ...recipeDefaults("pointwise", "glorotUniform"),
      filters: undefined as unknown,
      depthMultiplier: 1 as unknown,
    });
    super(where, rank, given);
    const whole = (name: "filters" | "depthMultiplier"): number =>
      checkNumber(where, name, given[name], { integer: true, min: 1 });
    this.filters = whole("filters");
    this.depthMultiplier = whole("depthMultiplier");
    this.depthwiseRecipe = new WeightRecipe(where, "depthwise", given);
    this.pointwiseRecipe = new WeightRecipe(where, "pointwise", given);
  }

  override getConfig(): Record<string, unknown> {
    return {
      ...super.getConfig(),
      filters: this.filters,
      depth_multiplier: this.depthMultiplier,
      ...this.depthwiseRecipe.config(),
      ...this.pointwiseRecipe.config(),
    };
  }

  protected override makeKernels(channels: number): void {
    const { size } = this.windows;
    const depth = [...size, channels, this.depthMultiplier];
    const point = [...size.map(() => 1), channels * this.depthMultiplier, this.filters];
    this.depthwiseKernel = this.addWeight("depthwise_kernel", depth, this.depthwiseRecipe.options);
    this.pointwiseKernel = this.addWeight("pointwise_kernel", point, this.pointwiseRecipe.options);
  }

  protected override convolve(x: Tensor): Tensor {
    const [depth, point] = [this.depthwiseKernel as Variable, this.pointwiseKernel as Variable];
    return separableConv(x, depth.value, point.value, this.windows);
  }

  protected override outputChannels(): number {
    return this.filters;
  }
}
