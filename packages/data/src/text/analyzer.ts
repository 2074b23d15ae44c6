import { DataError } from "../errors";
import { oneOf } from "../options";
import type { JsonObject, JsonValue } from "../transform/json";
import { englishStopWords } from "./english-stop-words";
import { charGrams, charGramsOfWords, wordGrams } from "./n-grams";
import { stripAccents } from "./strip-accents";
import { defaultPattern, tokenExpression, tokensOf } from "./token-pattern";

/**
 * How texts are taken apart.
 *
 * @example
 * ```ts
 * const options: TextOptions = { stopWords: "english", ngramRange: [1, 2] };
 * ```
 */
export interface TextOptions {
  /** Make all letters small first; default true. */
  lowercase?: boolean | undefined;
  /** Take accents away: "unicode", "ascii" (which drops all other characters too), or null (default). */
  stripAccents?: "ascii" | "unicode" | null | undefined;
  /**
   * What a token of analyzer "word" is. A text is read as Python reads it (`\w` and `\b` know the letters of
   * all scripts), a RegExp as it is; with one group in brackets, that is the token. Default: letters, digits
   * and underscores, two at least.
   */
  tokenPattern?: string | RegExp | undefined;
  /** Words that are left out: a list, "english" (scikit-learn's list), or null (default). */
  stopWords?: "english" | readonly string[] | null | undefined;
  /** The smallest and the largest number of neighbours that make a term; default [1, 1]. */
  ngramRange?: readonly [least: number, most: number] | undefined;
  /** Terms are runs of words ("word", default), of characters ("char"), or of characters in words ("charWb"). */
  analyzer?: "word" | "char" | "charWb" | undefined;
}

/** The names of {@link TextOptions}. */
export const textOptionNames: readonly string[] = [
  "lowercase",
  "stripAccents",
  "tokenPattern",
  "stopWords",
  "ngramRange",
  "analyzer",
];

/** Takes texts apart as options say. */
export class Analyzer {
  private readonly options: Required<{ [K in keyof TextOptions]: NonNullable<TextOptions[K]> | null }>;
  private readonly expression: RegExp;
  private readonly stops: ReadonlySet<string>;
  private readonly range: readonly [number, number];

  constructor(options: TextOptions, who: string) {
    const { lowercase = true, ngramRange = [1, 1], tokenPattern = defaultPattern } = options;
    const analyzer = oneOf(who, "analyzer", options.analyzer ?? "word", ["word", "char", "charWb"]);
    const accents = options.stripAccents ?? null;
    if (accents !== null) oneOf(who, "stripAccents", accents, ["ascii", "unicode"]);
    const stopWords = options.stopWords ?? null;
    this.stops = stopsOf(stopWords, who);
    if (stopWords !== null && analyzer !== "word") {
      throw new DataError(
        `${who}: expected stopWords with analyzer "word" only, received them with "${analyzer}"; leave one of them out`,
      );
    }
    this.range = rangeOf(ngramRange, who);
    this.expression = tokenExpression(tokenPattern, who);
    this.options = { lowercase, stripAccents: accents, tokenPattern, stopWords, ngramRange, analyzer };
  }

  /** The terms of a text, in their order, as often as they come. */
  terms(text: string): string[] {
    const { lowercase, stripAccents: accents, analyzer } = this.options;
    const [least, most] = this.range;
    let plain = lowercase === true ? text.toLowerCase() : text;
    if (accents !== null) plain = stripAccents(plain, accents);
    if (analyzer === "char") return charGrams(plain, least, most);
    if (analyzer === "charWb") return charGramsOfWords(plain, least, most);
    const tokens = tokensOf(plain, this.expression);
    const kept = this.stops.size === 0 ? tokens : tokens.filter((token) => !this.stops.has(token));
    return most === 1 ? kept : wordGrams(kept, least, most);
  }

  /** The options as JSON. */
  json(): JsonObject {
    const { tokenPattern, ...rest } = this.options;
    const pattern =
      tokenPattern instanceof RegExp
        ? { source: tokenPattern.source, flags: tokenPattern.flags }
        : tokenPattern;
    return { ...rest, tokenPattern: pattern } as JsonObject;
  }
}

/** Options of texts from JSON, where an expression travels as its source and flags. */
export const textOptionsFrom = <T extends TextOptions>(options: JsonObject): T => {
  const pattern = options.tokenPattern as JsonValue;
  if (typeof pattern !== "object" || pattern === null) return options as unknown as T;
  const { source, flags } = pattern as { source: string; flags: string };
  return { ...options, tokenPattern: new RegExp(source, flags) } as unknown as T;
};

const stopsOf = (given: TextOptions["stopWords"], who: string): ReadonlySet<string> => {
  if (given === null || given === undefined) return new Set();
  if (given === "english") return new Set(englishStopWords());
  if (Array.isArray(given) && given.every((word) => typeof word === "string")) return new Set(given);
  throw new DataError(
    `${who}: expected stopWords as "english" or a list of words, received ${JSON.stringify(given)?.slice(0, 60)}; give for example ["the", "a"]`,
  );
};

const rangeOf = (given: readonly [number, number], who: string): readonly [number, number] => {
  const [least, most] = (Array.isArray(given) ? given : []) as readonly number[] as [number, number];
  if (
    Number.isInteger(least) &&
    Number.isInteger(most) &&
    least >= 1 &&
    most >= least &&
    given.length === 2
  ) {
    return [least, most];
  }
  throw new DataError(
    `${who}: expected ngramRange as [least, most], whole numbers of at least 1, received ${JSON.stringify(given)}; give for example [1, 2]`,
  );
};
