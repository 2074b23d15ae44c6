import { isFixed } from "../dims";
import type { Lowering } from "../lowering";

/** Random numbers. */
export const random: { readonly [K in "randomBits"]: Lowering<K> } = {
  randomBits: (to, node) => {
    if (node.evaluate && node.shape.every(isFixed)) {
      return to.initializer(`randomBits_${node.id}`, node.shape.filter(isFixed), node.dtype, node.evaluate());
    }
    const why = node.evaluate
      ? "their number depends on the batch"
      : "their key is a variable or is computed from the input";
    throw new Error(
      `toOnnx: %${node.id} = randomBits cannot be written in ONNX, which has no such generator, because ${why}; export the ` +
        "function without random numbers (a model as it predicts), or pass them as an input",
    );
  },
};
