import { cast, gather, isTensor, type Tensor, type TensorLike, tensor, where } from "@wellfit/core";
import { checkChoice, readOptions } from "../../common/options";
import type { CallOptions } from "../call-options";
import type { CallContext } from "../context";
import type { Tensors } from "../tensors";
import { type AdaptData, batchesOf } from "./adapt-data";
import { encodeCategories } from "./categories";
import { IndexLookup, type IndexLookupOptions, lookupDefaults } from "./index-lookup";
import { sortedSearch } from "./sorted-search";
import { oovStart, tokenStart } from "./vocabulary";

/** Options of {@link integerLookup}. */
export interface IntegerLookupOptions extends IndexLookupOptions<number> {
  /** What numbers of unknown tokens become with `invert`. Default -1. */
  readonly oovToken?: number;
}

const WHERE = "integerLookup";

const isInteger = (x: unknown): x is number => Number.isInteger(x) && (x as number) === ((x as number) | 0);

/** See {@link integerLookup}. */
export class IntegerLookup extends IndexLookup<number> {
  /** Its name in Keras. */
  static readonly className: string = "IntegerLookup";

  constructor(options: IntegerLookupOptions = {}) {
    const { vocabularyDtype, ...given } = readOptions(WHERE, options, {
      ...lookupDefaults,
      oovToken: -1 as unknown,
      vocabularyDtype: "int64" as unknown,
    });
    checkChoice(WHERE, "vocabularyDtype", vocabularyDtype, ["int64"]);
    super(WHERE, given, isInteger, "whole numbers of int32");
  }

  /**
   * Makes the vocabulary of the numbers in data, the most frequent first, of equally frequent ones the larger first. Programs
   * that are compiled keep the vocabulary they had, so call it before `fit` and `predict`.
   *
   * @param data - Whole numbers of any shape, or batches of them.
   * @throws TypeError when a vocabulary was given, RangeError for no data or numbers that are not whole.
   */
  adapt(data: AdaptData): void {
    const counts = new Map<number, number>();
    for (const batch of batchesOf(this.name, data)) {
      this.checkWhole(batch.data);
      for (let i = 0; i < batch.data.length; i++) {
        const token = batch.data[i] as number;
        counts.set(token, (counts.get(token) ?? 0) + 1);
      }
    }
    this.learn(counts);
  }

  override run(x: Tensors, context: CallContext, options: CallOptions = {}): Tensors {
    if (isTensor(x) && x.value !== undefined) {
      this.checkWhole(x.value);
      if (!this.invert && this.special.oovCount === 0) this.checkKnown(x.value);
    }
    return super.run(x, context, options);
  }

  override call(x: Tensor): Tensor {
    if (this.invert) return this.tokensOf(x);
    return encodeCategories(this.numbersOf(x), this.outputMode, this.depth, this.dtype);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), vocabulary_dtype: "int64" };
  }

  /** Tokens stay whole. */
  protected override castInput(x: Tensor): Tensor {
    return cast(x, "int32");
  }

  protected override parse(line: string): number {
    return Number(line);
  }

  private numbersOf(x: Tensor): Tensor {
    const { mask, maskCounts, oovCount } = this.special;
    const [found, place] = sortedSearch(x, this.known);
    const ints = (value: TensorLike): Tensor => tensor(value, { dtype: "int32" });
    const start = oovStart(this.special);
    const unknown =
      oovCount === 0
        ? ints(-1)
        : oovCount === 1
          ? ints(start)
          : cast(x.mod(ints(oovCount)), "int32").add(start);
    const numbers = where(found, place.add(tokenStart(this.special)), unknown);
    // Outside of all columns, a token that stands for nothing counts for nothing.
    return mask === undefined ? numbers : where(x.equal(ints(mask)), ints(maskCounts ? 0 : -1), numbers);
  }

  private tokensOf(x: Tensor): Tensor {
    const { mask, oov } = this.special;
    const table = tensor([...this.known], { dtype: "int32" });
    const at = x.sub(tokenStart(this.special));
    const last = this.known.length - 1;
    const inside = at.greaterEqual(0).mul(at.lessEqual(last));
    const ints = (value: number): Tensor => tensor(value, { dtype: "int32" });
    const tokens = where(inside, gather(table, at.maximum(0).minimum(last)), ints(oov));
    return mask === undefined ? tokens : where(x.equal(0), ints(mask), tokens);
  }

  private checkWhole(values: ArrayLike<number>): void {
    for (let i = 0; i < values.length; i++) {
      if (isInteger(values[i])) continue;
      throw new RangeError(
        `${this.name}: received ${values[i]} at position ${i}, expected whole numbers of int32; for fractions there is ` +
          "discretization",
      );
    }
  }

  private checkKnown(values: ArrayLike<number>): void {
    for (let i = 0; i < values.length; i++) {
      const token = values[i] as number;
      if (this.index.has(token) || token === this.special.mask) continue;
      throw new RangeError(
        `${this.name}: received ${token} at position ${i}, which is not in the vocabulary, and numOovIndices is 0; set ` +
          "numOovIndices to 1 for a number that all unknown ones share",
      );
    }
  }
}

/**
 * The number of each whole number in a vocabulary: with vocabulary [10, 20] and one number for what is unknown, 10 becomes 1,
 * 20 becomes 2, and all else 0. Works inside of models. The shape stays in mode "int"; no weights.
 *
 * @throws RangeError or TypeError for a vocabulary with a number twice, and for options that do not fit together.
 * @example
 * integerLookup({ vocabulary: [10, 20, 30] }).apply([[10, 30], [20, 7]]).toArray(); // [[1, 3], [2, 0]]
 */
export function integerLookup(options: IntegerLookupOptions = {}): IntegerLookup {
  return new IntegerLookup(options);
}
