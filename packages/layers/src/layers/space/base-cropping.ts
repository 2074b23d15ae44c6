import type { Tensor } from "@wellfit/core";
import { readOptions, show } from "../../common/options";
import { type BatchShape, showBatchShape } from "../../common/shapes";
import type { LayerOptions } from "../layer";
import { checkPairs, pairsConfig, type Rank } from "./axes";
import { SpaceLayer, spaceDefaults } from "./space-layer";

/** Options of the layers that cut off or add elements at the ends of axes. */
export interface EdgeOptions extends LayerOptions {
  /** Where the channels are. Only `"channels_last"`, the default. */
  readonly dataFormat?: "channels_last";
}

/** How many elements at the ends: one number for all, one for each axis, or a pair `[before, behind]` for each axis. */
export type Edges = number | readonly (number | readonly [number, number])[];

/** Cuts elements off at the ends of one to three axes. */
export abstract class BaseCropping extends SpaceLayer {
  private readonly cropping: readonly (readonly [number, number])[];

  constructor(where: string, rank: Rank, options: object, standard: number) {
    const given = readOptions(where, options, {
      ...spaceDefaults,
      cropping: standard as unknown,
    });
    super(where, rank, given);
    this.cropping = checkPairs(where, "cropping", given.cropping, rank);
  }

  override call(x: Tensor): Tensor {
    const lengths = this.outputLengths(x.shape);
    const ranges = this.cropping.map(([first], i) => [first, first + (lengths[i] as number)] as const);
    return x.slice([null, ...ranges, null]);
  }

  override getConfig(): Record<string, unknown> {
    return {
      ...super.getConfig(),
      cropping: pairsConfig(this.cropping),
      // Keras has no such setting along one axis, and takes none.
      ...(this.rank === 1 ? {} : { data_format: "channels_last" }),
    };
  }

  protected override outputLengths(inputShape: BatchShape): (number | null)[] {
    return this.cropping.map(([before, behind], i) => {
      const length = inputShape[i + 1] as number | null;
      if (length === null) return null;
      if (before + behind < length) return length - before - behind;
      throw new RangeError(
        `${this.name}: received input of shape ${showBatchShape(inputShape)} for cropping ${show(pairsConfig(this.cropping))}, ` +
          `which leaves nothing of axis ${i + 1}; expected more than ${before + behind} elements there; crop less`,
      );
    });
  }
}
