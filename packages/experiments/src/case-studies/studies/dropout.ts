import type { Study } from "../study";
import { circles, largeCase } from "./common";

const plain = largeCase("without dropout", circles, {}, { reference: "circles_overfit" });
const dropped = largeCase(
  "dropout 0.4",
  circles,
  { hidden: { dropout: 0.4 } },
  { reference: "circles_dropout_0.4" },
);

/** Dropout. */
export const dropout: Study = {
  name: "dropout",
  title: "Dropout",
  question: "Does a network that loses units at random while it trains depend less on any of them?",
  setUp:
    "30 points of two noisy circles to train on and 70 to judge by; 500 relu units and a sigmoid, binary cross-entropy, Adam, 4,000 epochs. Once as it is, once with 40 % of the hidden units dropped in each step.",
  cases: [plain, dropped],
  conclusion:
    "The plain network learns the training points by heart and its test loss ends at four times that of dropout. With dropout the kernels stay about half as large, or smaller; the test accuracy is a little better.",
  extensions: [
    {
      name: "input-dropout",
      title: "Dropout of the inputs",
      question: "What if inputs are dropped instead of hidden units, or both?",
      cases: [
        plain,
        largeCase("inputs 0.2", circles, { inputDropout: 0.2 }),
        largeCase("inputs 0.2 and hidden 0.4", circles, { inputDropout: 0.2, hidden: { dropout: 0.4 } }),
      ],
      conclusion:
        "With two inputs, both of which matter, a dropped input takes half of what there is to know, and the test accuracy falls to chance. Dropping inputs is for many and redundant ones.",
    },
    {
      name: "weight-constraint",
      title: "With a largest norm of the weights",
      question: "Does a bound on the weights help dropout?",
      cases: [
        dropped,
        largeCase(
          "dropout 0.4, norm at most 3",
          circles,
          { hidden: { dropout: 0.4, constraint: { maxNorm: 3 } } },
          { reference: "circles_dropout_0.4+max_norm3" },
        ),
      ],
      conclusion: "No unit's norm comes near 3 here, so nothing but last digits differs.",
    },
    {
      name: "repeated-evaluation",
      title: "Repeated evaluation",
      question: "Is the difference larger than what the seed alone makes?",
      cases: [plain, dropped],
      conclusion: "Compare the two means with their standard deviations and intervals, not single runs.",
    },
    {
      name: "grid-over-rate",
      title: "A grid over the rate",
      question: "Which rate is best?",
      grid: { label: "Dropout rate", values: [0, 0.2, 0.4, 0.6, 0.8] },
      cases: [0, 0.2, 0.4, 0.6, 0.8].map((rate) =>
        largeCase(`dropout ${rate}`, circles, rate === 0 ? {} : { hidden: { dropout: rate } }),
      ),
      conclusion:
        "The test loss falls with the rate up to 0.6 and turns at 0.8, where too few units are left; the accuracy is best at 0.2 and 0.4. Take the smaller of equally good rates.",
    },
  ],
};
