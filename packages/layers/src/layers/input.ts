import type { Shape, Tensor } from "@wellfit/core";
import { readOptions } from "../common/options";
import { Layer } from "./layer";

/** Options of {@link input}. */
export interface InputOptions {
  /** The name in summaries and files. Default "input_layer". */
  readonly name?: string;
  /** The dtype that data is converted to. Default "float32". */
  readonly dtype?: "float32" | "float64";
}

/** See {@link input}. */
export class InputLayer extends Layer {
  /** Its name in Keras. */
  static readonly className: string = "InputLayer";

  constructor(options: InputOptions & { readonly shape?: Shape }) {
    const given = readOptions("input", options, {
      shape: undefined as Shape | undefined,
      batchShape: undefined as readonly (number | null)[] | undefined,
      name: undefined as string | undefined,
      dtype: "float32" as unknown,
      sparse: false,
      ragged: false,
      optional: false,
    });
    const inputShape = given.shape ?? given.batchShape?.slice(1);
    if (inputShape === undefined) {
      throw new TypeError("input: received no shape, expected that of one row, such as [784] or [28, 28, 1]");
    }
    super("input", { name: given.name, dtype: given.dtype, inputShape });
  }

  override call(x: Tensor): Tensor {
    return x;
  }

  override getConfig(): Record<string, unknown> {
    return {
      batch_shape: this.batchInputShape,
      dtype: this.dtype,
      sparse: false,
      ragged: false,
      name: this.name,
      optional: false,
    };
  }
}

/**
 * The first entry of a model, which tells the shape of its data.
 *
 * @param shape - The shape of one row, without the batch axis.
 * @throws RangeError for lengths that are not whole numbers of at least 1.
 * @example
 * sequential([input([28, 28]), flatten(), dense(10)]);
 */
export function input(shape: Shape, options: InputOptions = {}): InputLayer {
  return new InputLayer({ ...options, shape });
}
