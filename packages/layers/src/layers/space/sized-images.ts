import { checkNumber } from "../../common/options";
import { SpaceLayer, type spaceDefaults } from "./space-layer";

/** What the factories of layers that give images of one size add to their options. */
export interface ImageSize {
  /** The height of the output, in pixels. */
  readonly height: number;
  /** The width of the output, in pixels. */
  readonly width: number;
}

/** A layer that gives images of one size, whatever those of the input. */
export abstract class SizedImages extends SpaceLayer {
  /** Height and width of the output. */
  protected readonly size: readonly [height: number, width: number];

  constructor(
    where: string,
    given: typeof spaceDefaults & { readonly height: unknown; readonly width: unknown },
  ) {
    super(where, 2, given);
    const pixels = (name: "height" | "width"): number =>
      checkNumber(where, name, given[name], { integer: true, min: 1 });
    this.size = [pixels("height"), pixels("width")];
  }

  override getConfig(): Record<string, unknown> {
    const [height, width] = this.size;
    return { ...super.getConfig(), height, width, data_format: "channels_last" };
  }

  protected override outputLengths(): readonly number[] {
    return this.size;
  }
}
