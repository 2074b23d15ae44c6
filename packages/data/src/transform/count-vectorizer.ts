import type { NdArray } from "../ndarray/ndarray";
import { textOptionsFrom } from "../text/analyzer";
import type { CsrArray } from "../text/csr";
import type { JsonObject } from "./json";
import { type TermOptions, TermTransform } from "./term-transform";

/**
 * Options of {@link countVectorizer}.
 *
 * @example
 * ```ts
 * const options: CountVectorizerOptions = { stopWords: "english", ngramRange: [1, 2], minDf: 2 };
 * ```
 */
export interface CountVectorizerOptions extends TermOptions {}

/**
 * The transform that {@link countVectorizer} makes.
 *
 * @example
 * ```ts
 * const counts: CountVectorizer = countVectorizer();
 * ```
 */
export class CountVectorizer<Out = NdArray<Float64Array>> extends TermTransform<Out> {
  readonly kind = "countVectorizer" as const;

  constructor(options: CountVectorizerOptions) {
    super("countVectorizer", options, []);
    // With a vocabulary there is nothing to learn.
    if ((options.vocabulary ?? null) !== null) {
      this.noteFit({ nRows: 0, features: [{ name: "x0", cells: [] }], named: false });
    }
  }

  protected learnCounts(): void {}

  protected weighCounts(counts: CsrArray): CsrArray {
    return counts;
  }
}

/**
 * Counts how often each term comes in each text, as scikit-learn's `CountVectorizer`. The terms are those of
 * the train part, sorted; others are left out later.
 *
 * @param options `lowercase`, `stripAccents`, `tokenPattern`, `stopWords`, `ngramRange`, `analyzer`, `maxDf`,
 *   `minDf`, `maxFeatures`, `vocabulary`, `binary`, `sparseOutput`, `allowLeakage`.
 * @returns A transform of texts whose output has the shape [texts, terms], float64, or is a CsrArray with
 *   `sparseOutput`.
 * @throws DataError for what is no text, for texts without terms, for limits that leave no term, and before a
 *   dense result would take more than 1 GB; LeakageError when fitted on held-out rows.
 * @example
 * ```ts
 * const counts = countVectorizer();
 * toNested(counts.fitTransform(["A cat, a dog.", "The dog and the dog"])); // [[0, 1, 1, 0], [1, 0, 2, 2]]
 * counts.getFeatureNamesOut(); // ["and", "cat", "dog", "the"]
 * ```
 */
export function countVectorizer(
  options: CountVectorizerOptions & { sparseOutput: true },
): CountVectorizer<CsrArray>;
export function countVectorizer(options?: CountVectorizerOptions): CountVectorizer;
export function countVectorizer(options: CountVectorizerOptions = {}): CountVectorizer<never> {
  return new CountVectorizer<never>(options);
}

/** A count vectorizer from its saved options. */
export const countVectorizerFromOptions = (options: JsonObject): CountVectorizer =>
  countVectorizer(textOptionsFrom<CountVectorizerOptions>(options));
