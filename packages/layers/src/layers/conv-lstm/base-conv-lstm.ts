import { type BatchShape, type Shapes, showBatchShape } from "../../common/shapes";
import { CellLayer } from "../cell-layer";
import type { Sizes, SlidingKernelOptions } from "../convolution/conv-layer";
import { checkChannels } from "../convolution/kernel";
import type { LstmCellOptions } from "../lstm-cell";
import type { RecurrentOptions } from "../recurrent-layer";
import type { Rank } from "../space/axes";
import { ConvLSTMCell, convLstmCellDefaults } from "./conv-lstm-cell";

/** What the axes of a step are called in messages. */
const AXES: Readonly<Record<Rank, string>> = { 1: "length", 2: "height, width", 3: "depth, height, width" };

/** Options of {@link convLstm1d}, {@link convLstm2d} and {@link convLstm3d}. */
export interface ConvLstmOptions
  extends RecurrentOptions,
    Omit<LstmCellOptions, "implementation">,
    Pick<SlidingKernelOptions, "strides" | "padding" | "dilationRate" | "dataFormat"> {}

/** What the factories add to the options. */
export interface ConvLstmSizes {
  /** The number of channels of the output. */
  readonly filters: number;
  /** The size of the kernels. */
  readonly kernelSize: Sizes;
}

/** An LSTM over sequences whose steps have axes that kernels slide along. */
export abstract class BaseConvLSTM extends CellLayer {
  constructor(
    where: string,
    private readonly rank: Rank,
    options: object,
  ) {
    super(where, options, convLstmCellDefaults, (own) => new ConvLSTMCell(rank, own));
  }

  /** The number of channels of the output. */
  get filters(): number {
    return this.cell.outputSize;
  }

  protected override checkSequence(inputShape: Shapes): BatchShape {
    const shape = super.checkSequence(inputShape);
    if (shape.length === this.rank + 3) {
      checkChannels(this.name, shape);
      return shape;
    }
    throw new RangeError(
      `${this.name}: expected input of shape [batch, steps, ${AXES[this.rank]}, channels], received ${showBatchShape(shape)}; ` +
        (shape.length === this.rank + 2
          ? "data without an axis of channels gets one by expandDims(x, -1), and one row alone a batch axis by expandDims(x, 0)"
          : "reshape the rows, or use the layer for as many axes as they have"),
    );
  }

  /** The axes that the kernel slides along may have any length, as in Keras. */
  protected override takes(shape: BatchShape, builtFor: BatchShape): boolean {
    return shape.length === builtFor.length && shape[shape.length - 1] === builtFor[builtFor.length - 1];
  }
}
