import type { Tensor } from "@wellfit/core";
import { camelKeys } from "../common/names";
import { areShapes, type BatchShape, type Shapes, showShapes } from "../common/shapes";
import type { CallArguments, KerasArguments } from "./call-arguments";
import type { CallOptions } from "./call-options";
import type { CallContext } from "./context";
import { Layer } from "./layer";
import { type LayerNode, SymbolicTensor } from "./symbolic";
import type { Tensors } from "./tensors";

/** How the steps of one sequence are computed. */
export interface CellSteps {
  /** What each step reads, one slice along the first axis for each slice of what `prepare` was given. */
  readonly inputs: Tensor;
  /** From a slice and the states before a step to the output and the states after it. */
  readonly step: (
    input: Tensor,
    states: readonly Tensor[],
  ) => readonly [output: Tensor, states: readonly Tensor[]];
}

/**
 * What a recurrent layer does at one step: from rows `[batch, features]` and states `[batch, size]` to an output and the
 * states for the next step. It is applied to `[x, ...states]` and gives `[output, ...states]`. A cell of your own extends
 * this, has a static `className`, `stateSizes` and `call`, and `makeWeights` if it has weights.
 */
export abstract class RnnCell extends Layer {
  protected override readonly takesMany: boolean = true;
  /** The length of the last axis of each state. */
  abstract readonly stateSizes: readonly number[];
  /** Which state is the output too; `undefined` when none is. It saves a recurrent layer to carry the output. */
  readonly outputState: number | undefined = undefined;

  /** The length of the output: that of the first state, unless a cell says otherwise. */
  get outputSize(): number {
    return this.stateSizes[0] as number;
  }

  /** The shape of each state for one row of a shape: `[size]`, unless the rows of a cell have axes that its states have too. */
  stateShapes(_row: BatchShape): readonly BatchShape[] {
    return this.stateSizes.map((size) => [size]);
  }

  /** The shape of the output for one row of a shape: `[outputSize]`, unless a cell says otherwise. */
  rowShape(_row: BatchShape): BatchShape {
    return [this.outputSize];
  }

  /** The cells that it is made of, each of which reads what the one before it gives: itself, unless it is a stack. */
  get chain(): readonly RnnCell[] {
    return [this];
  }

  abstract override call(x: Tensors, context: CallContext, options?: CallOptions): readonly Tensor[];

  /**
   * What the steps of a sequence share is computed here, once for all steps: products with the inputs, what dropout keeps.
   * By default nothing is, and each step is a `call`.
   *
   * @param x - `[steps, batch, features]`.
   */
  prepare(x: Tensor, context: CallContext): CellSteps {
    const step: CellSteps["step"] = (input, states) => {
      const [output, ...next] = this.call([input, ...states], context);
      return [output as Tensor, next];
    };
    return { inputs: x, step };
  }

  /** Another cell of the same settings, without weights yet. */
  again(): RnnCell {
    const type = this.constructor as unknown as new (options: object) => RnnCell;
    return new type(camelKeys(this.getConfig()));
  }

  /** Makes the weights for the shape of `x`, alone or with those of the states. */
  override build(inputShape: Shapes): void {
    if (areShapes(inputShape)) {
      super.build(this.checkShapes(inputShape));
      return;
    }
    const [rows = null, ...row] = inputShape;
    super.build([inputShape, ...this.stateShapes(row).map((shape) => [rows, ...shape])]);
  }

  override run(x: Tensors, context: CallContext, options: CallOptions = {}): Tensors {
    if (!Array.isArray(x)) this.refuseAlone((x as Tensor).shape);
    return super.run(x, context, options);
  }

  override applySymbolic(inputs: LayerNode["inputs"], list: boolean, options: CallOptions = {}): LayerNode {
    if (!list) this.refuseAlone((inputs[0] as SymbolicTensor).shape);
    return super.applySymbolic(inputs, list, options);
  }

  override computeOutputShape(inputShape: Shapes): readonly BatchShape[] {
    const [first] = (areShapes(inputShape) ? inputShape : [inputShape]) as readonly BatchShape[];
    const [rows = null, ...row] = first ?? [];
    return [this.rowShape(row), ...this.stateShapes(row)].map((shape) => [rows, ...shape]);
  }

  /** Keras's cells are called with the input and, beside it, a list of states. */
  override readCall({ args, kwargs }: KerasArguments): CallArguments {
    const inputs = [...args, kwargs.states].flat().filter((x) => x instanceof SymbolicTensor);
    return { inputs, list: true, options: {} };
  }

  override writeCall({ inputs: [x, ...states] }: LayerNode): KerasArguments {
    return { args: [x, states], kwargs: {} };
  }

  override buildConfig(): { readonly build_config?: Readonly<Record<string, unknown>> } {
    const [first] = (this.builtFor ?? []) as readonly BatchShape[];
    return first === undefined ? {} : { build_config: { input_shape: first } };
  }

  /** Creates the weights. */
  protected override makeWeights(inputShapes: Shapes): void {
    this.makeCellWeights((inputShapes as readonly BatchShape[])[0] as BatchShape);
  }

  /** Creates the weights for the shape of `x`; nothing by default. */
  protected makeCellWeights(_inputShape: BatchShape): void {}

  private checkShapes(shapes: readonly BatchShape[]): readonly BatchShape[] {
    const wanted = this.stateShapes(shapes[0]?.slice(1) ?? []);
    const fits = (shape: BatchShape, state: BatchShape): boolean =>
      shape.length === state.length + 1 && state.every((n, i) => n === shape[i + 1]);
    const fit =
      shapes.length === wanted.length + 1 &&
      wanted.every((state, i) => fits(shapes[i + 1] as BatchShape, state));
    if (fit) return shapes;
    throw new RangeError(
      `${this.name}: expected input of shape ${this.wanted(shapes[0] ?? [])}, received ${showShapes(shapes)}; pass an array of ` +
        "the input and then the states, such as [x, ...states]",
    );
  }

  private refuseAlone(shape: BatchShape): never {
    throw new RangeError(
      `${this.name}: expected input of shape ${this.wanted(shape)}, received ${showShapes(shape)} alone; pass an array of the ` +
        "input and then the states, or make a layer for sequences with rnn(cell)",
    );
  }

  private wanted(first: BatchShape): string {
    return showShapes([
      [null, ...(first.length === 2 ? first.slice(1) : [null])],
      ...this.stateSizes.map((size): BatchShape => [null, size]),
    ]);
  }
}
