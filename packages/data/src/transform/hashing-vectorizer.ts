import type { LeakageOptions } from "../leakage/guard";
import type { NdArray } from "../ndarray/ndarray";
import { checkOptions, wholeNumber } from "../options";
import { Analyzer, type TextOptions, textOptionNames, textOptionsFrom } from "../text/analyzer";
import type { CsrArray } from "../text/csr";
import { HashCounter } from "../text/hash-counter";
import { divideRows, normOf } from "../text/tf-idf";
import { CsrFrame } from "./csr-frame";
import type { Frame } from "./frame";
import type { JsonObject } from "./json";
import { eachText, TextTransform } from "./text-transform";

/**
 * Options of {@link hashingVectorizer}.
 *
 * @example
 * ```ts
 * const options: HashingVectorizerOptions = { nFeatures: 2 ** 10, norm: null };
 * ```
 */
export interface HashingVectorizerOptions extends TextOptions, LeakageOptions {
  /** How many columns there are; default 2 ** 20, which is too many for a dense result of many texts. */
  nFeatures?: number | undefined;
  /** Let half of the terms count negative, so that those that share a column cancel out on average; default true. */
  alternateSign?: boolean | undefined;
  /** What a row is divided by: "l2" (default), "l1" or nothing (null). */
  norm?: "l1" | "l2" | null | undefined;
  /** Count a column once in each text, however often it is hit; default false. */
  binary?: boolean | undefined;
  /** Give sparse rows (CsrArray) in place of an array; default false. */
  sparseOutput?: boolean | undefined;
}

const names = ["nFeatures", "alternateSign", "norm", "binary", "sparseOutput"];

/**
 * The transform that {@link hashingVectorizer} makes.
 *
 * @example
 * ```ts
 * const hashes: HashingVectorizer = hashingVectorizer({ nFeatures: 64 });
 * ```
 */
export class HashingVectorizer<Out = NdArray<Float64Array>> extends TextTransform<Out> {
  readonly kind = "hashingVectorizer" as const;
  private readonly analyzer: Analyzer;
  private readonly options: {
    readonly nFeatures: number;
    readonly alternateSign: boolean;
    readonly norm: "l1" | "l2" | null;
    readonly binary: boolean;
  };

  constructor(options: HashingVectorizerOptions) {
    super(options);
    checkOptions(this.kind, options, [...textOptionNames, ...names, "allowLeakage"]);
    this.analyzer = new Analyzer(options, this.kind);
    const { nFeatures = 2 ** 20, alternateSign = true, binary = false } = options;
    wholeNumber(this.kind, "nFeatures", nFeatures, 1);
    this.options = { nFeatures, alternateSign, norm: normOf(options.norm, this.kind), binary };
    // There is nothing to learn.
    this.noteFit({ nRows: 0, features: [{ name: "x0", cells: [] }], named: false });
  }

  protected learn(frame: Frame): void {
    this.texts(frame);
  }

  protected *apply(frame: Frame): Generator<void, Frame> {
    const { nFeatures, alternateSign, norm, binary } = this.options;
    const counter = new HashCounter(nFeatures, alternateSign);
    yield* eachText(this.texts(frame), (text) => counter.add(this.analyzer.terms(text)));
    const csr = counter.result(binary);
    divideRows(csr, norm);
    const form = { named: frame.named, sparse: this.sparse };
    return new CsrFrame(csr, () => this.namesOut(), form, this.kind);
  }

  protected namesOut(): string[] {
    return Array.from({ length: this.options.nFeatures }, (_, j) => `hashingvectorizer${j}`);
  }

  protected optionsJson(): JsonObject {
    return { ...this.analyzer.json(), ...this.options, sparseOutput: this.sparse };
  }

  protected stateJson(): JsonObject {
    return {};
  }

  protected readState(): void {}
}

/**
 * Counts the terms of texts in columns that a hash of each term chooses, as scikit-learn's `HashingVectorizer`
 * (MurmurHash3). It learns nothing, so it needs no fit and no memory for terms, but cannot tell which terms a
 * column stands for.
 *
 * @param options `nFeatures`, `alternateSign`, `norm`, `binary`, `sparseOutput`, those of texts
 *   (`lowercase`, `stripAccents`, `tokenPattern`, `stopWords`, `ngramRange`, `analyzer`), `allowLeakage`.
 * @returns A transform of texts whose output has the shape [texts, nFeatures], float64, or is a CsrArray with
 *   `sparseOutput`.
 * @throws DataError for what is no text, and before a dense result would take more than 1 GB; LeakageError
 *   when fitted on held-out rows.
 * @example
 * ```ts
 * const hashes = hashingVectorizer({ nFeatures: 8, norm: null });
 * toNested(hashes.transform(["cat dog dog"])); // [[0, 0, 0, 0, 0, -2, 0, 1]]
 * ```
 */
export function hashingVectorizer(
  options: HashingVectorizerOptions & { sparseOutput: true },
): HashingVectorizer<CsrArray>;
export function hashingVectorizer(options?: HashingVectorizerOptions): HashingVectorizer;
export function hashingVectorizer(options: HashingVectorizerOptions = {}): HashingVectorizer<never> {
  return new HashingVectorizer<never>(options);
}

/** A hashing vectorizer from its saved options. */
export const hashingVectorizerFromOptions = (options: JsonObject): HashingVectorizer =>
  hashingVectorizer(textOptionsFrom<HashingVectorizerOptions>(options));
