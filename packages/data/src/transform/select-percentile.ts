import { DataError } from "../errors";
import type { LeakageOptions } from "../leakage/guard";
import { checkOptions } from "../options";
import type { ScoreName } from "../select/score-names";
import type { ScoreFunction } from "../select/scores";
import type { JsonObject } from "./json";
import { quantile } from "./quantile";
import { ScoreSelector } from "./score-selector";

/**
 * Options of {@link selectPercentile}.
 *
 * @example
 * ```ts
 * const options: SelectPercentileOptions = { scoreFunc: "fRegression", percentile: 25 };
 * ```
 */
export interface SelectPercentileOptions extends LeakageOptions {
  /** What features are ranked by: a function of this package, its name, or one of your own; default "fClassif". */
  scoreFunc?: ScoreFunction | ScoreName | undefined;
  /** The part of the features to keep, in percent, 0 to 100; default 10. */
  percentile?: number | undefined;
}

/**
 * The transform that {@link selectPercentile} makes.
 *
 * @example
 * ```ts
 * const selector: SelectPercentile = selectPercentile({ percentile: 50 });
 * ```
 */
export class SelectPercentile extends ScoreSelector {
  readonly kind = "selectPercentile" as const;
  private readonly percentile: number;

  constructor(options: SelectPercentileOptions) {
    super(options.scoreFunc, options);
    checkOptions(this.kind, options, ["scoreFunc", "percentile", "allowLeakage"]);
    this.scorer();
    const { percentile = 10 } = options;
    if (!(percentile >= 0 && percentile <= 100)) {
      throw new DataError(
        `selectPercentile: expected percentile from 0 to 100, received ${String(percentile)}; give for example 25 for a quarter`,
      );
    }
    this.percentile = percentile;
  }

  protected choose(scores: Float64Array): boolean[] {
    const { percentile } = this;
    if (percentile === 0 || percentile === 100) return Array.from(scores, () => percentile === 100);
    const bound = quantile(scores.slice().sort(), (100 - percentile) / 100);
    const mask = Array.from(scores, (score) => score > bound);
    // Of those at the bound the first are kept, as many as are wanted still.
    let wanted = Math.trunc((scores.length * percentile) / 100) - mask.filter(Boolean).length;
    for (let j = 0; j < mask.length && wanted > 0; j++) {
      if (scores[j] !== bound) continue;
      mask[j] = true;
      wanted--;
    }
    return mask;
  }

  protected optionsJson(): JsonObject {
    return { scoreFunc: this.scorer().name, percentile: this.percentile };
  }
}

/**
 * Keeps a part of the features, those with the highest scores, as scikit-learn's `SelectPercentile`. It learns
 * from the target, so fit it on the train part only.
 *
 * @param options `scoreFunc`, `percentile`, `allowLeakage`.
 * @throws DataError for unknown options, texts, infinite or missing values, a missing target; LeakageError when
 *   fitted on held-out rows.
 * @example
 * ```ts
 * const selector = selectPercentile({ percentile: 50, scoreFunc: chi2 });
 * const x = [[1, 1], [1, 0], [0, 1], [0, 0]];
 * toNested(selector.fitTransform(x, ["a", "a", "b", "b"])); // [[1], [1], [0], [0]]
 * ```
 */
export function selectPercentile(options: SelectPercentileOptions = {}): SelectPercentile {
  return new SelectPercentile(options);
}
