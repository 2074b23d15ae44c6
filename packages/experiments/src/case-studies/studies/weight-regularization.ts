import type { Study } from "../study";
import { largeCase, moons } from "./common";

const plain = largeCase("without a penalty", moons, {}, { reference: "moons_overfit" });
const squares = largeCase("l2 0.001", moons, { hidden: { l2: 0.001 } }, { reference: "moons_l2_0.001" });

/** Penalties on the size of weights. */
export const weightRegularization: Study = {
  name: "weight-regularization",
  title: "Weight regularisation",
  question:
    "Does a penalty on large weights keep a large network from learning its few training points by heart?",
  setUp:
    "30 points of two noisy moons to train on and 70 to judge by; 500 relu units and a sigmoid, binary cross-entropy, Adam, 4,000 epochs. Once as it is, once with an l2 penalty of 0.001 on the hidden kernel.",
  cases: [plain, squares],
  conclusion:
    "Both networks fit the training points. The penalty makes the hidden kernel several times smaller and the boundary smoother, and the test accuracy a little better; above all the test loss hardly grows any more: after its least value, near 0.24 with and without the penalty, it ends below 0.3 instead of at 0.5.",
  extensions: [
    {
      name: "alternates",
      title: "Other penalties: l1, and l1 with l2",
      question: "Do absolute values, or both together, do the same as squares?",
      cases: [
        plain,
        squares,
        largeCase("l1 0.001", moons, { hidden: { l1: 0.001 } }, { reference: "moons_l1_0.001" }),
        largeCase(
          "l1 and l2 0.001",
          moons,
          { hidden: { l1: 0.001, l2: 0.001 } },
          { reference: "moons_l1l2_0.001" },
        ),
      ],
      conclusion:
        "Each of them shrinks the hidden kernel. l1 pushes single weights to nothing rather than all weights down, so its norm stays larger than that of l2.",
    },
    {
      name: "weight-norm",
      title: "How large the weights are",
      question: "Are the weights smaller with the penalty, and which?",
      cases: [plain, squares],
      conclusion:
        "Compare the norms of the two kernels: the penalised one is about a quarter as large, and the output kernel, which nothing penalises, grows to make up for it.",
    },
    {
      name: "output-layer",
      title: "The output layer too",
      question: "What if the output kernel is penalised as well?",
      cases: [
        squares,
        largeCase(
          "l2 0.001 on both",
          moons,
          { hidden: { l2: 0.001 }, output: { l2: 0.001 } },
          { reference: "moons_l2_0.001_hidden+output" },
        ),
      ],
      conclusion:
        "The output kernel can no longer make up for the hidden one: both end up of about the same, moderate size, and the loss on the training points stays higher.",
    },
    {
      name: "bias",
      title: "The biases too",
      question: "What if the hidden biases are penalised as well?",
      cases: [
        squares,
        largeCase(
          "l2 0.001 on kernel and bias",
          moons,
          { hidden: { l2: 0.001, biasL2: 0.001 } },
          { reference: "moons_l2_0.001_kernel+bias" },
        ),
      ],
      conclusion:
        "Little changes: the accuracy stays what it was, kernel and losses move by less than a tenth. Biases are usually left alone.",
    },
  ],
};
