import { diagnose } from "@wellfit/experiments";
import type { Outcome } from "../overfitting/network";
import { shareInWords } from "../overfitting/words";
import type { Curves } from "../training/curves";

/** What the errors of a trained network mean. */
export interface Verdict {
  /** In a few words: "low bias, high variance". */
  readonly label: string;
  /** The numbers that say so. */
  readonly grounds: string;
  /** What may help, the most promising first. */
  readonly nextSteps: readonly string[];
}

/** Judges the network as it is now: at its last epoch, or at the one whose weights early stopping brought back. */
export function verdictOn(curves: Curves, outcome: Outcome | undefined): Verdict | undefined {
  const at = (outcome?.bestEpoch ?? curves.loss.length) - 1;
  const [accuracy, valAccuracy] = [curves.accuracy[at], curves.valAccuracy[at]];
  if (accuracy === undefined || valAccuracy === undefined) return undefined;
  const { label, nextSteps } = diagnose({ trainError: 1 - accuracy, devError: 1 - valAccuracy });
  const grounds = `The network gets ${shareInWords(1 - accuracy)} of the points that it was trained on wrong, and ${shareInWords(1 - valAccuracy)} of those held out.`;
  return { label: `${label.charAt(0).toUpperCase()}${label.slice(1)}.`, grounds, nextSteps };
}
