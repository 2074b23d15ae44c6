import { sizeOf } from "../../graph/shape";
import { philoxFill } from "../../primitives/philox";
import type { Random } from "../../primitives/random";
import type { Loop } from "./loop";

/** Loops of random numbers. */
export const randomLoops: { readonly [K in keyof Random]: Loop<Random[K]> } = {
  randomBits: (_node, [key], { shape, stream }) => {
    const out = new Int32Array(sizeOf(shape));
    philoxFill(out, key![0] as number, key![1] as number, stream);
    return out;
  },
};
