import { show } from "../../common/options";

/** What a lookup knows by its number. */
export type Token = string | number;

/** Where numbers begin and what stands before the tokens. */
export interface SpecialTokens<T extends Token> {
  /** What stands for nothing; number 0 where the output is numbers. */
  readonly mask: T | undefined;
  /** Whether the mask has a number. */
  readonly maskCounts: boolean;
  /** What is not in the vocabulary. */
  readonly oov: T;
  /** How many numbers are for what is not in the vocabulary. */
  readonly oovCount: number;
}

/** The number of the first token for what is not in the vocabulary. */
export function oovStart({ mask, maskCounts }: SpecialTokens<Token>): number {
  return mask !== undefined && maskCounts ? 1 : 0;
}

/** The number of the first token of the vocabulary. */
export function tokenStart(special: SpecialTokens<Token>): number {
  return oovStart(special) + special.oovCount;
}

/**
 * The tokens of a vocabulary without the mask and unknown tokens that may stand at its front.
 *
 * @param invert - Whether numbers become tokens, so that the unknown token may not be a token too.
 * @throws RangeError for an empty vocabulary, tokens that occur twice, and special tokens in the middle.
 */
export function readVocabulary<T extends Token>(
  where: string,
  given: readonly T[],
  special: SpecialTokens<T>,
  invert: boolean,
): readonly T[] {
  if (given.length === 0) {
    throw new RangeError(`${where}: received an empty vocabulary, expected at least one token`);
  }
  const front: readonly (T | undefined)[] = [
    ...Array.from({ length: oovStart(special) }, () => special.mask),
    ...Array.from({ length: special.oovCount }, () => special.oov),
  ];
  const found = front.length > 0 && front.every((token, i) => given[i] === token);
  const tokens = found ? given.slice(front.length) : [...given];
  const seen = new Map<T, number>();
  tokens.forEach((token, i) => {
    const before = seen.get(token);
    if (before !== undefined) {
      throw new RangeError(
        `${where}: received a vocabulary with ${show(token)} twice, at ${before} and ${i}, expected every token once; ` +
          "remove the second, as in [...new Set(vocabulary)]",
      );
    }
    seen.set(token, i);
  });
  for (const [name, token] of [
    ["maskToken", special.mask],
    ["oovToken", invert ? special.oov : undefined],
  ] as const) {
    if (token === undefined || !seen.has(token)) continue;
    throw new RangeError(
      `${where}: received the ${name} ${show(token)} at ${seen.get(token)} of the vocabulary, expected it nowhere, or with the ` +
        `others at the front: ${show(front)}`,
    );
  }
  return tokens;
}

/** Tokens by how often they occur, the most frequent first; of equally frequent ones the larger first, as in Keras. */
export function tokensByCount<T extends Token>(counts: ReadonlyMap<T, number>): T[] {
  return [...counts].sort(([a, n], [b, m]) => m - n || (before(a, b) ? 1 : -1)).map(([token]) => token);
}

/** Strings in the order of their bytes in UTF-8, which is that of their code points. */
function before(a: Token, b: Token): boolean {
  if (typeof a === "number" || typeof b === "number") return a < b;
  const [x, y] = [Array.from(a), Array.from(b)];
  const at = x.findIndex((c, i) => c !== y[i]);
  if (at < 0) return x.length < y.length;
  return at < y.length && (x[at]?.codePointAt(0) as number) < (y[at]?.codePointAt(0) as number);
}
