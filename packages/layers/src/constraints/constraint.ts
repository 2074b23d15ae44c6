import type { Tensor } from "@wellfit/core";
import type { Configurable, ConfigurableClass } from "../common/resolve";

/** A function from a weight to a weight of the same shape. */
export type ConstraintFunction = (w: Tensor) => Tensor;

/**
 * What a weight is moved to after each update of the optimizer, so that it keeps a property such as a bounded norm. A class
 * of your own extends this, has a static `className`, and implements `call` and `getConfig`.
 *
 * @example
 * class Bounded extends Constraint {
 *   static readonly className = "Bounded";
 *   call(w: Tensor): Tensor {
 *     return clip(w, -1, 1);
 *   }
 *   getConfig(): Record<string, unknown> {
 *     return {};
 *   }
 * }
 */
export abstract class Constraint implements Configurable {
  /** The name of the class in Keras. */
  get className(): string {
    return (this.constructor as unknown as ConfigurableClass<Constraint>).className;
  }

  /** The weight as it may be: same shape, same dtype. */
  abstract call(w: Tensor): Tensor;

  /** What it was made with, keys in snake_case as in Keras. */
  abstract getConfig(): Record<string, unknown>;
}

/** A constraint around a function of the user's. */
export class FunctionConstraint extends Constraint {
  constructor(private readonly fn: ConstraintFunction) {
    super();
  }

  /** The function's name, under which a file finds it again among `customObjects`. */
  override get className(): string {
    return this.fn.name;
  }

  /**
   * What the function makes of the weight.
   *
   * @throws RangeError when that has another shape.
   */
  call(w: Tensor): Tensor {
    const out = this.fn(w);
    if (out.shape.length === w.shape.length && out.shape.every((n, i) => n === w.shape[i])) return out;
    throw new RangeError(
      `the constraint ${this.fn.name || "(a function)"}: received [${out.shape.join(", ")}] for a weight of shape ` +
        `[${w.shape.join(", ")}], expected the same shape; keep the reduced axes with { keepdims: true }`,
    );
  }

  /** Nothing: the function is all there is. */
  getConfig(): Record<string, unknown> {
    return {};
  }
}
