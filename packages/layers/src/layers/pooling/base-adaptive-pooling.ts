import type { Tensor } from "@wellfit/core";
import { readOptions } from "../../common/options";
import type { Sizes } from "../convolution/conv-layer";
import type { LayerOptions } from "../layer";
import { checkSizes, type Rank } from "../space/axes";
import { SpaceLayer, spaceDefaults } from "../space/space-layer";
import { adaptiveAveragePool, adaptiveMaxPool } from "./adaptive-windows";

/** Options of the layers that pool to a given size. */
export interface AdaptivePoolingOptions extends LayerOptions {
  /** Where the channels are. Only `"channels_last"`, the default. */
  readonly dataFormat?: "channels_last";
}

/** What the factories add to the options. */
export interface OutputSize {
  /** How many windows there are. */
  readonly outputSize: Sizes;
}

/** As many windows as the output shall have elements, whatever the size of the input. */
abstract class BaseAdaptivePooling extends SpaceLayer {
  private readonly outputSize: readonly number[];

  constructor(
    where: string,
    rank: Rank,
    options: object,
    private readonly pool: typeof adaptiveMaxPool,
  ) {
    const given = readOptions(where, options, {
      ...spaceDefaults,
      outputSize: undefined as unknown,
    });
    super(where, rank, given);
    this.outputSize = checkSizes(where, "outputSize", given.outputSize, rank);
  }

  override call(x: Tensor): Tensor {
    return this.pool(x, this.outputSize);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), output_size: this.outputSize, data_format: "channels_last" };
  }

  protected override outputLengths(): readonly number[] {
    return this.outputSize;
  }
}

/** The largest element of each window. */
export abstract class BaseAdaptiveMaxPooling extends BaseAdaptivePooling {
  constructor(where: string, rank: Rank, options: object) {
    super(where, rank, options, adaptiveMaxPool);
  }
}

/** The mean of each window. */
export abstract class BaseAdaptiveAveragePooling extends BaseAdaptivePooling {
  constructor(where: string, rank: Rank, options: object) {
    super(where, rank, options, adaptiveAveragePool);
  }
}
