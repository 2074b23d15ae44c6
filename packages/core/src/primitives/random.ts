import { checkShape, type Shape, sameShape, showShape } from "../graph/shape";
import { operands, type Rule } from "./primitive";

/** Random numbers. */
export interface Random {
  /**
   * `randomBits(key)`: 32 random bits an element, from Philox 4x32-10 under an int32 key of shape [2]. Element `i` is
   * word `i mod 4` of the block with counter `(floor(i / 4), 0, 0, stream)`.
   */
  randomBits: { readonly shape: Shape; readonly stream: number };
}

/** The shape and dtype rules of random numbers. */
export const random: { readonly [K in keyof Random]: Rule<Random[K]> } = {
  randomBits: (inputs, { shape }) => {
    const [key] = operands(inputs, 1, "randomBits");
    if (key.dtype !== "int32" || !sameShape(key.shape, [2])) {
      throw new TypeError(
        `randomBits: received a key of ${key.dtype} ${showShape(key.shape)}, expected int32 [2]; make one with randomKey(seed)`,
      );
    }
    checkShape(shape, "randomBits");
    return { shape, dtype: "int32" };
  },
};
