import { readOptions } from "../common/options";
import { type F1ScoreOptions, FBetaScore } from "./f-beta-score";

/** See {@link f1Score}. */
export class F1Score extends FBetaScore {
  /** Its name in Keras. */
  static override readonly className: string = "F1Score";

  constructor(options: F1ScoreOptions = {}) {
    const known = { average: null, threshold: null, name: undefined, dtype: undefined };
    super(readOptions("f1Score", options, known as unknown as F1ScoreOptions), "f1Score", "f1_score");
  }

  override getConfig(): Record<string, unknown> {
    const { beta: _, ...config } = super.getConfig();
    return config;
  }
}

/**
 * `2 precision recall / (precision + recall)`. One score a column unless `average` says how they become one, which logs need.
 *
 * @throws RangeError for a `threshold` out of range, unless predictions are rows and columns, and when targets have another
 *   shape.
 * @example
 * f1Score({ threshold: 0.5, average: "micro" }).compute([[1], [1], [0]], [[0.9], [0.2], [0.8]]); // 0.5
 */
export function f1Score(options: F1ScoreOptions = {}): F1Score {
  return new F1Score(options);
}
