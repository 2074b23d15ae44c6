import type { Tensor } from "@wellfit/core";
import type { Configurable, ConfigurableClass } from "../common/resolve";

/** A function from a weight or an output to a scalar penalty. */
export type RegularizerFunction = (x: Tensor) => Tensor;

/**
 * A penalty that is added to the loss. A class of your own extends this, has a static `className`, and implements `call`
 * and `getConfig`.
 */
export abstract class Regularizer implements Configurable {
  /** The name of the class in Keras. */
  get className(): string {
    return (this.constructor as unknown as ConfigurableClass<Regularizer>).className;
  }

  /** The penalty of a weight or an output, a scalar. */
  abstract call(x: Tensor): Tensor;

  /** What it was made with, keys in snake_case as in Keras. */
  abstract getConfig(): Record<string, unknown>;
}

/** A regularizer around a function of the user's. */
export class FunctionRegularizer extends Regularizer {
  constructor(private readonly fn: RegularizerFunction) {
    super();
  }

  /** The function's name, under which a file finds it again among `customObjects`. */
  override get className(): string {
    return this.fn.name;
  }

  /** The function's penalty. */
  call(x: Tensor): Tensor {
    return this.fn(x);
  }

  /** Nothing: the function is all there is. */
  getConfig(): Record<string, unknown> {
    return {};
  }
}
