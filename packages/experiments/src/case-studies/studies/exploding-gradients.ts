import type { Study } from "../study";
import { regressionCase } from "./common";

const norm1 = regressionCase("norm at most 1", {}, { clipNorm: 1 }, { reference: "regression_clipnorm_1.0" });
const value5 = regressionCase(
  "values at most 5",
  {},
  { clipValue: 5 },
  { reference: "regression_clipvalue_5.0" },
);

/** Exploding gradients, and clipping. */
export const explodingGradients: Study = {
  name: "exploding-gradients",
  title: "Exploding gradients and clipping",
  question: "Can a network be trained on targets that make its gradients explode?",
  setUp:
    "The regression of data scaling with nothing scaled. Once as it is; then with the gradient of each weight scaled down to a norm of at most 1, or with its entries cut at 0.5 or at 5.",
  cases: [
    regressionCase("no clipping", {}, {}, { reference: "regression_unscaled" }),
    norm1,
    regressionCase("values at most 0.5", {}, { clipValue: 0.5 }, { reference: "regression_clipvalue_0.5" }),
    value5,
  ],
  conclusion:
    "Without clipping the loss is not finite after a few steps. Both kinds of clipping make training possible. How well it does in 100 epochs depends on how far a step may go: compare the errors with the variance of the targets, 26,000.",
  extensions: [
    {
      name: "norm-values",
      title: "Other norms",
      question: "Which largest norm is best?",
      grid: { label: "Largest norm", values: [0.5, 1, 2, 5, 10] },
      cases: [0.5, 1, 2, 5, 10].map((clipNorm) =>
        clipNorm === 1 ? norm1 : regressionCase(`norm at most ${clipNorm}`, {}, { clipNorm }),
      ),
      conclusion:
        "The norm takes the part of the learning rate here. 0.5 and 1 do best; from there on the larger it is, the more steps overshoot and the larger are the errors.",
    },
    {
      name: "value-ranges",
      title: "Other ranges",
      question: "Which range of values is best?",
      grid: { label: "Largest value", values: [0.5, 1, 2, 5, 10] },
      cases: [0.5, 1, 2, 5, 10].map((clipValue) =>
        clipValue === 5 ? value5 : regressionCase(`values at most ${clipValue}`, {}, { clipValue }),
      ),
      conclusion:
        "As with norms, and 0.5 is best. Cutting values bends the direction of a step, scaling a norm keeps it.",
    },
    {
      name: "norm-and-values",
      title: "Norm and values together",
      question: "What if both are used?",
      cases: [
        norm1,
        value5,
        regressionCase("norm at most 1, then values at most 0.5", {}, { clipNorm: 1, clipValue: 0.5 }),
        regressionCase("norm at most 10, then values at most 5", {}, { clipNorm: 10, clipValue: 5 }),
      ],
      conclusion:
        "The norm is taken first, then the values are cut. Here the norm is the tighter one and decides: the weights end about as large as with the norm alone.",
    },
  ],
};
