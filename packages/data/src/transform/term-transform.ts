import { DataError } from "../errors";
import type { LeakageOptions } from "../leakage/guard";
import { isNdArray, type NdArray } from "../ndarray/ndarray";
import { checkOptions, wholeNumber } from "../options";
import { repeated } from "../repeated";
import { Analyzer, type TextOptions, textOptionNames } from "../text/analyzer";
import { Counter, type Limits, takeColumns, within } from "../text/counts";
import { type CsrArray, checkCsr, csrOf, isCsr } from "../text/csr";
import { count } from "../wording";
import { inverseFrame } from "./base";
import { CsrFrame } from "./csr-frame";
import { type Frame, numericFeatures, type TransformInput } from "./frame";
import { type JsonObject, type JsonValue, listField } from "./json";
import { eachText, TextTransform } from "./text-transform";

/**
 * Options of vectorizers that learn which terms there are.
 *
 * @example
 * ```ts
 * const options: TermOptions = { minDf: 2, maxDf: 0.9, maxFeatures: 5000 };
 * ```
 */
export interface TermOptions extends TextOptions, LeakageOptions {
  /**
   * Leave out terms in more texts than this: a share from 0 to 1, or a count of 2 or more; default 1, all of
   * them.
   */
  maxDf?: number | undefined;
  /** Leave out terms in fewer texts than this: a share below 1, or a count; default 1. */
  minDf?: number | undefined;
  /** Keep only the terms that come most often in all texts; default all. */
  maxFeatures?: number | null | undefined;
  /** The terms in the order of their columns, or the column of each; default: those of the train part, sorted. */
  vocabulary?: readonly string[] | Readonly<Record<string, number>> | null | undefined;
  /** Count a term once in each text, however often it comes; default false. */
  binary?: boolean | undefined;
  /** Give sparse rows (CsrArray) in place of an array; default false. */
  sparseOutput?: boolean | undefined;
}

const names = ["maxDf", "minDf", "maxFeatures", "vocabulary", "binary", "sparseOutput"];

const termsOf = (given: TermOptions["vocabulary"], who: string): readonly string[] | undefined => {
  if (given === null || given === undefined) return undefined;
  const terms = Array.isArray(given) ? [...given] : inOrder(given as Readonly<Record<string, number>>, who);
  if (terms.length === 0)
    throw new DataError(`${who}: expected at least one term in vocabulary, received none`);
  const odd = terms.find((term) => typeof term !== "string") ?? repeated(terms)[0];
  if (odd === undefined) return terms;
  throw new DataError(
    `${who}: expected vocabulary as different terms, received ${typeof odd === "string" ? `"${odd}" twice` : String(odd)}`,
  );
};

const inOrder = (columns: Readonly<Record<string, number>>, who: string): string[] => {
  const entries = Object.entries(columns).sort((a, b) => a[1] - b[1]);
  const gap = entries.findIndex(([, column], j) => column !== j);
  if (gap < 0) return entries.map(([term]) => term);
  throw new DataError(
    `${who}: expected the columns 0 to ${entries.length - 1} in vocabulary, each once, received ${entries[gap]![1]} for "${entries[gap]![0]}"; give the terms as a list`,
  );
};

const checkShare = (value: number, option: string, who: string): number => {
  if ((value >= 0 && value <= 1) || (Number.isInteger(value) && value > 1)) return value;
  throw new DataError(
    `${who}: expected ${option} as a share from 0 to 1 or a whole number of texts, received ${String(value)}; give for example 0.9 or 2`,
  );
};

/**
 * A vectorizer that learns which terms there are.
 *
 * @example
 * ```ts
 * const terms: TermTransform = tfidfVectorizer();
 * ```
 */
export abstract class TermTransform<Out = NdArray<Float64Array>> extends TextTransform<Out> {
  private readonly given: readonly string[] | undefined;
  private readonly analyzer: Analyzer;
  private readonly options: {
    readonly maxDf: number;
    readonly minDf: number;
    readonly maxFeatures: number | null;
    readonly binary: boolean;
  };
  private learnedTerms: readonly string[] = [];

  constructor(who: string, options: TermOptions, more: readonly string[]) {
    super(options);
    checkOptions(who, options, [...textOptionNames, ...names, ...more, "allowLeakage"]);
    this.analyzer = new Analyzer(options, who);
    this.given = termsOf(options.vocabulary, who);
    this.learnedTerms = this.given ?? [];
    const { maxDf = 1, minDf = 1, binary = false } = options;
    const maxFeatures = options.maxFeatures ?? null;
    if (maxFeatures !== null) wholeNumber(who, "maxFeatures", maxFeatures, 1);
    checkShare(maxDf, "maxDf", who);
    checkShare(minDf, "minDf", who);
    this.options = { maxDf, minDf, maxFeatures, binary };
  }

  /** Learns weights from the counts of the train part. */
  protected abstract learnCounts(counts: CsrArray): void;
  /** What becomes of counts. */
  protected abstract weighCounts(counts: CsrArray): CsrArray;

  private *count(texts: readonly string[], terms?: readonly string[]): Generator<void, Counter> {
    const counter = new Counter(terms);
    yield* eachText(texts, (text) => counter.add(this.analyzer.terms(text)));
    return counter;
  }

  private limits(nRows: number): Limits {
    const { maxDf, minDf, maxFeatures } = this.options;
    const most = maxDf <= 1 ? maxDf * nRows : maxDf;
    const least = minDf < 1 ? minDf * nRows : minDf;
    if (most < least) {
      throw new DataError(
        `${this.kind}: expected maxDf to allow as many texts as minDf asks for, received ${most} and ${least} of ${nRows}; raise maxDf or lower minDf`,
      );
    }
    return { least, most, features: maxFeatures ?? undefined };
  }

  private *learnTerms(texts: readonly string[]): Generator<void, { terms: string[]; counts: CsrArray }> {
    const counter = yield* this.count(texts);
    const counts = counter.result(this.options.binary);
    yield;
    const all = counter.terms();
    if (all.length === 0) {
      throw new DataError(
        `${this.kind}: expected texts with terms, received ${count(texts.length, "text")} without any; look at tokenPattern and stopWords`,
      );
    }
    const kept = within(all, counts, this.limits(texts.length));
    if (kept.length === 0) {
      throw new DataError(
        `${this.kind}: expected terms within minDf and maxDf, received ${count(all.length, "term")} of which none is; lower minDf or raise maxDf`,
      );
    }
    yield;
    return { terms: kept.map((place) => all[place]!), counts: yield* takeColumns(counts, kept) };
  }

  protected *learn(frame: Frame): Generator<void, void> {
    yield* this.learnRows(frame);
  }

  private *learnRows(frame: Frame): Generator<void, CsrArray> {
    const texts = this.texts(frame);
    if (this.given !== undefined) {
      const counts = (yield* this.count(texts, this.given)).result(this.options.binary);
      this.learnCounts(counts);
      return counts;
    }
    const { terms, counts } = yield* this.learnTerms(texts);
    this.learnCounts(counts);
    this.learnedTerms = terms;
    return counts;
  }

  protected override *learnAndApply(frame: Frame): Generator<void, Frame> {
    return this.framed(frame, yield* this.learnRows(frame));
  }

  protected *apply(frame: Frame): Generator<void, Frame> {
    const counter = yield* this.count(this.texts(frame), this.learnedTerms);
    return this.framed(frame, counter.result(this.options.binary));
  }

  private framed({ named }: Frame, counts: CsrArray): Frame {
    const form = { named, sparse: this.sparse };
    return new CsrFrame(this.weighCounts(counts), () => this.learnedTerms, form, this.kind);
  }

  protected namesOut(): string[] {
    return [...this.learnedTerms];
  }

  /** The column of each term. Throws NotFittedError before fit. */
  get vocabulary(): Map<string, number> {
    this.features();
    return new Map(this.learnedTerms.map((term, place) => [term, place]));
  }

  /** The terms of a text, as they are counted, in their order. */
  analyze(text: string): string[] {
    return this.analyzer.terms(text);
  }

  /**
   * The terms of each row that are not zero.
   *
   * @throws NotFittedError before fit; DataError when the width is not that of what transform gives.
   */
  inverseTransform(input: TransformInput | CsrArray): string[][] {
    this.features();
    const { indices, indptr } = this.sparseOf(input);
    return Array.from({ length: indptr.length - 1 }, (_, row) =>
      Array.from(indices.subarray(indptr[row]!, indptr[row + 1]!), (place) => this.learnedTerms[place]!),
    );
  }

  private sparseOf(input: TransformInput | CsrArray): CsrArray {
    const width = this.learnedTerms.length;
    if (isCsr(input) && !isNdArray(input)) {
      checkCsr(input, `${this.kind}.inverseTransform`);
      if (input.shape[1] === width) return input;
      throw new DataError(
        `${this.kind}.inverseTransform: expected ${count(width, "column")}, as transform gives, received ${input.shape[1]}`,
      );
    }
    const frame = inverseFrame(input as TransformInput, width, this.kind);
    const columns = numericFeatures(frame, this.kind).map(({ numbers }) => numbers);
    return csrOf(columns, frame.nRows);
  }

  protected optionsJson(): JsonObject {
    const vocabulary = this.given as JsonValue | undefined;
    return { ...this.analyzer.json(), ...this.options, vocabulary, sparseOutput: this.sparse };
  }

  protected stateJson(): JsonObject {
    return { terms: [...this.learnedTerms] };
  }

  protected readState(state: JsonObject): void {
    this.learnedTerms = listField(state, "terms").map(String);
  }
}
