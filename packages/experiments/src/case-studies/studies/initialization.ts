import type { Study } from "../study";

/** Why initial weights matter, on chains that nothing trains. */
export const initialization: Study = {
  name: "initialization",
  title: "Initial weights",
  question: "What becomes of a signal, and of its gradient, on the way through many equal layers?",
  setUp:
    "The input [1, 2] goes through 40 linear layers without a bias, each with the kernel w · I, once for w = 1.5 and once for w = 0.5; the loss is half the square of the output's norm. Nothing is trained and nothing is random, so there is one run each, in float64.",
  cases: [],
  chains: [
    { name: "1.5 · I", weight: 1.5, depth: 40 },
    { name: "0.5 · I", weight: 0.5, depth: 40 },
  ],
  conclusion:
    "Layer l gives w to the power of l: the norm grows from 2.2 to 25 million with 1.5, and shrinks to two millionths of a millionth with 0.5; gradients do the same, and more. A weight only slightly off 1 is enough. This is why initial weights are drawn with a variance of about one over the number of inputs, so that a layer keeps the size of its signal.",
  extensions: [],
};
