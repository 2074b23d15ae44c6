import { baselineOf } from "../judge/baseline";
import { diagnosisOf } from "../judge/diagnosis";
import { eachPart, type Metrics } from "../judge/metrics";
import { errorRate, scoresOf } from "../judge/scores";
import type { Features } from "../prepare/preparation";
import type { Predictions } from "../prepare/target";
import { predictFeatures, type Trained } from "../run/trained";
import type { Training } from "./fit-network";
import type { PartName } from "./split-rows";

/** The prepared rows of a part with their targets. */
export interface PreparedPart {
  readonly x: Features;
  /** Class numbers, or values in the target's units. */
  readonly targets: Float64Array;
}

/** How a trained network does on all three parts. */
export interface Judgement {
  readonly metrics: Metrics;
  readonly predictions: Readonly<Record<PartName, Predictions>>;
}

/**
 * Judges a network when nothing is left to decide: this is the one time that the test part is looked at.
 */
export const judge = (
  trained: Pick<Trained, "model" | "target">,
  parts: Readonly<Record<PartName, PreparedPart>>,
  training: Training,
  baselineError: number,
): Judgement => {
  const { target } = trained;
  const predictions = eachPart((part) => predictFeatures(trained, parts[part].x));
  const scores = eachPart((part) => scoresOf(parts[part].targets, predictions[part], target));
  const baseline = baselineOf(parts.train.targets, target);
  const { rule, answer } = baseline;
  const baselineScores = eachPart((part) => {
    const { targets } = parts[part];
    return scoresOf(targets, baseline.predict(targets.length), target);
  });
  const diagnosis = diagnosisOf({
    trainError: errorRate(scores.train),
    devError: errorRate(scores.dev),
    testError: errorRate(scores.test),
    baselineError,
  });
  const { epochs, bestEpoch, stoppedEarly } = training;
  const { task, column } = target;
  const metrics: Metrics = {
    task,
    target: column,
    epochs,
    bestEpoch,
    stoppedEarly,
    ...scores,
    baseline: { rule, answer, ...baselineScores },
    diagnosis,
  };
  return { metrics, predictions };
};
