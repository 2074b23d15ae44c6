import { isTensor, type Tensor } from "@wellfit/core";
import { areShapes, type BatchShape, type Shapes, showBatchShape } from "../common/shapes";
import type { CallArguments, KerasArguments } from "./call-arguments";
import type { CallOptions } from "./call-options";
import type { CallContext } from "./context";
import { Layer } from "./layer";
import { isSymbolic, type LayerNode, SymbolicTensor, symbolic } from "./symbolic";
import type { Tensors } from "./tensors";

/**
 * A layer that reads sequences `[batch, steps, …]` from states that may be given: as the call option `initialState`, or
 * after the input in an array, as in `apply([x, h, c])`.
 */
export abstract class SequenceLayer extends Layer {
  override readonly supportsMasking: boolean = true;

  /** Checks the shape of the sequence and makes the weights; shapes of states may follow it. */
  override build(inputShape: Shapes): void {
    super.build(sequenceOf(inputShape));
  }

  override run(x: Tensors, context: CallContext, options: CallOptions = {}): Tensors {
    if (isTensor(x)) return super.run(x, context, options);
    const [sequence, ...states] = x as readonly Tensor[];
    return super.run(sequence as Tensor, context, withStates(options, states));
  }

  override applySymbolic(inputs: LayerNode["inputs"], _list: boolean, options: CallOptions = {}): LayerNode {
    const [sequence, ...states] = inputs;
    const all = withStates(options, states);
    const named = stateList(all.initialState)?.map((x) => (isSymbolic(x) ? symbolic(x) : x));
    const given = named === undefined ? all : { ...all, initialState: named };
    return super.applySymbolic([sequence as SymbolicTensor], false, given);
  }

  /** Keras's functional models may give the states as the second argument. */
  override readCall({ args, kwargs }: KerasArguments): CallArguments {
    const [first, ...more] = args;
    const { inputs, options } = super.readCall({ args: [first], kwargs });
    const [sequence, ...states] = inputs;
    const given = [...states, ...more.flat().filter((x) => x instanceof SymbolicTensor)];
    return {
      inputs: sequence === undefined ? [] : [sequence],
      list: false,
      options: withStates(options, given),
    };
  }

  /** Sequences may be of any length. */
  protected override takes(shape: BatchShape, builtFor: BatchShape): boolean {
    const anyLength = (of: BatchShape): BatchShape => [of[0] ?? null, null, ...of.slice(2)];
    return shape.length > 1 && super.takes(anyLength(shape), anyLength(builtFor));
  }

  /** Returns the shape of a sequence or throws. */
  protected checkSequence(inputShape: Shapes): BatchShape {
    const shape = sequenceOf(inputShape);
    if (shape.length >= 3) return shape;
    throw new RangeError(
      `${this.name}: expected input of shape [batch, steps, features], received ${showBatchShape(shape)}; ` +
        "give sequences of rows, as reshape([steps, features]) or embedding() make them, or returnSequences: true to the " +
        "recurrent layer before it",
    );
  }
}

/** The states that were given, as a list. */
export function stateList(given: unknown): readonly unknown[] | undefined {
  if (given === undefined || given === null) return undefined;
  if (!Array.isArray(given)) return [given];
  // An array of rows of numbers is one state; an array of such arrays, or of tensors, is several.
  const [first] = given as readonly unknown[];
  return Array.isArray(first) && typeof first[0] === "number" ? [given] : given;
}

function withStates(options: CallOptions, states: readonly unknown[]): CallOptions {
  return states.length === 0 ? options : { ...options, initialState: states };
}

function sequenceOf(shapes: Shapes): BatchShape {
  return areShapes(shapes) ? (shapes[0] as BatchShape) : shapes;
}
