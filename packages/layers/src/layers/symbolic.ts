import type { DType, Tensor } from "@wellfit/core";
import type { BatchShape } from "../common/shapes";
import type { CallOptions } from "./call-options";

/**
 * What a layer will give once there is data: a shape and a dtype without numbers, and which layer it comes from. Made by
 * `input` and by layers that are applied to others of its kind; `functional` makes a model from them.
 */
export class SymbolicTensor {
  constructor(
    /** The shape, with `null` for the rows and for what is not known before there is data. */
    readonly shape: BatchShape,
    /** What kind of number it will hold. */
    readonly dtype: DType,
    /** The call it comes from. */
    readonly node: LayerNode,
    /** Which output of that call it is. */
    readonly index: number,
  ) {}
}

/** Where a symbolic tensor is expected: one, or an input layer, which stands for its only output. */
export type SymbolicLike = SymbolicTensor | { readonly output: SymbolicTensor };

/** What a layer can be applied to before there is data. */
export type SymbolicInput = SymbolicLike | readonly SymbolicLike[];

/** What comes of applying a layer that gives `T` to symbolic tensors. */
export type SymbolicOf<T> = T extends Tensor ? SymbolicTensor : { readonly [K in keyof T]: SymbolicOf<T[K]> };

/** Several symbolic tensors in the arrangement in which the layer gives tensors. */
export type SymbolicTensors =
  | SymbolicTensor
  | readonly SymbolicTensor[]
  | Readonly<Record<string, SymbolicTensor>>;

/** Who can be called on symbolic tensors: a layer. */
export interface SymbolicOwner {
  /** The layer's name. */
  readonly name: string;
}

/** One call of a layer on symbolic tensors: an edge of the graph that a functional model is. */
export class LayerNode {
  /** What the call gives, in order. */
  readonly outputs: readonly SymbolicTensor[];
  /** What the call gives, arranged as the layer arranges it. */
  readonly arranged: SymbolicTensors;

  constructor(
    /** Who was called. */
    readonly layer: SymbolicOwner,
    /** What it was called with: one tensor or several; none for an input. */
    readonly inputs: readonly SymbolicTensor[],
    /** Whether it was called with a list, also with a list of one. */
    readonly list: boolean,
    /** The other arguments of the call. */
    readonly options: CallOptions,
    given: { readonly shapes: OutputShapes; readonly dtype: DType },
  ) {
    const outputs: SymbolicTensor[] = [];
    const one = (shape: BatchShape): SymbolicTensor => {
      const made = new SymbolicTensor(shape, given.dtype, this, outputs.length);
      outputs.push(made);
      return made;
    };
    const { shapes } = given;
    if (!Array.isArray(shapes)) {
      const byName = shapes as Readonly<Record<string, BatchShape>>;
      const names = Object.keys(byName).sort();
      this.arranged = Object.fromEntries(names.map((name) => [name, one(byName[name] as BatchShape)]));
    } else if (Array.isArray(shapes[0])) {
      this.arranged = (shapes as readonly BatchShape[]).map(one);
    } else this.arranged = one(shapes as BatchShape);
    this.outputs = outputs;
  }

  /** All symbolic tensors that it needs: its inputs, and those among the other arguments. */
  get dependencies(): readonly SymbolicTensor[] {
    return [...this.inputs, ...symbolicIn(Object.values(this.options))];
  }
}

/** The symbolic tensors among arguments and within lists of them. */
function symbolicIn(values: readonly unknown[]): readonly SymbolicTensor[] {
  return values.flatMap((value) =>
    value instanceof SymbolicTensor ? [value] : Array.isArray(value) ? symbolicIn(value) : [],
  );
}

/** The shapes of what a layer gives, arranged as it gives it. */
export type OutputShapes = BatchShape | readonly BatchShape[] | Readonly<Record<string, BatchShape>>;

/** Whether a value stands for a symbolic tensor. */
export function isSymbolic(value: unknown): value is SymbolicLike {
  return value instanceof SymbolicTensor || (hasOutput(value) && value.output instanceof SymbolicTensor);
}

/** The symbolic tensor that a value stands for. */
export function symbolic(value: SymbolicLike): SymbolicTensor {
  return value instanceof SymbolicTensor ? value : value.output;
}

function hasOutput(value: unknown): value is { readonly output: unknown } {
  // An input layer has an output; other layers throw when asked before they were applied.
  return typeof value === "object" && value !== null && "isInput" in value && "output" in value;
}
