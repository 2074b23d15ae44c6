import { pad, type Tensor } from "@wellfit/core";
import { readOptions } from "../../common/options";
import type { BatchShape } from "../../common/shapes";
import { checkPairs, pairsConfig, type Rank } from "./axes";
import { SpaceLayer, spaceDefaults } from "./space-layer";

/** Adds zeros at the ends of one to three axes. */
export abstract class BaseZeroPadding extends SpaceLayer {
  private readonly padding: readonly (readonly [number, number])[];

  constructor(where: string, rank: Rank, options: object) {
    const given = readOptions(where, options, {
      ...spaceDefaults,
      padding: 1 as unknown,
    });
    super(where, rank, given);
    this.padding = checkPairs(where, "padding", given.padding, rank);
  }

  override call(x: Tensor): Tensor {
    return pad(x, [[0, 0], ...this.padding, [0, 0]]);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), padding: pairsConfig(this.padding), data_format: "channels_last" };
  }

  protected override outputLengths(inputShape: BatchShape): (number | null)[] {
    return this.padding.map(([before, behind], i) => {
      const length = inputShape[i + 1] as number | null;
      return length === null ? null : before + length + behind;
    });
  }
}
