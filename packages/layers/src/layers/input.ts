import { cast, type DType, type Shape, type Tensor } from "@wellfit/core";
import { checkChoice, readOptions } from "../common/options";
import type { BatchShape } from "../common/shapes";
import { fromKerasDType } from "./dtype-policy";
import { Layer } from "./layer";
import { LayerNode, type SymbolicTensor } from "./symbolic";

/** Options of {@link input}. */
export interface InputOptions {
  /** The name in summaries and files. Default "input_layer". */
  readonly name?: string;
  /** The dtype that data is converted to. Default "float32". */
  readonly dtype?: "float32" | "float64" | "int32" | "bool";
}

/** See {@link input}. */
export class InputLayer extends Layer {
  /** Its name in Keras. */
  static readonly className: string = "InputLayer";
  /** Tells it from layers that compute something. */
  readonly isInput = true;
  /** The dtype that data is converted to. */
  readonly dataType: "float32" | "float64" | "int32" | "bool";

  constructor(options: InputOptions & { readonly shape?: readonly (number | null)[] }) {
    const given = readOptions("input", options, {
      shape: undefined as Shape | undefined,
      batchShape: undefined as readonly (number | null)[] | undefined,
      name: undefined as string | undefined,
      dtype: "float32" as unknown,
      sparse: false,
      ragged: false,
      optional: false,
    });
    const { batchShape } = given;
    const inputShape = given.shape ?? (Array.isArray(batchShape) ? batchShape.slice(1) : batchShape);
    if (inputShape === undefined) {
      throw new TypeError("input: received no shape, expected that of one row, such as [784] or [28, 28, 1]");
    }
    const asked = fromKerasDType(given.dtype);
    // Files of Keras may ask for more kinds of whole numbers than there are here.
    const dataType = checkChoice(
      "input",
      "dtype",
      typeof asked === "string" && /^u?int(8|16|32|64)$/.test(asked) ? "int32" : asked,
      ["float32", "float64", "int32", "bool"],
    );
    super("input", { name: given.name, dtype: dataType === "float64" ? "float64" : "float32", inputShape });
    this.dataType = dataType;
    this.builtFor = this.batchInputShape;
    const none = { shapes: this.batchInputShape as BatchShape, dtype: dataType };
    this.nodes.push(new LayerNode(this, [], false, {}, none));
  }

  /** The tensor that stands for the data, to apply layers to. */
  override get output(): SymbolicTensor {
    return (this.nodes[0] as LayerNode).arranged as SymbolicTensor;
  }

  /** @throws TypeError: an input stands for itself. */
  override applySymbolic(): LayerNode {
    throw new TypeError(
      `${this.name}: received a symbolic tensor, expected none: input() is where data enters; apply other layers to it`,
    );
  }

  override call(x: Tensor): Tensor {
    return x;
  }

  override computeOutputShape(inputShape: BatchShape): BatchShape {
    return inputShape;
  }

  override computeOutputDType(): DType {
    return this.dataType;
  }

  override getConfig(): Record<string, unknown> {
    return {
      batch_shape: this.batchInputShape,
      dtype: this.dataType,
      sparse: false,
      ragged: false,
      name: this.name,
      optional: false,
    };
  }

  protected override castInput(x: Tensor): Tensor {
    return x.dtype === this.dataType ? x : cast(x, this.dataType);
  }
}

/**
 * Where data enters: the first entry of a `sequential` model, or what layers of a `functional` one are applied to.
 *
 * @param shape - The shape of one row, without the batch axis; `null` for a length that varies.
 * @throws RangeError for lengths that are not whole numbers of at least 1.
 * @example
 * sequential([input([28, 28]), flatten(), dense(10)]);
 */
export function input(shape: readonly (number | null)[], options: InputOptions = {}): InputLayer {
  return new InputLayer({ ...options, shape });
}
