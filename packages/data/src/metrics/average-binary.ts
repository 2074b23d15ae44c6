import { meanOf, sumOf } from "./average";
import type { Scored } from "./binary-curve";

/** How the scores of single labels become one. */
export type ScoreAverage = "micro" | "macro" | "weighted" | "samples";

/** Rows with a truth value and a score for each of `width` labels. */
export interface ScoredLabels {
  readonly rows: number;
  readonly width: number;
  readonly positive: Uint8Array;
  readonly scores: Float64Array;
  readonly weights: Float64Array | undefined;
}

const labelOf = (labels: ScoredLabels, label: number): Scored => {
  const { rows, width, weights } = labels;
  const positive = new Uint8Array(rows);
  const scores = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    positive[i] = labels.positive[i * width + label]!;
    scores[i] = labels.scores[i * width + label]!;
  }
  return { positive, scores, weights };
};

/** A metric of two classes over several labels, as scikit-learn averages it. */
export const averageBinary = (
  who: string,
  labels: ScoredLabels,
  average: ScoreAverage | null,
  metric: (scored: Scored) => number,
): number | Float64Array => {
  const { rows, width, positive, scores, weights } = labels;
  if (average === "micro") {
    const repeated =
      weights && Float64Array.from({ length: rows * width }, (_, i) => weights[Math.floor(i / width)]!);
    return metric({ positive, scores, weights: repeated });
  }
  if (average === "samples") {
    const each = Float64Array.from({ length: rows }, (_, i) =>
      weights?.[i] === 0
        ? 0
        : metric({
            positive: positive.subarray(i * width, (i + 1) * width),
            scores: scores.subarray(i * width, (i + 1) * width),
            weights: undefined,
          }),
    );
    return meanOf(who, each, weights);
  }
  const each = Float64Array.from({ length: width }, (_, label) => metric(labelOf(labels, label)));
  if (average === null) return each;
  if (average === "macro") return meanOf(who, each);
  const support = new Float64Array(width);
  for (let i = 0; i < rows * width; i++) {
    support[i % width]! += positive[i]! * (weights === undefined ? 1 : weights[Math.floor(i / width)]!);
  }
  if (Math.abs(sumOf(support)) <= 1e-8) return 0;
  return meanOf(
    who,
    each.map((score, label) => (support[label] === 0 ? 0 : score)),
    support,
  );
};
