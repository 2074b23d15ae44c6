import type { Metrics } from "../judge/metrics";
import { partNames } from "../train/split-rows";
import type { RunFiles } from "./read-run";

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const checkScores = (scores: unknown, where: string): void => {
  const known = isObject(scores) && ("accuracy" in scores ? Array.isArray(scores.perClass) : "r2" in scores);
  if (!known) throw new Error(`expected scores in "${where}"`);
};

/** The metrics of a run; what is no such thing is told as damage. */
export const metricsOf = (run: RunFiles): Metrics =>
  run.read("metrics.json", (text) => {
    const metrics = JSON.parse(text) as Metrics;
    if (!isObject(metrics) || !isObject(metrics.baseline)) throw new Error('expected "baseline" and scores');
    for (const part of partNames) {
      checkScores(metrics[part], part);
      checkScores(metrics.baseline[part], `baseline.${part}`);
    }
    const { diagnosis } = metrics;
    const gaps = [diagnosis?.bias, diagnosis?.variance, diagnosis?.devOverfit];
    if (!gaps.every(isObject) || !Array.isArray(diagnosis.nextSteps))
      throw new Error('expected a "diagnosis"');
    return metrics;
  });

/** The history of a run: lists of numbers of one length, one of them the loss. */
export const historyOf = (run: RunFiles): Record<string, number[]> =>
  run.read("history.json", (text) => {
    const history = JSON.parse(text) as Record<string, number[]>;
    const epochs = isObject(history) && Array.isArray(history.loss) ? history.loss.length : 0;
    if (
      epochs === 0 ||
      !Object.values(history).every((list) => Array.isArray(list) && list.length === epochs)
    ) {
      throw new Error('expected lists of one length, one of them "loss"');
    }
    return history;
  });
