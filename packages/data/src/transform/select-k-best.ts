import type { LeakageOptions } from "../leakage/guard";
import { checkOptions, wholeNumber } from "../options";
import type { ScoreName } from "../select/score-names";
import type { ScoreFunction } from "../select/scores";
import type { JsonObject } from "./json";
import { ScoreSelector } from "./score-selector";

/**
 * Options of {@link selectKBest}.
 *
 * @example
 * ```ts
 * const options: SelectKBestOptions = { scoreFunc: "mutualInfoClassif", k: 3 };
 * ```
 */
export interface SelectKBestOptions extends LeakageOptions {
  /** What features are ranked by: a function of this package, its name, or one of your own; default "fClassif". */
  scoreFunc?: ScoreFunction | ScoreName | undefined;
  /** How many to keep; default 10. "all" keeps all of them, as does a number above theirs. */
  k?: number | "all" | undefined;
}

/**
 * The transform that {@link selectKBest} makes.
 *
 * @example
 * ```ts
 * const selector: SelectKBest = selectKBest({ k: 2 });
 * ```
 */
export class SelectKBest extends ScoreSelector {
  readonly kind = "selectKBest" as const;
  private readonly k: number | "all";

  constructor(options: SelectKBestOptions) {
    super(options.scoreFunc, options);
    checkOptions(this.kind, options, ["scoreFunc", "k", "allowLeakage"]);
    this.scorer();
    const { k = 10 } = options;
    this.k = k === "all" ? k : wholeNumber(this.kind, "k", k, 0);
  }

  // Of equal scores the later features are kept, as NumPy's stable sort has it.
  protected choose(scores: Float64Array): boolean[] {
    if (this.k === "all") return Array.from(scores, () => true);
    const order = Array.from(scores.keys()).sort((a, b) => scores[a]! - scores[b]! || a - b);
    const best = new Set(order.slice(Math.max(0, order.length - this.k)));
    return Array.from(scores, (_, j) => best.has(j));
  }

  protected optionsJson(): JsonObject {
    return { scoreFunc: this.scorer().name, k: this.k };
  }
}

/**
 * Keeps the features with the highest scores, as scikit-learn's `SelectKBest`. It learns from the target, so
 * fit it on the train part only: the best of many features look good by chance on the rows that chose them.
 *
 * @param options `scoreFunc`, `k`, `allowLeakage`.
 * @throws DataError for unknown options, texts, infinite or missing values, a missing target; LeakageError when
 *   fitted on held-out rows.
 * @example
 * ```ts
 * const selector = selectKBest({ k: 1 });
 * const x = [[1, 5], [2, 4], [8, 5], [9, 4]];
 * toNested(selector.fitTransform(x, ["a", "a", "b", "b"])); // [[1], [2], [8], [9]]
 * selector.getFeatureNamesOut(); // ["x0"]
 * selector.scores; // Float64Array [98, 0]
 * ```
 */
export function selectKBest(options: SelectKBestOptions = {}): SelectKBest {
  return new SelectKBest(options);
}
