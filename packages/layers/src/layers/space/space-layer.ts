import type { BatchShape } from "../../common/shapes";
import { Layer, type LayerOptions, layerDefaults } from "../layer";
import { checkAxes, checkDataFormat, type Rank } from "./axes";

/** The defaults of the options that these layers share. */
export const spaceDefaults: typeof layerDefaults & { dataFormat: unknown } = {
  ...layerDefaults,
  dataFormat: "channels_last",
};

/** A layer without weights that changes the axes between the batch and the channels, and takes rows of any size. */
export abstract class SpaceLayer extends Layer {
  protected override readonly notesShape: boolean = true;

  constructor(
    where: string,
    /** How many axes lie between the batch and the channels. */
    protected readonly rank: Rank,
    given: { readonly [K in keyof LayerOptions]?: unknown } & { readonly dataFormat: unknown },
  ) {
    super(where, given);
    checkDataFormat(where, given.dataFormat);
  }

  override computeOutputShape(inputShape: BatchShape): BatchShape {
    checkAxes(this.name, inputShape, this.rank);
    const channels = inputShape[inputShape.length - 1] ?? null;
    return [inputShape[0] ?? null, ...this.outputLengths(inputShape), channels];
  }

  /** The length of each axis of the output; throws when the input is too small. */
  protected abstract outputLengths(inputShape: BatchShape): readonly (number | null)[];

  protected override makeWeights(inputShape: BatchShape): void {
    this.computeOutputShape(inputShape);
  }

  protected override takes(shape: BatchShape, builtFor: BatchShape): boolean {
    return shape.length === builtFor.length;
  }
}
