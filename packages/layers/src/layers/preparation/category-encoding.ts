import { cast, isTensor, type Tensor } from "@wellfit/core";
import { checkNumber, readOptions } from "../../common/options";
import type { BatchShape } from "../../common/shapes";
import type { CallOptions } from "../call-options";
import type { CallContext } from "../context";
import { Layer, type LayerOptions, layerDefaults } from "../layer";
import type { Tensors } from "../tensors";
import { type CategoryMode, categoryShape, encodeCategories, kerasMode, readMode } from "./categories";
import { refuseSparse } from "./sparse";

/** Options of {@link categoryEncoding}. */
export interface CategoryEncodingOptions extends LayerOptions {
  /**
   * "multiHot": a row with a 1 for each number that occurs in a sample; "count": how often each occurs; "oneHot": a row for
   * each number, with a single 1. Default "multiHot".
   */
  readonly outputMode?: "multiHot" | "count" | "oneHot";
}

/** See {@link categoryEncoding}. */
export class CategoryEncoding extends Layer {
  /** Its name in Keras. */
  static readonly className: string = "CategoryEncoding";
  private readonly numTokens: number;
  private readonly outputMode: CategoryMode;

  constructor(options: CategoryEncodingOptions & { readonly numTokens: number }) {
    const given = readOptions("categoryEncoding", options, {
      ...layerDefaults,
      numTokens: undefined as number | undefined,
      outputMode: "multiHot" as unknown,
      sparse: false as unknown,
    });
    super("categoryEncoding", given);
    refuseSparse("categoryEncoding", given.sparse);
    this.numTokens = checkNumber("categoryEncoding", "numTokens", given.numTokens, { integer: true, min: 1 });
    this.outputMode = readMode("categoryEncoding", given.outputMode, ["multiHot", "count", "oneHot"]);
  }

  override computeOutputShape(inputShape: BatchShape): BatchShape {
    return categoryShape(inputShape, this.outputMode, this.numTokens);
  }

  override run(x: Tensors, context: CallContext, options: CallOptions = {}): Tensors {
    if (isTensor(x) && x.value !== undefined) this.checkTokens(x.value);
    return super.run(x, context, options);
  }

  /**
   * Encodes whole numbers.
   *
   * @param options - `countWeights`: what each number counts, in mode "count".
   */
  override call(x: Tensor, _context: CallContext, options: CallOptions = {}): Tensor {
    const { countWeights } = options;
    if (countWeights === undefined || countWeights === null) {
      return encodeCategories(x, this.outputMode, this.numTokens, this.dtype);
    }
    if (this.outputMode !== "count") {
      throw new TypeError(
        `${this.name}: received countWeights, which only outputMode "count" has a use for; this one is "${this.outputMode}"`,
      );
    }
    const weights = cast(countWeights as Tensor, this.dtype);
    return encodeCategories(x, this.outputMode, this.numTokens, this.dtype, weights);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), num_tokens: this.numTokens, output_mode: kerasMode(this.outputMode) };
  }

  /** Samples of any length will do. */
  protected override takes(): boolean {
    return true;
  }

  /** Numbers of categories stay whole. */
  protected override castInput(x: Tensor): Tensor {
    return cast(x, "int32");
  }

  private checkTokens(tokens: ArrayLike<number>): void {
    for (let i = 0; i < tokens.length; i++) {
      const token = tokens[i] as number;
      if (Number.isInteger(token) && token >= 0 && token < this.numTokens) continue;
      throw new RangeError(
        `${this.name}: received ${token} at position ${i}, expected whole numbers from 0 to ${this.numTokens - 1}; give ` +
          "categoryEncoding more numTokens (the largest number + 1), or look the values up with integerLookup",
      );
    }
  }
}

/**
 * Encodes whole numbers below `numTokens` as rows of `numTokens` columns: from `[batch, sample]` to `[batch, numTokens]`, or
 * to `[batch, sample, numTokens]` for "oneHot".
 *
 * @param numTokens - How many categories there are.
 * @throws RangeError for numbers that are not whole or not below `numTokens`; inside of a compiled program, as in `fit`, such
 *   a number counts for nothing.
 * @example
 * categoryEncoding(4).apply([[0, 2], [3, 3]]).toArray(); // [[1, 0, 1, 0], [0, 0, 0, 1]]
 */
export function categoryEncoding(numTokens: number, options: CategoryEncodingOptions = {}): CategoryEncoding {
  return new CategoryEncoding({ ...options, numTokens });
}
