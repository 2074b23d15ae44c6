import type { Study } from "../study";
import { circles, largeCase } from "./common";

const plain = largeCase("without noise", circles, {}, { reference: "circles_overfit" });
const input = largeCase("inputs 0.1", circles, { inputNoise: 0.1 }, { reference: "circles_input_noise_0.1" });
const before = largeCase(
  "before the activation 0.1",
  circles,
  { hidden: { noiseBefore: 0.1 } },
  { reference: "circles_noise_0.1_before_activation" },
);
const after = largeCase(
  "after the activation 0.1",
  circles,
  { hidden: { noiseAfter: 0.1 } },
  { reference: "circles_noise_0.1_after_activation" },
);

/** Noise. */
export const noise: Study = {
  name: "noise",
  title: "Noise",
  question: "Does noise while training make a network rely less on the exact place of a point?",
  setUp:
    "The circles and the network of dropout, with Gaussian noise on the inputs, before the hidden activation or after it. There is no noise when the network is judged.",
  cases: [
    plain,
    largeCase("inputs 0.01", circles, { inputNoise: 0.01 }, { reference: "circles_input_noise_0.01" }),
    input,
    before,
    after,
  ],
  conclusion:
    "Noise of a hundredth on the inputs takes a third from the test loss and hardly changes the accuracy; of a tenth, as large as the noise in the data, it keeps the loss on unseen points lowest but blurs the boundary, and the accuracy falls. Inside the network the same tenth lowers the test loss and raises the accuracy.",
  extensions: [
    {
      name: "repeated-evaluation",
      title: "Repeated evaluation",
      question: "Is the difference larger than what the seed alone makes?",
      cases: [plain, after],
      conclusion: "Compare the two means with their standard deviations and intervals, not single runs.",
    },
    {
      name: "grid-over-standard-deviation",
      title: "A grid over the standard deviation",
      question: "How much noise is best?",
      grid: { label: "Standard deviation of the noise", values: [0, 0.01, 0.05, 0.1, 0.2, 0.4] },
      cases: [0, 0.01, 0.05, 0.1, 0.2, 0.4].map((sd) =>
        largeCase(`after the activation ${sd}`, circles, sd === 0 ? {} : { hidden: { noiseAfter: sd } }),
      ),
      conclusion:
        "The test loss falls all along the grid while the training loss grows; the test accuracy is best at 0.2 and lower again at 0.4.",
    },
    {
      name: "input-and-hidden",
      title: "Inputs and hidden layer",
      question: "What if there is noise in both places?",
      cases: [
        input,
        after,
        largeCase("inputs and after the activation 0.1", circles, {
          inputNoise: 0.1,
          hidden: { noiseAfter: 0.1 },
        }),
      ],
      conclusion: "The noise on the inputs decides; that of the hidden layer adds little to it.",
    },
  ],
};
