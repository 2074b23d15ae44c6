import type { BatchShape } from "../../common/shapes";
import { Layer, type LayerOptions } from "../layer";
import { checkAxes, type Rank } from "./axes";

/** A layer without weights that changes the axes between the batch and the channels, and takes rows of any size. */
export abstract class SpaceLayer extends Layer {
  protected override readonly notesShape: boolean = true;

  constructor(
    where: string,
    /** How many axes lie between the batch and the channels. */
    protected readonly rank: Rank,
    options: { readonly [K in keyof LayerOptions]?: unknown },
  ) {
    super(where, options);
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
