import type { DType, Shape, Tensor } from "@wellfit/core";
import { Initializer, type InitializerFunction } from "./initializer";

/** An initializer around a function of the user's. */
export class FunctionInitializer extends Initializer {
  constructor(private readonly fn: InitializerFunction) {
    super();
  }

  /** The function's name, under which a file finds it again among `customObjects`. */
  override get className(): string {
    return this.fn.name;
  }

  call(shape: Shape, dtype: DType = "float32"): Tensor {
    return this.fn(shape, dtype);
  }

  getConfig(): Record<string, unknown> {
    return {};
  }
}
