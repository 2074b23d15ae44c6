import { type DType, eye, type Shape, type Tensor } from "@wellfit/core";
import { checkNumber, readOptions, show } from "../common/options";
import { Initializer } from "./initializer";

/** Options of {@link identity}. */
export interface IdentityOptions {
  /** What stands on the diagonal. Default 1. */
  readonly gain?: number;
}

/** See {@link identity}. */
export class Identity extends Initializer {
  /** Its name in Keras. */
  static readonly className: string = "Identity";
  /** Other names it is known by. */
  static readonly aliases: readonly string[] = ["IdentityInitializer"];
  private readonly gain: number;

  constructor(options: IdentityOptions = {}) {
    super();
    this.gain = checkNumber("identity", "gain", readOptions("identity", options, { gain: 1 }).gain);
  }

  call(shape: Shape, dtype: DType = "float32"): Tensor {
    if (shape.length !== 2) {
      throw new RangeError(
        `identity: received a weight of shape ${show(shape)}, expected a matrix; use it for the kernel of a dense layer or the ` +
          "recurrentInitializer of a recurrent one",
      );
    }
    return eye(shape[0] as number, shape[1] as number, 0, dtype).mul(this.gain);
  }

  /** Keras forgets the gain when it writes a file, but reads it. */
  getConfig(): Record<string, unknown> {
    return this.gain === 1 ? {} : { gain: this.gain };
  }
}

/**
 * The identity matrix times `gain`: a layer that begins by passing its input on. For the recurrent kernel of an rnn with
 * relu, Le, Jaitly and Hinton 2015.
 *
 * @throws RangeError for a weight that is no matrix.
 * @example
 * identity({ gain: 2 }).call([2, 3]).toArray(); // [[2, 0, 0], [0, 2, 0]]
 */
export function identity(options: IdentityOptions = {}): Identity {
  return new Identity(options);
}
