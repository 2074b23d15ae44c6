import { datetimeReader } from "./datetime-format";
import { looksIso } from "./datetime-iso";

const numeric = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})([T ]\d{1,2}:\d{2}(?::\d{2})?)?$/;
const named =
  /^(?:\d{1,2}([ -])[A-Za-z]{3,9}\1\d{4}|[A-Za-z]{3,9} \d{1,2},? \d{4})( \d{1,2}:\d{2}(?::\d{2})?)?$/;

/** Has a text the form of a date, though it may be none, or one that can be read in two ways? */
export const looksLikeDate = (text: string): boolean =>
  text.length <= 40 && (looksIso(text) || numeric.test(text) || named.test(text));

/** What the texts of a column say of the form of their dates. */
export type DatetimeGuess =
  | {
      readonly format: string /** The text that leaves no other way to read them. */;
      readonly because: string | undefined;
    }
  | { /** The forms between which nothing decides. */ readonly either: readonly string[] };

const timeFormat = (time: string | undefined): string => {
  if (time === undefined) return "";
  const hours = /^.\d:/.test(time) ? "H" : "HH";
  return `${time[0] === "T" ? "T" : " "}${hours}:mm${time.length > 6 + (hours === "H" ? 0 : 1) ? ":ss" : ""}`;
};

const allRead = (texts: readonly string[], format: string): boolean => {
  const read = datetimeReader(format, "inference");
  return texts.every((text) => !Number.isNaN(read(text)));
};

const numericGuess = (texts: readonly string[]): DatetimeGuess | undefined => {
  const mark = numeric.exec(texts[0]!)![2]!;
  let [first, second, year, time] = ["dd", "MM", "yyyy", ""];
  let dayFirst: string | undefined;
  let monthFirst: string | undefined;
  for (const text of texts) {
    const found = numeric.exec(text);
    if (found === null || found[2] !== mark) return undefined;
    if (found[1]!.length === 1) first = "d";
    if (found[3]!.length === 1) second = "M";
    if (found[4]!.length === 2) year = "yy";
    if (found[5] !== undefined) {
      const form = timeFormat(found[5]);
      time = time === "" || form.length < time.length ? form : time;
    }
    if (Number(found[1]) > 12) dayFirst ??= text;
    if (Number(found[3]) > 12) monthFirst ??= text;
  }
  const day = `${first}${mark}${second}${mark}${year}${time}`;
  const month = `${first.replaceAll("d", "M")}${mark}${second.replaceAll("M", "d")}${mark}${year}${time}`;
  if (dayFirst !== undefined && monthFirst !== undefined) return undefined;
  const sure = dayFirst !== undefined ? day : monthFirst !== undefined ? month : undefined;
  // Two digits of a year leave open what the other two numbers are.
  if (sure === undefined || year === "yy") return { either: sure === undefined ? [day, month] : [sure] };
  return allRead(texts, sure) ? { format: sure, because: dayFirst ?? monthFirst } : undefined;
};

const namedForms = [
  "d MMM yyyy",
  "d MMMM yyyy",
  "d-MMM-yyyy",
  "d-MMMM-yyyy",
  "MMM d, yyyy",
  "MMMM d, yyyy",
  "MMM d yyyy",
  "MMMM d yyyy",
];

/**
 * The form of dates other than ISO 8601, from the distinct texts of a column; undefined when they have none in
 * common. Days and months in numbers are told apart only where one of the numbers is above 12.
 */
export const guessDatetime = (texts: readonly string[]): DatetimeGuess | undefined => {
  const [first] = texts;
  if (first === undefined || first.length > 40) return undefined;
  if (numeric.test(first)) return numericGuess(texts);
  const form = named.exec(first);
  if (form === null) return undefined;
  for (const date of namedForms) {
    const format = `${date}${timeFormat(form[2])}`;
    if (allRead(texts, format)) return { format, because: undefined };
  }
  return undefined;
};
