import {
  broadcastTo,
  cast,
  type DType,
  full,
  isTensor,
  type Shape,
  type Tensor,
  type TensorLike,
  tensor,
} from "@wellfit/core";
import { checkNumber, readOptions, show } from "../common/options";
import { Initializer } from "./initializer";

/** Options of {@link Constant}. */
export interface ConstantOptions {
  /** What every weight is at first, or an array that broadcasts to the shape of the weight. Default 0. */
  readonly value?: TensorLike;
}

/** See {@link constant}. */
export class Constant extends Initializer {
  /** Its name in Keras. */
  static readonly className: string = "Constant";
  /** The number, or the array as nested arrays. */
  private readonly value: number | unknown[];

  constructor(options: ConstantOptions = {}) {
    super();
    const { value } = readOptions("constant", options, { value: 0 as unknown });
    this.value = readValue(value);
  }

  call(shape: Shape, dtype: DType = "float32"): Tensor {
    if (typeof this.value === "number") return full(shape, this.value, dtype);
    const values = tensor(this.value as TensorLike, { dtype });
    const from = values.shape;
    const skip = shape.length - from.length;
    if (skip < 0 || from.some((n, i) => n !== 1 && n !== shape[i + skip])) {
      throw new RangeError(
        `constant: received an array of shape ${show(from)} for a weight of shape ${show(shape)}, expected a number or an ` +
          "array of that shape; a row such as [1, 2, 3] goes to weights whose last axis is as long",
      );
    }
    return broadcastTo(values, shape);
  }

  getConfig(): Record<string, unknown> {
    return { value: this.value };
  }
}

/** A number, or an array of any kind as nested arrays; Keras writes an array of NumPy's as an object of its own. */
function readValue(given: unknown): number | unknown[] {
  const written = given as { class_name?: unknown; config?: { value?: unknown } } | null;
  if (written?.class_name === "__tensor__" || written?.class_name === "__numpy__") {
    return readValue(written.config?.value);
  }
  if (typeof given !== "object" || given === null) return checkNumber("constant", "value", given);
  const numbers = isTensor(given) ? given : tensor(given as TensorLike, { dtype: "float64" });
  if (![...cast(numbers, "float64").data()].every(Number.isFinite)) {
    throw new RangeError("constant: received an array with NaN or an infinity, expected finite numbers");
  }
  return numbers.toArray() as number | unknown[];
}

/**
 * Weights that are all one number, or those of an array.
 *
 * @param value - A number (0 by default), or an array that broadcasts to the shape of the weight.
 * @throws RangeError for what is not finite, and when an array does not fit the weight.
 * @example
 * constant(0.5).call([2]).toArray(); // [0.5, 0.5]
 * constant([1, 2]).call([2, 2]).toArray(); // [[1, 2], [1, 2]]
 */
export function constant(value: TensorLike = 0): Constant {
  return new Constant({ value });
}
