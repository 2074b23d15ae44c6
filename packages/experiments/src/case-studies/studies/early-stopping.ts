import type { Study } from "../study";
import { largeCase, moons, regression } from "./common";

const plain = largeCase("all 4,000 epochs", moons, {}, { reference: "moons_overfit", curves: true });
const impatient = largeCase(
  "patience 0",
  moons,
  {},
  { stop: { monitor: "valLoss", patience: 0 }, reference: "moons_overfit", curves: true },
);
const patient = largeCase(
  "patience 200",
  moons,
  {},
  { stop: { monitor: "valLoss", patience: 200 }, reference: "moons_overfit", curves: true },
);

/** Early stopping. */
export const earlyStopping: Study = {
  name: "early-stopping",
  title: "Early stopping",
  question: "When should training end?",
  setUp:
    "The moons and the plain network of weight regularisation, judged by the 70 held-out points after every epoch. Training ends when their loss has not improved for so many epochs; a checkpoint would keep the first epoch with the best accuracy on them.",
  cases: [plain, impatient, patient],
  conclusion:
    "Without patience the first wobble ends training, long before the network has learned. With a patience of 200 it ends near epoch 1,000, when the loss has begun to rise, with the accuracy that 4,000 epochs lose again. The held-out points chose the epoch, so their score is too good by a little: see the extension with a validation part of its own.",
  extensions: [
    {
      name: "accuracy",
      title: "Watching the accuracy",
      question: "What if the accuracy is watched instead of the loss?",
      cases: [
        patient,
        largeCase(
          "accuracy, patience 200",
          moons,
          {},
          { stop: { monitor: "valAccuracy", patience: 200 }, curves: true },
        ),
      ],
      conclusion:
        "The accuracy of 70 points moves in steps of 1/70 and stands still for long, so that patience runs out on a plateau more easily than with the loss.",
    },
    {
      name: "validation-part",
      title: "A validation part of its own",
      question: "What if the points that choose the epoch are not the ones that judge?",
      cases: [
        largeCase(
          "10 of the 30 training points choose",
          { ...moons, nValidation: 10 },
          {},
          { stop: { monitor: "valLoss", patience: 200 }, curves: true },
        ),
      ],
      conclusion:
        "Now the test accuracy is honest. It is lower, 0.83 instead of 0.94: ten points are a poor judge, which ends training near epoch 280, and the twenty that are left teach less.",
    },
    {
      name: "regression",
      title: "A regression",
      question: "Does it work alike for a squared error?",
      cases: (["all epochs", "patience 20"] as const).map((name) => ({
        name,
        data: { ...regression, nSamples: 200, nTrain: 50, noise: 50, scaleX: "standard", scaleY: "standard" },
        network: {
          hidden: [{ units: 100, activation: "relu", initializer: "heUniform" }],
          output: { activation: "linear" },
          loss: "meanSquaredError",
          optimizer: { name: "adam", learningRate: 0.01 },
        },
        epochs: 500,
        batchSize: 32,
        curves: true,
        ...(name === "patience 20" ? { stop: { monitor: "valLoss", patience: 20 } } : {}),
      })),
      conclusion:
        "With most seeds the squared error on held-out rows hardly changes after some thirty epochs, while that on the training rows goes to nothing. Stopping takes a tenth of the epochs and ends at an error of 0.45 instead of 0.43: here it saves time, not error.",
    },
  ],
};
