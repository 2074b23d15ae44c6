import type { LeakageOptions } from "../leakage/guard";
import { checkOptions, wholeNumber } from "../options";
import { type RandomStateLike, randomState } from "../random/random-state";
import { kFold } from "./k-fold";
import { type FoldIndices, type FoldRows, makeSplitter, type Splitter } from "./splitter";
import { stratifiedKFold } from "./stratified-k-fold";

/**
 * Options of {@link repeatedKFold} and {@link repeatedStratifiedKFold}.
 *
 * @example
 * ```ts
 * const options: RepeatedKFoldOptions = { nSplits: 5, nRepeats: 3, randomState: 1 };
 * ```
 */
export interface RepeatedKFoldOptions extends LeakageOptions {
  /** The number of folds, at least 2; default 5. */
  nSplits?: number | undefined;
  /** How often all rows are dealt anew, at least 1; default 10. */
  nRepeats?: number | undefined;
  /** The seed; default: other folds each time. */
  randomState?: RandomStateLike;
}

type Inner = (rows: FoldRows, random: RandomStateLike) => Generator<FoldIndices, void, undefined>;

const repeated = (name: string, options: RepeatedKFoldOptions, inner: Inner, needsY: boolean): Splitter => {
  checkOptions(name, options, ["nSplits", "nRepeats", "randomState", "allowLeakage"]);
  const nSplits = wholeNumber(name, "nSplits", options.nSplits ?? 5, 2);
  const nRepeats = wholeNumber(name, "nRepeats", options.nRepeats ?? 10, 1);
  const rest = function* (
    rows: FoldRows,
    first: Generator<FoldIndices, void, undefined>,
    random: RandomStateLike,
  ): Generator<FoldIndices, void, undefined> {
    yield* first;
    for (let i = 1; i < nRepeats; i++) yield* inner(rows, random);
  };
  return makeSplitter({
    name,
    nSplits: nSplits * nRepeats,
    needsY,
    allowLeakage: options.allowLeakage,
    folds: (rows) => {
      const random = randomState(options.randomState);
      return rest(rows, inner(rows, random), random);
    },
  });
};

/**
 * K-fold several times over, each time with the rows shuffled anew. scikit-learn's `RepeatedKFold`.
 *
 * @param options `nSplits` (default 5), `nRepeats` (default 10), `randomState`.
 * @throws DataError for options that make no sense; the splitter throws for fewer rows than folds.
 * @example
 * ```ts
 * repeatedKFold({ nSplits: 2, nRepeats: 3 }).getNSplits(); // 6
 * ```
 */
export function repeatedKFold(options: RepeatedKFoldOptions = {}): Splitter {
  const { nSplits } = options;
  return repeated(
    "repeatedKFold",
    options,
    ({ n }, random) => kFold({ nSplits, shuffle: true, randomState: random }).indices(n),
    false,
  );
}

/**
 * Stratified k-fold several times over, each time shuffled anew. scikit-learn's `RepeatedStratifiedKFold`.
 * Its `indices` and `split` need `y`.
 *
 * @param options `nSplits` (default 5), `nRepeats` (default 10), `randomState`.
 * @throws DataError for options that make no sense; the splitter throws as that of `stratifiedKFold` does.
 * @example
 * ```ts
 * const splitter = repeatedStratifiedKFold({ nSplits: 2, nRepeats: 3, randomState: 1 });
 * [...splitter.indices(4, { y: ["a", "a", "b", "b"] })].length; // 6
 * ```
 */
export function repeatedStratifiedKFold(options: RepeatedKFoldOptions = {}): Splitter {
  const { nSplits } = options;
  return repeated(
    "repeatedStratifiedKFold",
    options,
    ({ n, y }, random) => stratifiedKFold({ nSplits, shuffle: true, randomState: random }).indices(n, { y }),
    true,
  );
}
