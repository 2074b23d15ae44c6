import type { DType, Tensor } from "@wellfit/core";
import { checkNumber, readOptions } from "../common/options";
import type { BatchShape } from "../common/shapes";
import type { CallArguments, KerasArguments } from "./call-arguments";
import type { CallOptions } from "./call-options";
import type { CallContext } from "./context";
import { Layer } from "./layer";
import { type LayerNode, SymbolicTensor } from "./symbolic";

/** See {@link notEqual}. */
export class NotEqual extends Layer {
  /** Its name in Keras, which makes such a layer of `keras.ops.not_equal` in a functional model. */
  static readonly className: string = "NotEqual";

  constructor(options: { readonly name?: string } = {}) {
    super("notEqual", readOptions("notEqual", options, { name: undefined as string | undefined }));
  }

  override get kerasModule(): string {
    return "keras.src.ops.numpy";
  }

  override computeOutputShape(inputShape: BatchShape): BatchShape {
    return inputShape;
  }

  override computeOutputDType(): DType {
    return "bool";
  }

  override call(x: Tensor, _context: CallContext, options: CallOptions = {}): Tensor {
    return x.notEqual(checkNumber(this.name, "value", options.value ?? 0));
  }

  /** In Keras's files the number is the second argument. */
  override readCall({ args: [x, value] }: KerasArguments): CallArguments {
    const inputs = x instanceof SymbolicTensor ? [x] : [];
    return { inputs, list: false, options: { value: checkNumber(this.name, "value", value) } };
  }

  override writeCall({ inputs, options }: LayerNode): KerasArguments {
    return { args: [...inputs, options.value ?? 0], kwargs: {} };
  }

  override getConfig(): Record<string, unknown> {
    return { name: this.name };
  }

  /** Whole numbers are compared as they are. */
  protected override castInput(x: Tensor): Tensor {
    return x;
  }
}

/**
 * Says of each number whether it differs from one, as bool of the same shape; no weights. Functional models of Keras have
 * such a layer where `embedding({ maskZero: true })` is, and pass what it gives as `mask`.
 *
 * The number is the call option `value`, 0 by default.
 *
 * @example
 * notEqual().apply([0, 3, 0], { value: 0 }).toArray(); // [false, true, false]
 */
export function notEqual(options: { readonly name?: string } = {}): NotEqual {
  return new NotEqual(options);
}
