import type { Study } from "../study";
import { regressionCase } from "./common";

const standardised = regressionCase(
  "targets standardised",
  { scaleY: "standard" },
  {},
  { reference: "regression_y_standardized" },
);
const normalised = regressionCase(
  "targets in [0, 1]",
  { scaleY: [0, 1] },
  {},
  { reference: "regression_y_minmax_0_1" },
);

/** Scaling of inputs and targets. */
export const dataScaling: Study = {
  name: "data-scaling",
  title: "Data scaling",
  question: "Why does a small network fail on a regression with targets of some hundreds?",
  setUp:
    "500 rows of 20 features to train on and 500 to judge by; 25 relu units, squared error, gradient descent with rate 0.01 and momentum 0.9, 100 epochs. Targets as they are, and standardised by what the training rows say; then inputs too.",
  cases: [
    regressionCase("nothing scaled", {}, {}, { reference: "regression_unscaled" }),
    standardised,
    regressionCase(
      "inputs and targets standardised",
      { scaleX: "standard", scaleY: "standard" },
      {},
      { reference: "regression_x_and_y_standardized" },
    ),
  ],
  conclusion:
    "Large targets make large errors, those make large gradients, and after a few steps nothing is finite any more. Standardised targets are learned almost perfectly. The inputs are standard normal already, so scaling them changes next to nothing here.",
  extensions: [
    {
      name: "normalise-target",
      title: "Normalise instead of standardise",
      question: "What if the targets are brought into the range from 0 to 1?",
      cases: [normalised],
      conclusion:
        "It trains, but gets less far in 100 epochs: 0.87 of the variance is explained, with standardised targets 0.99. Its loss is smaller only because its targets are.",
    },
    {
      name: "compare-scalings",
      title: "Standardised against normalised",
      question: "Which is better, over several seeds?",
      cases: [standardised, normalised],
      conclusion:
        "Compare the share of variance explained, which has no unit; the losses of differently scaled targets cannot be compared.",
    },
    {
      name: "other-ranges",
      title: "Other ranges",
      question: "Does the range matter?",
      cases: [
        normalised,
        regressionCase("targets in [-1, 1]", { scaleY: [-1, 1] }),
        regressionCase("targets in [0, 0.5]", { scaleY: [0, 0.5] }),
      ],
      conclusion:
        "All of them train. A wider range makes larger gradients and so quicker progress at the same learning rate.",
    },
  ],
};
