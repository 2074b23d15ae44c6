import { DataError } from "../errors";
import type { LeakageOptions } from "../leakage/guard";
import { checkOptions, wholeNumber } from "../options";
import type { RandomStateLike } from "../random/random-state";

/**
 * Options of `kFold`, `stratifiedKFold`, `groupKFold` and `stratifiedGroupKFold`.
 *
 * @example
 * ```ts
 * const options: KFoldOptions = { nSplits: 10, shuffle: true, randomState: 1 };
 * ```
 */
export interface KFoldOptions extends LeakageOptions {
  /** The number of folds, at least 2; default 5. */
  nSplits?: number | undefined;
  /** Deal in random order; default false, which keeps the order of the rows. */
  shuffle?: boolean | undefined;
  /** The seed of the shuffle; default: other folds each time. */
  randomState?: RandomStateLike;
}

/** The number of folds, when the options are sound. */
export const readKFoldOptions = (who: string, options: KFoldOptions): number => {
  checkOptions(who, options, ["nSplits", "shuffle", "randomState", "allowLeakage"]);
  if (options.randomState !== undefined && options.shuffle !== true) {
    throw new DataError(
      `${who}: expected shuffle: true with a randomState, which does nothing without it, received { shuffle: ${String(options.shuffle)}, randomState }; ` +
        "pass { shuffle: true }, or leave randomState out",
    );
  }
  return wholeNumber(who, "nSplits", options.nSplits ?? 5, 2);
};
