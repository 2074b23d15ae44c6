import { isTensor, type Tensor, type TensorLike, tensor } from "@wellfit/core";
import { checkChoice, readOptions, show } from "../../common/options";
import type { CallOptions } from "../call-options";
import { isSymbolic, type SymbolicInput, type SymbolicOf } from "../symbolic";
import { encodeCategories } from "./categories";
import { hashBucket } from "./farm-hash";
import { IndexLookup, type IndexLookupOptions, lookupDefaults } from "./index-lookup";
import { nestStrings, readStrings, type Strings } from "./strings";
import { oovStart, tokenStart } from "./vocabulary";

/** Options of {@link stringLookup}. */
export interface StringLookupOptions extends IndexLookupOptions<string> {
  /** What numbers of unknown tokens become with `invert`. Default "[UNK]". */
  readonly oovToken?: string;
}

const WHERE = "stringLookup";

const isString = (x: unknown): x is string => typeof x === "string";

/** See {@link stringLookup}. */
export class StringLookup extends IndexLookup<string> {
  /** Its name in Keras. */
  static readonly className: string = "StringLookup";

  constructor(options: StringLookupOptions = {}) {
    const { encoding, ...given } = readOptions(WHERE, options, {
      ...lookupDefaults,
      oovToken: "[UNK]" as unknown,
      encoding: "utf-8" as unknown,
    });
    checkChoice(WHERE, "encoding", encoding, ["utf-8"]);
    super(WHERE, given, isString, "strings");
  }

  /**
   * Makes the vocabulary of the strings in data, the most frequent first, of equally frequent ones the last in the alphabet
   * first.
   *
   * @param data - Strings in evenly nested arrays.
   * @throws TypeError when a vocabulary was given or for what is no string.
   */
  adapt(data: Strings): void {
    const counts = new Map<string, number>();
    for (const token of readStrings(this.name, data).values) counts.set(token, (counts.get(token) ?? 0) + 1);
    this.learn(counts);
  }

  /**
   * The numbers of strings; with `invert` the strings of numbers, see also {@link StringLookup.strings}.
   *
   * @throws TypeError for symbolic tensors: models compute with numbers only, so strings are looked up before.
   */
  override apply(x: Strings, options?: CallOptions): Tensor;
  override apply(x: SymbolicInput, options?: CallOptions): SymbolicOf<ReturnType<this["call"]>>;
  override apply(x: TensorLike | readonly TensorLike[], options?: CallOptions): ReturnType<this["call"]>;
  override apply(x: unknown): unknown {
    if (isSymbolic(x) || (Array.isArray(x) && x.length > 0 && x.every(isSymbolic))) return this.call();
    return this.invert ? this.strings(x as TensorLike) : this.numbersOf(x as Strings);
  }

  /**
   * The strings that numbers stand for, nested as the numbers are; those that stand for no token are `oovToken`.
   *
   * @param x - Whole numbers.
   */
  strings(x: TensorLike): Strings {
    const numbers = tensor(x);
    const { mask, maskCounts, oov } = this.special;
    const start = tokenStart(this.special);
    const values = Array.from(numbers.data(), (n) => {
      if (n === 0 && mask !== undefined && maskCounts) return mask;
      return this.known[n - start] ?? oov;
    });
    return nestStrings(values, numbers.shape);
  }

  /** Throws: there are no strings within a model. */
  override call(): Tensor {
    throw new TypeError(
      `${this.name}: received numbers where strings were expected: models compute with numbers only. Look the strings up ` +
        `before fit or predict, as in const x = lookup.apply(["a", "b"]), and make the model's input of what comes out, such ` +
        'as input([1], { dtype: "int32" })',
    );
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), encoding: "utf-8" };
  }

  protected override parse(line: string): string {
    return line;
  }

  private numbersOf(x: Strings): Tensor {
    if (isTensor(x)) return this.call();
    const { values, shape } = readStrings(this.name, x);
    const numbers = tensor(
      Int32Array.from(values, (token, i) => this.numberOf(token, i)),
      { shape },
    );
    return encodeCategories(numbers, this.outputMode, this.depth, this.dtype);
  }

  private numberOf(token: string, position: number): number {
    const { mask, maskCounts, oovCount } = this.special;
    if (token === mask) return maskCounts ? 0 : -1;
    const known = this.index.get(token);
    if (known !== undefined) return known;
    if (oovCount === 0) {
      throw new RangeError(
        `${this.name}: received ${show(token)} at position ${position}, which is not in the vocabulary, and numOovIndices is 0; ` +
          "set numOovIndices to 1 for a number that all unknown ones share",
      );
    }
    return oovStart(this.special) + (oovCount === 1 ? 0 : hashBucket(token, oovCount));
  }
}

/**
 * The number of each string in a vocabulary: with vocabulary ["a", "b"] and one number for what is unknown, "a" becomes 1,
 * "b" becomes 2, and all else 0. It works on arrays of strings, outside of models: look strings up before `fit` and
 * `predict`, and give the model the numbers. The shape stays in mode "int"; no weights.
 *
 * @throws RangeError or TypeError for a vocabulary with a string twice, and for options that do not fit together.
 * @example
 * const lookup = stringLookup({ vocabulary: ["a", "b", "c"] });
 * lookup.apply([["a", "c"], ["zz", "b"]]).toArray(); // [[1, 3], [0, 2]]
 * stringLookup({ vocabulary: lookup.getVocabulary(), invert: true }).strings([1, 0]); // ["a", "[UNK]"]
 */
export function stringLookup(options: StringLookupOptions = {}): StringLookup {
  return new StringLookup(options);
}
