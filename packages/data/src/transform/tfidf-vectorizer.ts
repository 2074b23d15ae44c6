import type { NdArray } from "../ndarray/ndarray";
import { textOptionsFrom } from "../text/analyzer";
import type { CsrArray } from "../text/csr";
import { idfOf, type TfidfOptions, tfidfOptionNames, type Weighing, weigh, weighingOf } from "../text/tf-idf";
import { encodeNumbers, type JsonObject, numbersField } from "./json";
import { type TermOptions, TermTransform } from "./term-transform";

/**
 * Options of {@link tfidfVectorizer}.
 *
 * @example
 * ```ts
 * const options: TfidfVectorizerOptions = { sublinearTf: true, maxFeatures: 1000 };
 * ```
 */
export interface TfidfVectorizerOptions extends TermOptions, TfidfOptions {}

/**
 * The transform that {@link tfidfVectorizer} makes.
 *
 * @example
 * ```ts
 * const weights: TfidfVectorizer = tfidfVectorizer();
 * ```
 */
export class TfidfVectorizer<Out = NdArray<Float64Array>> extends TermTransform<Out> {
  readonly kind = "tfidfVectorizer" as const;
  private readonly weighing: Weighing;
  private rarity: Float64Array = new Float64Array(0);

  constructor(options: TfidfVectorizerOptions) {
    super("tfidfVectorizer", options, tfidfOptionNames);
    this.weighing = weighingOf(options, "tfidfVectorizer");
  }

  protected learnCounts(counts: CsrArray): void {
    this.rarity = idfOf(counts, this.weighing.smoothIdf);
  }

  protected weighCounts(counts: CsrArray): CsrArray {
    return weigh(counts, this.weighing, this.rarity);
  }

  /** How rare each term is; all 1 with `useIdf: false`. Throws NotFittedError before fit. */
  get idf(): Float64Array {
    this.features();
    return this.weighing.useIdf ? this.rarity.slice() : this.rarity.map(() => 1);
  }

  protected override optionsJson(): JsonObject {
    return { ...super.optionsJson(), ...this.weighing };
  }

  protected override stateJson(): JsonObject {
    return { ...super.stateJson(), idf: encodeNumbers(this.rarity) };
  }

  protected override readState(state: JsonObject): void {
    super.readState(state);
    this.rarity = numbersField(state, "idf", this.namesOut().length);
  }
}

/**
 * Weighs the terms of texts by how often they come and how rare they are, as scikit-learn's `TfidfVectorizer`:
 * `countVectorizer`, then `tfidfTransformer`.
 *
 * @param options Those of `countVectorizer`, and `norm`, `useIdf`, `smoothIdf`, `sublinearTf`.
 * @returns A transform of texts whose output has the shape [texts, terms], float64, or is a CsrArray with
 *   `sparseOutput`.
 * @throws What `countVectorizer` throws.
 * @example
 * ```ts
 * const weights = tfidfVectorizer();
 * toNested(weights.fitTransform(["cat dog", "dog dog"])); // [[0.814…, 0.579…], [0, 1]]
 * ```
 */
export function tfidfVectorizer(
  options: TfidfVectorizerOptions & { sparseOutput: true },
): TfidfVectorizer<CsrArray>;
export function tfidfVectorizer(options?: TfidfVectorizerOptions): TfidfVectorizer;
export function tfidfVectorizer(options: TfidfVectorizerOptions = {}): TfidfVectorizer<never> {
  return new TfidfVectorizer<never>(options);
}

/** A tf-idf vectorizer from its saved options. */
export const tfidfVectorizerFromOptions = (options: JsonObject): TfidfVectorizer =>
  tfidfVectorizer(textOptionsFrom<TfidfVectorizerOptions>(options));
