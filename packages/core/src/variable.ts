import type { DataArray, DType } from "./graph/dtype";
import { showAsText } from "./graph/inspect";
import { type Shape, sameShape, showShape } from "./graph/shape";
import { StateCell } from "./graph/state";
import { cast, readValue, type Tensor, type TensorLike, tensor } from "./ops/tensor";
import { assignCell, isTracing, readCell, withSubstitutes } from "./ops/trace";

/** Options of {@link variable}. */
export interface VariableOptions {
  /** Shown in printed graphs and summaries. Default "variable". */
  readonly name?: string;
  /** Whether training is meant to change it. Default true. */
  readonly trainable?: boolean;
  /** Default: that of the initial value. */
  readonly dtype?: DType;
}

let cellOf: (variable: Variable) => StateCell;

/**
 * A place in engine memory that holds one tensor's worth of numbers and can be assigned: a model's weight, an
 * optimizer's slot, a counter. Inside `jit` it is updated in place. Made by {@link variable}.
 */
export class Variable {
  static {
    showAsText(Variable.prototype);
    cellOf = (variable) => variable.cell;
  }

  /** Whether training is meant to change it. */
  trainable: boolean;
  private readonly cell: StateCell;

  constructor(initial: TensorLike, options: VariableOptions = {}) {
    const from = tensor(initial, options.dtype === undefined ? {} : { dtype: options.dtype });
    this.trainable = options.trainable ?? true;
    this.cell = new StateCell(options.name ?? "variable", from.shape, from.dtype, readValue(from));
  }

  /** Shown in printed graphs and summaries. */
  get name(): string {
    return this.cell.name;
  }
  /** The length of every axis. */
  get shape(): Shape {
    return this.cell.shape;
  }
  /** What kind of number it holds. */
  get dtype(): DType {
    return this.cell.dtype;
  }
  /** The number of elements. */
  get size(): number {
    return this.shape.reduce((a, b) => a * b, 1);
  }

  /** What it holds now, as a tensor; later assignments do not change that tensor. */
  get value(): Tensor {
    return readCell(this.cell);
  }

  /**
   * Makes it hold something else of the same shape; the dtype is converted.
   *
   * @throws RangeError when the shape differs.
   */
  assign(value: TensorLike): void {
    const to = cast(value, this.dtype);
    if (!sameShape(to.shape, this.shape)) {
      throw new RangeError(
        `variable ${JSON.stringify(this.name)}: assigned shape ${showShape(to.shape)}, expected ${showShape(this.shape)}; ` +
          "a variable keeps its shape",
      );
    }
    assignCell(this.cell, to);
  }

  /**
   * A copy of the numbers, in row-major order.
   *
   * @throws Error while `jit` traces a function: the numbers are only known when it runs.
   */
  data(): DataArray {
    if (isTracing()) {
      throw new Error(
        `variable ${JSON.stringify(this.name)}: data() reads numbers while jit is tracing, when they are not known; use ` +
          "value, a tensor, inside the function, or read the numbers outside of it",
      );
    }
    return this.cell.read();
  }

  /** The name, shape and dtype. */
  toString(): string {
    return `Variable ${this.name} ${this.dtype}${showShape(this.shape)}`;
  }
}

/**
 * A place in engine memory that holds a tensor and can be assigned.
 *
 * @param initial - What it holds at first.
 * @example
 * const count = variable(tensor([0]));
 * count.assign(count.value.add(1));
 * count.value.toArray(); // [1]
 */
export function variable(initial: TensorLike, options: VariableOptions = {}): Variable {
  return new Variable(initial, options);
}

/** Whether a value is a variable. */
export function isVariable(value: unknown): value is Variable {
  return value instanceof Variable;
}

/**
 * Runs a function in which the `value` of some variables is another tensor than what they hold: a layer with noisy weights,
 * averaged weights, or weights that are arguments of a function. Gradients flow through those tensors. What the variables
 * hold stays, and assigning one of them inside throws. A program of `jit` that is called inside is concerned only where it
 * is traced as part of another.
 *
 * @param values - For each variable what stands in for it, of the same shape; the dtype is converted.
 * @param body - Not asynchronous: it holds only until `body` returns.
 * @throws RangeError when a shape differs.
 * @example
 * const w = variable(tensor([1, 2]));
 * withValues(new Map([[w, tensor([5, 6])]]), () => w.value.toArray()); // [5, 6]
 */
export function withValues<R>(values: ReadonlyMap<Variable, TensorLike>, body: () => R): R {
  const cells = new Map<StateCell, Tensor>();
  for (const [variable, value] of values) {
    const to = cast(value, variable.dtype);
    if (!sameShape(to.shape, variable.shape)) {
      throw new RangeError(
        `withValues: received shape ${showShape(to.shape)} for the variable ${JSON.stringify(variable.name)}, expected ` +
          `${showShape(variable.shape)}`,
      );
    }
    cells.set(cellOf(variable), to);
  }
  return withSubstitutes(cells, body);
}
