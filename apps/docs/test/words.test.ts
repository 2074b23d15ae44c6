import { expect, test } from "vitest";
import { epochsInWords, lossInWords, outcomeInWords, shareInWords } from "../src/overfitting/words";

test("numbers are written for people", () => {
  expect([1, 4000].map(epochsInWords)).toEqual(["1 epoch", "4,000 epochs"]);
  expect([undefined, Math.LN2, 12.3, 0, 0.00021].map(lossInWords)).toEqual([
    "none",
    "0.693",
    "12.300",
    "0.000",
    "2.1e-4",
  ]);
  expect([undefined, 0, 0.9143, 1].map(shareInWords)).toEqual(["none", "0.0%", "91.4%", "100.0%"]);
});

test("the end of a training is told with what became of the weights", () => {
  expect(outcomeInWords({ epochs: 1 })).toBe("Finished after 1 epoch.");
  expect(outcomeInWords({ epochs: 500, bestEpoch: 480 })).toBe(
    "Finished after 500 epochs. The weights of epoch 480 are back.",
  );
  expect(outcomeInWords({ epochs: 1029, bestEpoch: 829, stoppedEpoch: 1029 })).toBe(
    "Early stopping ended the training after 1,029 epochs; the weights of epoch 829 are back.",
  );
});
