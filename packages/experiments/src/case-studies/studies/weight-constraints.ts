import type { Study } from "../study";
import { largeCase, moons } from "./common";

const plain = largeCase("without a constraint", moons, {}, { reference: "moons_overfit" });
const unit = largeCase(
  "unit norm",
  moons,
  { hidden: { constraint: "unitNorm" } },
  { reference: "moons_unit_norm" },
);

/** Constraints on the size of weights. */
export const weightConstraints: Study = {
  name: "weight-constraints",
  title: "Weight constraints",
  question: "What if weights may not grow at all, instead of paying for their size?",
  setUp:
    "The moons and the network of weight regularisation. After each step the incoming weights of each hidden unit are brought to a norm of 1.",
  cases: [plain, unit],
  conclusion:
    "The constraint holds to the last digit (500 units of norm 1 make a kernel of norm √500 = 22.4), and the test accuracy is a little better. Unlike a penalty it cannot be bought off by a lower loss.",
  extensions: [
    {
      name: "with-other-methods",
      title: "Together with l2 or dropout",
      question: "Does a constraint help together with another method?",
      cases: [
        unit,
        largeCase("unit norm and l2 0.001", moons, { hidden: { constraint: "unitNorm", l2: 0.001 } }),
        largeCase("unit norm and dropout 0.4", moons, { hidden: { constraint: "unitNorm", dropout: 0.4 } }),
      ],
      conclusion:
        "The norms are fixed, so an l2 penalty adds 0.001 times 500 to every loss. Without this 0.5 the test loss is 0.23 instead of 0.33, at nearly the same accuracy. Dropout on top of the constraint lowers neither the test loss nor the errors.",
    },
    {
      name: "weight-norm",
      title: "How large the weights are",
      question: "What are the norms with a unit norm and with a largest norm?",
      cases: [
        plain,
        unit,
        largeCase(
          "norm at most 3",
          moons,
          { hidden: { constraint: { maxNorm: 3 } } },
          { reference: "moons_max_norm3" },
        ),
      ],
      conclusion:
        "A largest norm of 3 is not reached by the units here, so it changes nothing but last digits: a constraint acts only where it is tight.",
    },
    {
      name: "output-layer",
      title: "The output layer too",
      question: "What if the output kernel is constrained as well?",
      cases: [
        unit,
        largeCase("unit norm on both", moons, {
          hidden: { constraint: "unitNorm" },
          output: { constraint: "unitNorm" },
        }),
        largeCase("output norm at most 3", moons, {
          hidden: { constraint: "unitNorm" },
          output: { constraint: { maxNorm: 3 } },
        }),
      ],
      conclusion:
        "With all weights bounded the network cannot be as sure of itself: training and test loss come closer to each other. A norm of at most 3 costs no accuracy, a norm of 1 does: 0.91 instead of 0.94.",
    },
    {
      name: "bias",
      title: "The biases too",
      question: "What if the hidden biases are constrained as well?",
      cases: [
        unit,
        largeCase("unit norm on kernel, bias at most 1", moons, {
          hidden: { constraint: "unitNorm", biasConstraint: { maxNorm: 1 } },
        }),
      ],
      conclusion:
        "The norm is that of all biases together, so a largest norm of 1 ties the units closely to the origin. It costs much: a test accuracy of 0.83 instead of 0.94, and almost twice the test loss.",
    },
  ],
};
