import type { LeakageOptions } from "../leakage/guard";
import type { NdArray } from "../ndarray/ndarray";
import { checkOptions } from "../options";
import { type CsrArray, checkCsr, isCsr } from "../text/csr";
import { idfOf, type TfidfOptions, tfidfOptionNames, type Weighing, weigh, weighingOf } from "../text/tf-idf";
import { completeNumbers } from "./complete-numbers";
import { CsrFrame, csrOfFrame, presentCsr } from "./csr-frame";
import type { TargetInput } from "./fit-arguments";
import type { Frame, TransformInput } from "./frame";
import { encodeNumbers, type JsonObject, numbersField } from "./json";
import { NumericTransform } from "./numeric";

/**
 * Options of {@link tfidfTransformer}.
 *
 * @example
 * ```ts
 * const options: TfidfTransformerOptions = { norm: null };
 * ```
 */
export interface TfidfTransformerOptions extends TfidfOptions, LeakageOptions {}

/**
 * What {@link tfidfTransformer} takes: counts, dense or sparse.
 *
 * @example
 * ```ts
 * const counts: CountInput = [[2, 0], [1, 1]];
 * ```
 */
export type CountInput = TransformInput | CsrArray;

/**
 * The transform that {@link tfidfTransformer} makes.
 *
 * @example
 * ```ts
 * const weights: TfidfTransformer = tfidfTransformer();
 * ```
 */
export class TfidfTransformer extends NumericTransform {
  readonly kind = "tfidfTransformer" as const;
  private readonly weighing: Weighing;
  private rarity: Float64Array = new Float64Array(0);

  constructor(options: TfidfTransformerOptions) {
    super(options);
    checkOptions(this.kind, options, [...tfidfOptionNames, "allowLeakage"]);
    this.weighing = weighingOf(options, this.kind);
  }

  protected override *frameOf(input: TransformInput, toFit = false): Generator<void, Frame> {
    if (!isCsr(input)) return yield* super.frameOf(input, toFit);
    checkCsr(input, this.kind);
    const names = Array.from({ length: input.shape[1] }, (_, j) => `x${j}`);
    return new CsrFrame(input, () => names, { named: false, sparse: true }, this.kind);
  }

  private *counts(frame: Frame): Generator<void, CsrArray> {
    if (frame instanceof CsrFrame) return frame.csr;
    const features = yield* completeNumbers(frame, this.kind);
    return csrOfFrame(frame, () => features);
  }

  protected *learn(frame: Frame): Generator<void, void> {
    this.rarity = idfOf(yield* this.counts(frame), this.weighing.smoothIdf);
  }

  protected *apply(frame: Frame): Generator<void, Frame> {
    const csr = weigh(yield* this.counts(frame), this.weighing, this.rarity);
    const names = frame.features.map(({ name }) => name);
    const form = { named: frame.named, sparse: frame instanceof CsrFrame && frame.sparse };
    return new CsrFrame(csr, () => names, form, this.kind);
  }

  /** How rare each term is; all 1 with `useIdf: false`. Throws NotFittedError before fit. */
  get idf(): Float64Array {
    this.features();
    return this.weighing.useIdf ? this.rarity.slice() : this.rarity.map(() => 1);
  }

  protected override *present(frame: Frame): Generator<void, NdArray<Float64Array>> {
    return (yield* presentCsr(frame, this.kind)) as NdArray<Float64Array>;
  }

  /**
   * Learns how rare each term is in the train part.
   *
   * @throws LeakageError when rows of it are held out by a split; DataError for texts and missing values.
   */
  override fit(input: CountInput, y?: TargetInput | LeakageOptions, options?: LeakageOptions): this {
    return super.fit(input as TransformInput, y, options);
  }

  /**
   * The weights of counts: sparse for sparse ones, else an array of shape [rows, terms].
   *
   * @throws NotFittedError before fit; DataError when the terms are not those of fit.
   */
  override transform<C extends CountInput>(counts: C): Weights<C> {
    return super.transform(counts as TransformInput) as Weights<C>;
  }

  /** `fit`, then `transform`, on the train part. */
  override fitTransform<C extends CountInput>(
    counts: C,
    y?: TargetInput | LeakageOptions,
    options?: LeakageOptions,
  ): Weights<C> {
    return super.fitTransform(counts as TransformInput, y, options) as Weights<C>;
  }

  protected optionsJson(): JsonObject {
    return { ...this.weighing };
  }

  protected stateJson(): JsonObject {
    return { idf: encodeNumbers(this.rarity) };
  }

  protected readState(state: JsonObject, { length }: readonly string[]): void {
    this.rarity = numbersField(state, "idf", length);
  }
}

/**
 * What {@link tfidfTransformer} gives: sparse rows for sparse rows, else an array.
 *
 * @example
 * ```ts
 * const weights: Weights<CsrArray> = tfidfTransformer().fitTransform(sparseCounts);
 * ```
 */
export type Weights<C> = C extends CsrArray ? CsrArray : NdArray<Float64Array>;

/**
 * Weighs counts of terms by how rare the terms are, as scikit-learn's `TfidfTransformer`: a count times
 * ln((1 + rows) / (1 + rows with the term)) + 1, then each row divided by its length.
 *
 * @param options `norm`, `useIdf`, `smoothIdf`, `sublinearTf`, `allowLeakage`.
 * @throws DataError for unknown options, texts, infinite or missing values; LeakageError when fitted on
 *   held-out rows.
 * @example
 * ```ts
 * const weights = tfidfTransformer({ norm: null });
 * toNested(weights.fitTransform([[1, 1], [0, 2]])); // [[1.405…, 1], [0, 2]]
 * ```
 */
export function tfidfTransformer(options: TfidfTransformerOptions = {}): TfidfTransformer {
  return new TfidfTransformer(options);
}
