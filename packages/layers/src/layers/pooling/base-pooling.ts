import { averagePool, maxPool, type Tensor } from "@wellfit/core";
import { checkChoice, readOptions } from "../../common/options";
import type { BatchShape } from "../../common/shapes";
import type { Sizes } from "../convolution/conv-layer";
import type { LayerOptions } from "../layer";
import { checkSizes, type Rank } from "../space/axes";
import { SpaceLayer, spaceDefaults } from "../space/space-layer";
import { countWindows, type Windows } from "../space/windows";

/** Options of the layers that pool windows. */
export interface PoolingOptions extends LayerOptions {
  /** How far the windows are apart, for all axes or each. Default: their size, so that they lie side by side. */
  readonly strides?: Sizes;
  /** `"valid"` (the default): whole windows only; `"same"`: also those that reach over the ends. */
  readonly padding?: "valid" | "same";
  /** Where the channels are. Only `"channels_last"`, the default. */
  readonly dataFormat?: "channels_last";
}

/** What the factories add to the options. */
export interface PoolSize {
  /** The size of the windows. */
  readonly poolSize?: Sizes;
}

/** One number for each window and channel, along one to three axes. */
abstract class BasePooling extends SpaceLayer {
  protected override readonly notesShape: boolean = false;
  private readonly windows: Windows;

  constructor(
    where: string,
    rank: Rank,
    options: object,
    private readonly pool: typeof maxPool,
  ) {
    const given = readOptions(where, options, {
      ...spaceDefaults,
      poolSize: 2 as unknown,
      strides: undefined as unknown,
      padding: "valid" as unknown,
    });
    super(where, rank, given);
    const size = checkSizes(where, "poolSize", given.poolSize, rank);
    this.windows = {
      size,
      strides: given.strides === undefined ? size : checkSizes(where, "strides", given.strides, rank),
      dilationRate: size.map(() => 1),
      padding: checkChoice(where, "padding", given.padding, ["valid", "same"]),
    };
  }

  override call(x: Tensor): Tensor {
    this.outputLengths(x.shape);
    const { size, strides, padding } = this.windows;
    return this.pool(x, size, { strides, padding: padding as "valid" | "same" });
  }

  override getConfig(): Record<string, unknown> {
    const { size, strides, padding } = this.windows;
    return {
      ...super.getConfig(),
      pool_size: size,
      padding,
      strides,
      data_format: "channels_last",
    };
  }

  protected override outputLengths(inputShape: BatchShape): (number | null)[] {
    return countWindows(this.name, inputShape, this.windows);
  }
}

/** The largest element of each window. */
export abstract class BaseMaxPooling extends BasePooling {
  constructor(where: string, rank: Rank, options: object) {
    super(where, rank, options, maxPool);
  }
}

/** The mean of each window. */
export abstract class BaseAveragePooling extends BasePooling {
  constructor(where: string, rank: Rank, options: object) {
    super(where, rank, options, averagePool);
  }
}
