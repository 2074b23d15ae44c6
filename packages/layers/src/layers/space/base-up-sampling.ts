import { broadcastTo, type Tensor } from "@wellfit/core";
import type { BatchShape } from "../../common/shapes";
import type { LayerOptions } from "../layer";
import { checkSizes, type Rank } from "./axes";
import { SpaceLayer, spaceDefaults } from "./space-layer";

/** Options of {@link upSampling1d} and {@link upSampling3d}. */
export interface UpSamplingOptions extends LayerOptions {
  /** Where the channels are. Only `"channels_last"`, the default. */
  readonly dataFormat?: "channels_last";
}

/** The defaults of their options. */
export const upSamplingDefaults: typeof spaceDefaults & { size: unknown } = { ...spaceDefaults, size: 2 };

/** Repeats every element along one to three axes. */
export abstract class BaseUpSampling extends SpaceLayer {
  /** How often each element is repeated along each axis. */
  protected readonly size: readonly number[];

  constructor(
    where: string,
    rank: Rank,
    given: { readonly [K in keyof LayerOptions]?: unknown } & {
      readonly size: unknown;
      readonly dataFormat: unknown;
    },
  ) {
    super(where, rank, given);
    this.size = checkSizes(where, "size", given.size, rank);
  }

  override call(x: Tensor): Tensor {
    const times = [1, ...this.size, 1];
    const wide = x.reshape(x.shape.flatMap((n) => [n, 1]));
    const spread = broadcastTo(
      wide,
      x.shape.flatMap((n, axis) => [n, times[axis] as number]),
    );
    return spread.reshape(x.shape.map((n, axis) => n * (times[axis] as number)));
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), size: this.size, data_format: "channels_last" };
  }

  protected override outputLengths(inputShape: BatchShape): (number | null)[] {
    return this.size.map((times, i) => {
      const length = inputShape[i + 1] as number | null;
      return length === null ? null : length * times;
    });
  }
}
