import { count } from "../wording";
import type { ColumnNote } from "./column-kinds";
import { isoParts, parseIso } from "./datetime-iso";
import { guessDatetime, looksLikeDate } from "./guess-datetime";
import { isDigits, isQuantity, isWhole, truthOf, whyNoQuantity } from "./number-text";

/** The distinct texts of a column in the order in which they come first, and how often each is there. */
export interface DistinctTexts {
  readonly texts: readonly string[];
  readonly counts: ArrayLike<number>;
  /** How many values there are. */
  readonly there: number;
  /** The place where a text comes first, such as "line 4". */
  where(place: number): string;
  /** What to do with a text that means a missing value. */
  readonly mend: string;
  /** The plain number that a text stands for, where numbers have other marks. */
  plain?(text: string): string;
}

/** The kind that texts suggest; `format` is that of dates, undefined for ISO 8601. */
export interface TextsKind {
  readonly kind: "boolean" | "datetime" | "text" | "nominal";
  readonly format?: string;
  readonly note?: ColumnNote;
}

/** What to tell of moments in ISO 8601. */
export const isoNote = (timed: boolean, zoned: boolean, bare: boolean): ColumnNote | undefined => {
  if (!timed || !bare) return undefined;
  const message = zoned
    ? "datetime with and without zones; those without are taken as UTC"
    : "datetime without a zone, taken as UTC";
  return { code: "inferred", message };
};

const isoKind = ({ texts }: DistinctTexts): TextsKind | undefined => {
  let [timed, zoned, bare] = [false, false, false];
  for (const text of texts) {
    if (Number.isNaN(parseIso(text))) return undefined;
    const parts = isoParts(text);
    timed ||= parts.timed;
    zoned ||= parts.zoned;
    bare ||= !parts.zoned && parts.timed;
  }
  const note = isoNote(timed, zoned, bare);
  return { kind: "datetime", ...(note === undefined ? {} : { note }) };
};

const quote = (text: string): string => JSON.stringify(text.length > 40 ? `${text.slice(0, 39)}…` : text);

const dateKind = (distinct: DistinctTexts): TextsKind | undefined => {
  const { texts } = distinct;
  const guess = guessDatetime(texts);
  if (guess === undefined) return undefined;
  if ("format" in guess) {
    const { format, because } = guess;
    const why =
      because === undefined
        ? ""
        : ` because of ${distinct.where(texts.indexOf(because))}: ${quote(because)} can be read in no other way`;
    return {
      kind: "datetime",
      format,
      note: { code: "inferred", message: `datetime, read as ${format}${why}` },
    };
  }
  const specs = guess.either.map((format) => `{ kind: "datetime", format: "${format}" }`);
  const message =
    `nominal, though its values look like dates: ${quote(texts[0]!)} can be read in more than one way; ` +
    `declare the column ${specs.join(" or ")}`;
  return { kind: "nominal", note: { code: "dateLike", message } };
};

const longLength = 50;
const manyWords = 6;

/** Free text: long, and hardly a text twice. */
const textKind = ({ texts, there }: DistinctTexts): TextsKind | undefined => {
  if (texts.length <= there / 2) return undefined;
  let length = 0;
  let words = 0;
  for (const text of texts) {
    length += text.length;
    words += text.split(/\s+/).length;
  }
  const n = texts.length;
  if (words < 2 * n || (length < longLength * n && words < manyWords * n)) return undefined;
  const message = `text, because its ${count(n, "different value")} have about ${Math.round(words / n)} words each; declare it "nominal" if they are categories`;
  return { kind: "text", note: { code: "inferred", message } };
};

const mostlyDates = (distinct: DistinctTexts): ColumnNote | undefined => {
  const { texts, counts, there } = distinct;
  let dates = 0;
  let odd = -1;
  texts.forEach((text, i) => {
    const value =
      looksLikeDate(text) && (Number.isNaN(parseIso(text)) ? guessDatetime([text]) !== undefined : true);
    if (value) dates += counts[i]!;
    else if (odd < 0) odd = i;
  });
  if (dates <= there / 2) return undefined;
  const message =
    odd < 0
      ? "nominal, though its values look like dates, because they have several forms; write them all as yyyy-MM-dd"
      : `nominal because of ${distinct.where(odd)}: ${quote(texts[odd]!)} is not a date (${dates} of ${there} values are dates); ${distinct.mend}`;
  return { code: "dateLike", message };
};

const decimalComma = /^[+-]?(?:\d+|\d{1,3}(?:\.\d{3})+),\d+$/;
const grouped = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;

const numberNote = (distinct: DistinctTexts): ColumnNote | undefined => {
  const { texts, counts, there } = distinct;
  let quantities = 0;
  let wholes = 0;
  let odd = -1;
  const plain = distinct.plain ?? ((text: string) => text);
  texts.forEach((given, i) => {
    const text = plain(given);
    if (isQuantity(text)) {
      quantities += counts[i]!;
      if (isWhole(text)) wholes += counts[i]!;
    } else if (odd < 0) odd = i;
  });
  if (odd < 0) {
    const kind = wholes === there ? "integer" : "float";
    const message = `nominal, though all of its ${count(there, "value")} look like numbers stored as text; declare the column "${kind}" to have numbers`;
    return { code: "numericText", message };
  }
  const text = texts[odd]!;
  if (quantities > there / 2 || isDigits(text)) {
    const message =
      `nominal because of ${distinct.where(odd)}: ${quote(text)} ${whyNoQuantity(text)} ` +
      `(${quantities} of ${there} values are numbers); ${distinct.mend}`;
    return { code: isDigits(text) ? "numericText" : "mixed", message };
  }
  const marks: readonly (readonly [RegExp, string])[] = [
    [decimalComma, '{ decimal: "," }'],
    [grouped, '{ thousands: "," }'],
  ];
  for (const [form, option] of marks) {
    if (!form.test(text) || !texts.every((other) => form.test(other) || isQuantity(other))) continue;
    const message = `nominal, though its values look like numbers stored as text, such as ${quote(text)}; read the file with ${option} to have numbers`;
    return { code: "numericText", message };
  }
  return undefined;
};

/** The kind that the texts of a column suggest. `truths`: may they be truth values? */
export const inferTexts = (distinct: DistinctTexts, options: { truths: boolean }): TextsKind => {
  const { texts } = distinct;
  if (options.truths && texts.every((text) => truthOf(text) !== undefined)) return { kind: "boolean" };
  const sure = isoKind(distinct) ?? dateKind(distinct) ?? textKind(distinct);
  if (sure !== undefined) return sure;
  const note = numberNote(distinct) ?? mostlyDates(distinct);
  return { kind: "nominal", ...(note === undefined ? {} : { note }) };
};
