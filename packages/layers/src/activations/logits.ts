import type { Tensor } from "@wellfit/core";

/**
 * What went into a sigmoid or softmax, by what came out, as Keras's `_keras_logits`: a cross-entropy right after one of
 * them is computed from here, without the loss of precision of a probability near 0 or 1.
 */
const logits = /* @__PURE__ */ new WeakMap<
  Tensor,
  { readonly kind: "sigmoid" | "softmax"; readonly from: Tensor }
>();

/** Notes what an activation's output was computed from, and returns the output. */
export function withLogits(kind: "sigmoid" | "softmax", output: Tensor, from: Tensor): Tensor {
  logits.set(output, { kind, from });
  return output;
}

/** What went into the sigmoid or softmax that made this very tensor, if one did. */
export function logitsOf(kind: "sigmoid" | "softmax", output: Tensor): Tensor | undefined {
  const found = logits.get(output);
  return found?.kind === kind ? found.from : undefined;
}
