import { cast, isTensor, type Tensor, type TensorLike, tensor, toTensor } from "@wellfit/core";
import { checkBoolean, show } from "../common/options";
import { type BatchShape, type Shapes, showBatchShape } from "../common/shapes";
import type { KerasArguments } from "./call-arguments";
import type { CallOptions } from "./call-options";
import type { CallContext } from "./context";
import { Layer, type LayerOptions, layerDefaults } from "./layer";
import type { Mask } from "./mask";
import type { RnnCell } from "./recurrent-cell";
import { runCell } from "./recurrent-loop";
import { SequenceLayer, stateList } from "./sequence-layer";
import type { LayerNode, OutputShapes } from "./symbolic";
import type { Tensors } from "./tensors";

/** Options that all recurrent layers share. */
export interface RecurrentOptions extends LayerOptions {
  /** Whether the outputs of all steps are given, `[batch, steps, units]`, and not only the last. Default false. */
  readonly returnSequences?: boolean;
  /** Whether the states after the last step are given too, as `[output, ...states]`. Default false. */
  readonly returnState?: boolean;
  /** Whether the steps are read from the last to the first; the outputs come in that order too. Default false. */
  readonly goBackwards?: boolean;
  /** Keras's `stateful`; only false is accepted: pass the states of one call to the next with `initialState`. */
  readonly stateful?: boolean;
  /** Accepted as in Keras and of no effect: the steps are always one compiled loop. Default false. */
  readonly unroll?: boolean;
  /** Whether masked steps give zeros, instead of the output of the step before. Default false. */
  readonly zeroOutputForMask?: boolean;
}

/** The defaults of {@link RecurrentOptions}, as `readOptions` needs them. */
export const recurrentDefaults: typeof layerDefaults & {
  returnSequences: boolean;
  returnState: boolean;
  goBackwards: boolean;
  stateful: boolean;
  unroll: boolean;
  zeroOutputForMask: boolean;
} = {
  ...layerDefaults,
  returnSequences: false,
  returnState: false,
  goBackwards: false,
  stateful: false,
  unroll: false,
  zeroOutputForMask: false,
};

/**
 * A layer that runs a cell over the steps of a sequence. Call options beside those of every layer: `initialState`, a tensor
 * or one for each state; the states may also follow the input in an array, as in `apply([x, h, c])`.
 */
export abstract class RecurrentLayer extends SequenceLayer {
  /** What is done at each step. */
  readonly cell: RnnCell;
  /** Whether the outputs of all steps are given. */
  readonly returnSequences: boolean;
  /** Whether the states are given too. */
  readonly returnState: boolean;
  /** Whether the last step is read first. */
  readonly goBackwards: boolean;
  /** Whether masked steps give zeros; `bidirectional` sees to it. */
  zeroOutputForMask: boolean;
  private readonly unroll: boolean;

  /** @param where - What error messages call the layer. */
  constructor(where: string, given: typeof recurrentDefaults, cell: RnnCell) {
    super(where, given);
    const flag = (name: keyof typeof recurrentDefaults): boolean => checkBoolean(where, name, given[name]);
    if (flag("stateful")) {
      throw new TypeError(
        `${where}: received stateful true, which this layer does not have; expected false: make the layer with returnState: ` +
          "true and pass the states on, as in apply(x, { initialState: states })",
      );
    }
    this.returnSequences = flag("returnSequences");
    this.returnState = flag("returnState");
    this.goBackwards = flag("goBackwards");
    this.zeroOutputForMask = flag("zeroOutputForMask");
    this.unroll = flag("unroll");
    this.cell = this.track("cell", cell);
  }

  override computeOutputShape(inputShape: Shapes): OutputShapes {
    const [rows = null, steps = null, ...row] = this.checkSequence(inputShape);
    const made = this.cell.rowShape(row);
    const output = this.returnSequences ? [rows, steps, ...made] : [rows, ...made];
    if (!this.returnState) return output;
    return [output, ...this.cell.stateShapes(row).map((shape) => [rows, ...shape])];
  }

  override call(x: Tensor, context: CallContext, options: CallOptions = {}): Tensor | readonly Tensor[] {
    const { output, states } = runCell(this.cell, x, context, {
      states: this.statesFor(x, options.initialState),
      mask: this.maskFor(x, options.mask),
      goBackwards: this.goBackwards,
      zeroOutputForMask: this.zeroOutputForMask,
      returnSequences: this.returnSequences,
    });
    return this.returnState ? [output, ...states] : output;
  }

  override computeMask(x: Tensors, mask: CallOptions["mask"]): Mask | readonly Mask[] {
    return this.returnSequences ? super.computeMask(x, mask) : undefined;
  }

  /** Another layer of the same settings but for these, without weights yet. */
  abstract again(changes: RecurrentOptions): RecurrentLayer;

  /** Keras notes that these layers were not called for training. */
  override writeCall(node: LayerNode): KerasArguments {
    const { args, kwargs } = super.writeCall(node);
    return { args, kwargs: { training: false, ...kwargs } };
  }

  override getConfig(): Record<string, unknown> {
    return {
      ...super.getConfig(),
      return_sequences: this.returnSequences,
      return_state: this.returnState,
      go_backwards: this.goBackwards,
      stateful: false,
      unroll: this.unroll,
      zero_output_for_mask: this.zeroOutputForMask,
    };
  }

  protected override makeWeights(inputShape: Shapes): void {
    const [rows, , ...features] = this.checkSequence(inputShape);
    this.cell.build([rows as null, ...features]);
  }

  private statesFor(x: Tensor, given: unknown): readonly Tensor[] | undefined {
    const list = stateList(given);
    if (list === undefined) return undefined;
    const states = list.map((state) => toTensor(state as TensorLike));
    const [rows = null, , ...row] = x.shape;
    const shown = (shapes: readonly BatchShape[]): string => shapes.map(showBatchShape).join(" and ");
    const received = shown(states.map(({ shape }) => shape));
    const expected = shown(this.cell.stateShapes(row).map((shape) => [rows, ...shape]));
    if (received !== expected) {
      throw new RangeError(
        `${this.name}: received initialState of shape ${received}, expected ${expected}: a tensor for each state of the cell`,
      );
    }
    return states.map((state) => cast(state, x.dtype));
  }

  private maskFor(x: Tensor, given: CallOptions["mask"]): Mask {
    const mask: unknown = Array.isArray(given) ? given[0] : given;
    if (mask === undefined || mask === null) return undefined;
    const made = isTensor(mask) ? mask : tensor(mask as TensorLike);
    const [rows, steps] = x.shape;
    if (made.rank === 2 && made.shape[0] === rows && made.shape[1] === steps) return made;
    throw new RangeError(
      `${this.name}: received a mask of shape ${showBatchShape(made.shape)}, expected [${rows}, ${steps}]: one truth value ` +
        "for each step of each row of the input",
    );
  }
}

/** Returns the recurrent layer or throws. */
export function checkRecurrent(where: string, value: unknown): RecurrentLayer {
  if (value instanceof RecurrentLayer) return value;
  throw new TypeError(
    `${where}: received ${value instanceof Layer ? `the layer ${value.name}` : show(value)}, expected a recurrent layer ` +
      "such as lstm(8)",
  );
}
