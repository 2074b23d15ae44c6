import { DataError } from "../errors";
import { derive, placeOf } from "../leakage/provenance";
import { checkOptions, wholeNumber } from "../options";
import { type RandomState, type RandomStateLike, randomState } from "../random/random-state";
import { rowsByClass, share } from "./indices";
import { encodeLabels, labelsIn, refuseMissing, type Stratify } from "./labels";
import { isSplittable, rowsOf, type Splittable, sharedRows } from "./splittable";

/**
 * Options of {@link shuffle}.
 *
 * @example
 * ```ts
 * const options: ShuffleOptions = { nSamples: 10, randomState: 1 };
 * ```
 */
export interface ShuffleOptions {
  /** How many rows to give; default: all. */
  nSamples?: number | undefined;
  /** The seed; default: another order each time. */
  randomState?: RandomStateLike;
}

/**
 * Options of {@link resample}.
 *
 * @example
 * ```ts
 * const options: ResampleOptions = { replace: true, randomState: 1 };
 * ```
 */
export interface ResampleOptions extends ShuffleOptions {
  /** May a row come several times? Default true, which is the bootstrap. */
  replace?: boolean | undefined;
  /** Keep the proportions of these classes: a column name or one label a row; default: no. */
  stratify?: Stratify | null | undefined;
}

const drawRows = (
  n: number,
  size: number,
  labels: ReturnType<typeof labelsIn>,
  replace: boolean,
  random: RandomState,
): Int32Array => {
  if (labels !== undefined) {
    const codes = encodeLabels(labels);
    const shares = share([...codes.counts], size, random);
    const drawn = rowsByClass(codes).flatMap((list, i) =>
      random.choice(list.length, { size: shares[i]!, replace }).map((at) => list[at]!),
    );
    return Int32Array.from(random.permutation(drawn));
  }
  if (replace) return Int32Array.from(random.randint(0, n, size));
  return random.permutation(n).slice(0, size);
};

const drawn = (
  who: string,
  given: readonly (Splittable | ResampleOptions | undefined)[],
  known: readonly string[],
  replaceDefault: boolean,
): Splittable | Splittable[] => {
  const last = given[given.length - 1];
  const options = isSplittable(last) ? {} : (last ?? {});
  const arrays = (isSplittable(last) ? given : given.slice(0, -1)) as Splittable[];
  checkOptions(who, options, known);
  const n = sharedRows(arrays, who);
  const replace = options.replace ?? replaceDefault;
  const size = wholeNumber(who, "nSamples", options.nSamples ?? n, 1);
  if (size > n && !replace) {
    throw new DataError(
      `${who}: expected nSamples of at most the ${n} rows there are, received ${size}; ` +
        (known.includes("replace")
          ? "draw fewer or pass { replace: true }"
          : "ask for fewer, or use resample"),
    );
  }
  const labels = labelsIn(options.stratify, { arrays, names: [], n }, who, "stratify");
  if (labels !== undefined) refuseMissing(labels, who, "a class in every row to stratify by");
  const rows = drawRows(n, size, labels, replace, randomState(options.randomState));
  const out = arrays.map((array) => derive(rowsOf(array, rows), placeOf(array, n), rows));
  return out.length === 1 ? out[0]! : out;
};

/**
 * Rows in random order, those of several arrays alike. scikit-learn's `utils.shuffle`, with the same rows for
 * the same `randomState`. The result remembers where its rows came from.
 *
 * @param x The first table or array; more may follow, then the options.
 * @returns The shuffled array, or a list of them when several were given.
 * @throws DataError for arrays of different lengths, and for more rows than there are.
 * @example
 * ```ts
 * shuffle([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], { randomState: 0 }); // [2, 8, 4, 9, 1, 6, 7, 3, 0, 5]
 * const [x, y] = shuffle([[1], [2]], ["a", "b"], { randomState: 1 });
 * ```
 */
export function shuffle<X extends Splittable>(x: X, options?: ShuffleOptions): X;
export function shuffle<X extends Splittable, Y extends Splittable>(
  x: X,
  y: Y,
  options?: ShuffleOptions,
): [X, Y];
export function shuffle<X extends Splittable, Y extends Splittable, Z extends Splittable>(
  x: X,
  y: Y,
  z: Z,
  options?: ShuffleOptions,
): [X, Y, Z];
export function shuffle(...given: (Splittable | ShuffleOptions | undefined)[]): Splittable | Splittable[] {
  return drawn("shuffle", given, ["nSamples", "randomState"], false);
}

/**
 * Rows drawn at random, by default with replacement (a bootstrap sample), those of several arrays alike.
 * scikit-learn's `utils.resample`, with the same rows for the same `randomState`. Split first and resample
 * the train part alone: a split of rows that come several times would judge a model by rows that it has
 * learned, and throws `LeakageError`.
 *
 * @param x The first table or array; more may follow, then the options.
 * @returns The drawn rows, or a list of them when several arrays were given.
 * @throws DataError for arrays of different lengths, and for more rows than there are without replacement.
 * @example
 * ```ts
 * resample([0, 1, 2, 3, 4, 5, 6, 7, 8, 9], { randomState: 0 }); // [5, 0, 3, 3, 7, 9, 3, 5, 2, 4]
 * ```
 */
export function resample<X extends Splittable>(x: X, options?: ResampleOptions): X;
export function resample<X extends Splittable, Y extends Splittable>(
  x: X,
  y: Y,
  options?: ResampleOptions,
): [X, Y];
export function resample<X extends Splittable, Y extends Splittable, Z extends Splittable>(
  x: X,
  y: Y,
  z: Z,
  options?: ResampleOptions,
): [X, Y, Z];
export function resample(...given: (Splittable | ResampleOptions | undefined)[]): Splittable | Splittable[] {
  return drawn("resample", given, ["replace", "nSamples", "stratify", "randomState"], true);
}
