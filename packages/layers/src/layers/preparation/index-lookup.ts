import type { DType } from "@wellfit/core";
import { checkChoice, checkNumber, show } from "../../common/options";
import type { BatchShape } from "../../common/shapes";
import { Layer, type LayerOptions, layerDefaults } from "../layer";
import { type CategoryMode, categoryShape, kerasMode, readMode } from "./categories";
import { refuseSparse } from "./sparse";
import { readVocabulary, type SpecialTokens, type Token, tokenStart, tokensByCount } from "./vocabulary";

/** Options that lookups of strings and of numbers share. */
export interface IndexLookupOptions<T extends Token> extends LayerOptions {
  /** The tokens in the order of their numbers, each once. Default: from `adapt`. */
  readonly vocabulary?: readonly T[];
  /** How many numbers are for tokens that are not in the vocabulary; with 0 such tokens are an error. Default 1. */
  readonly numOovIndices?: number;
  /** The token that stands for nothing: number 0 in mode "int", and left out in the others. Default none. */
  readonly maskToken?: T;
  /** The largest size of the vocabulary, with the special tokens, that `adapt` makes. Default: no limit. */
  readonly maxTokens?: number;
  /** Whether numbers become tokens instead. Default false. */
  readonly invert?: boolean;
  /** "int": the number of each token; others: rows with a column for each number. Default "int". */
  readonly outputMode?: CategoryMode;
  /** Whether rows have `maxTokens` columns also when the vocabulary is smaller. Default false. */
  readonly padToMaxTokens?: boolean;
}

/** The defaults of {@link IndexLookupOptions}, and what Keras's files have beside them. */
export const lookupDefaults: {
  [K in
    | "vocabulary"
    | "numOovIndices"
    | "maskToken"
    | "oovToken"
    | "maxTokens"
    | "outputMode"
    | "sparse"
    | "idfWeights"
    | "vocabularySize"
    | "hasInputVocabulary"
    | "oovMethod"
    | "salt"]: unknown;
} & typeof layerDefaults & { invert: boolean; padToMaxTokens: boolean } = {
  ...layerDefaults,
  vocabulary: undefined,
  numOovIndices: 1,
  maskToken: undefined,
  oovToken: undefined,
  maxTokens: undefined,
  invert: false,
  outputMode: "int",
  padToMaxTokens: false,
  sparse: false,
  idfWeights: undefined,
  vocabularySize: undefined,
  hasInputVocabulary: undefined,
  oovMethod: "floormod",
  salt: undefined,
};

/** Tokens to numbers by a vocabulary, or back: what lookups of strings and of numbers share. */
export abstract class IndexLookup<T extends Token> extends Layer {
  /** Whether numbers become tokens. */
  readonly invert: boolean;
  /** What comes of the numbers. */
  protected readonly outputMode: CategoryMode;
  /** The special tokens. */
  protected readonly special: SpecialTokens<T>;
  private readonly maxTokens: number | undefined;
  private readonly padded: boolean;
  private readonly fixed: boolean;
  private readonly savedSize: number | undefined;
  private tokens: readonly T[] | undefined;
  private numbers: ReadonlyMap<T, number> = new Map();

  /** Reads the options; `isToken` says what a token is, and `kind` what messages call several of them. */
  constructor(
    where: string,
    given: typeof lookupDefaults,
    private readonly isToken: (value: unknown) => value is T,
    private readonly kind: string,
  ) {
    super(where, given);
    refuseSparse(where, given.sparse);
    for (const name of ["idfWeights", "salt"] as const) {
      if (given[name] !== undefined) {
        throw new TypeError(
          `${where}: received ${name}, which this version of the layer does not have; leave it out`,
        );
      }
    }
    checkChoice(where, "oovMethod", given.oovMethod, ["floormod"]);
    this.invert = given.invert;
    this.outputMode = readMode(where, given.outputMode, ["int", "oneHot", "multiHot", "count"]);
    if (this.invert && this.outputMode !== "int") {
      throw new RangeError(
        `${where}: received outputMode ${show(given.outputMode)} with invert, expected "int"`,
      );
    }
    this.maxTokens =
      given.maxTokens === undefined
        ? undefined
        : checkNumber(where, "maxTokens", given.maxTokens, { integer: true, min: 2 });
    this.padded = given.padToMaxTokens;
    if (this.padded && this.maxTokens === undefined) {
      throw new TypeError(`${where}: received padToMaxTokens without maxTokens, expected both`);
    }
    this.special = {
      mask: given.maskToken === undefined ? undefined : this.token(where, "maskToken", given.maskToken),
      maskCounts: this.outputMode === "int",
      oov: this.token(where, "oovToken", given.oovToken),
      oovCount: checkNumber(where, "numOovIndices", given.numOovIndices, { integer: true, min: 0 }),
    };
    this.savedSize =
      given.vocabularySize === undefined
        ? undefined
        : checkNumber(where, "vocabularySize", given.vocabularySize, { integer: true, min: 0 });
    this.fixed = given.vocabulary !== undefined;
    if (this.fixed) this.setVocabulary(given.vocabulary as readonly T[]);
  }

  /**
   * Sets the tokens; programs that are compiled keep those they had.
   *
   * @param vocabulary - The tokens in the order of their numbers; the special tokens may stand in front.
   * @throws TypeError for what is no list of tokens; RangeError when it is empty, too long, or has a token twice.
   */
  setVocabulary(vocabulary: readonly T[]): void {
    const list = ArrayBuffer.isView(vocabulary) ? Array.from(vocabulary as ArrayLike<T>) : vocabulary;
    if (!Array.isArray(list) || !list.every(this.isToken)) {
      throw new TypeError(
        `${this.name}: received vocabulary ${show(vocabulary)}, expected an array of ${this.kind}`,
      );
    }
    const tokens = readVocabulary<T>(this.name, list, this.special, this.invert);
    const size = tokenStart(this.special) + tokens.length;
    if (this.maxTokens !== undefined && size > this.maxTokens) {
      throw new RangeError(
        `${this.name}: received a vocabulary of ${size} with the special tokens, expected at most maxTokens = ${this.maxTokens}`,
      );
    }
    this.keep(tokens);
  }

  /**
   * Takes the vocabulary that Keras keeps beside the config of a layer that was adapted: one token a line.
   *
   * @throws TypeError or RangeError for what is no vocabulary.
   */
  readVocabularyFile(text: string): void {
    if (this.fixed) return;
    const lines = text.split(/\r?\n/);
    while (lines[lines.length - 1] === "") lines.pop();
    this.setVocabulary(lines.map((line) => this.parse(line)));
  }

  /**
   * The tokens in the order of their numbers.
   *
   * @param includeSpecialTokens - Whether the mask and the unknown token stand in front. Default true.
   */
  getVocabulary(includeSpecialTokens = true): T[] {
    const tokens = [...this.known];
    if (!includeSpecialTokens) return tokens;
    const { mask, maskCounts, oov, oovCount } = this.special;
    const front = mask !== undefined && maskCounts ? [mask] : [];
    return [...front, ...Array.from({ length: oovCount }, () => oov), ...tokens];
  }

  /** The size of the vocabulary with the special tokens. */
  vocabularySize(): number {
    return tokenStart(this.special) + this.known.length;
  }

  override computeOutputShape(inputShape: BatchShape): BatchShape {
    return categoryShape(inputShape, this.outputMode, this.depth);
  }

  override computeOutputDType(): DType {
    return this.outputMode === "int" ? "int32" : this.dtype;
  }

  /** The vocabulary stands in the config, also when it came from `adapt`. */
  override getConfig(): Record<string, unknown> {
    const { mask, oov, oovCount } = this.special;
    return {
      ...super.getConfig(),
      invert: this.invert,
      max_tokens: this.maxTokens ?? null,
      num_oov_indices: oovCount,
      oov_token: oov,
      mask_token: mask ?? null,
      output_mode: kerasMode(this.outputMode),
      sparse: false,
      pad_to_max_tokens: this.padded,
      idf_weights: null,
      vocabulary: this.tokens ?? null,
      vocabulary_size: this.tokens === undefined ? (this.savedSize ?? null) : this.vocabularySize(),
      oov_method: "floormod",
      salt: null,
    };
  }

  /** A token from its line in a file. */
  protected abstract parse(line: string): T;

  /** Sets the vocabulary to the tokens that were counted, the most frequent first. */
  protected learn(counts: Map<T, number>): void {
    if (this.fixed) {
      throw new TypeError(
        `${this.name}: adapt was called, but a vocabulary was given; leave it out for data to set it`,
      );
    }
    const { mask, oov } = this.special;
    if (mask !== undefined) counts.delete(mask);
    counts.delete(oov);
    if (counts.size === 0) {
      throw new RangeError(`${this.name}: adapt received no tokens, expected at least one`);
    }
    const most = this.maxTokens === undefined ? undefined : this.maxTokens - tokenStart(this.special);
    this.keep(tokensByCount(counts).slice(0, most));
  }

  /** The number of each token of the vocabulary. */
  protected get index(): ReadonlyMap<T, number> {
    return this.known && this.numbers;
  }

  /** The tokens without the special ones. */
  protected get known(): readonly T[] {
    if (this.tokens !== undefined) return this.tokens;
    throw new Error(
      `${this.name}: the vocabulary is not known yet; call adapt(data) or setVocabulary first, or give one`,
    );
  }

  /** How many columns rows have. */
  protected get depth(): number {
    if (this.padded) return this.maxTokens as number;
    return this.tokens === undefined && this.savedSize !== undefined ? this.savedSize : this.vocabularySize();
  }

  /** Any shape of tokens will do. */
  protected override takes(): boolean {
    return true;
  }

  private keep(tokens: readonly T[]): void {
    const start = tokenStart(this.special);
    this.tokens = tokens;
    this.numbers = new Map(tokens.map((token, i) => [token, start + i]));
  }

  private token(where: string, name: string, value: unknown): T {
    if (this.isToken(value)) return value;
    throw new TypeError(`${where}: received ${name} ${show(value)}, expected one of ${this.kind}`);
  }
}
