import { DataError } from "../errors";
import { fractionOf, lastMoment, momentOf, offsetOf, parseIso } from "./datetime-iso";

const months = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];
const monthOf = (name: string): number =>
  months.findIndex((month) => month === name.toLowerCase() || month.slice(0, 3) === name.toLowerCase()) + 1;

type Field = "year" | "month" | "day" | "hour" | "minute" | "second" | "millisecond" | "offset" | "half";

// Two digits of a year are those from 1969 to 2068, as POSIX has it.
const fullYear = (digits: string): number => Number(digits) + (Number(digits) < 69 ? 2000 : 1900);

const tokens: Readonly<
  Record<string, readonly [field: Field, pattern: string, read: (text: string) => number]>
> = {
  yyyy: ["year", "(\\d{4})", Number],
  yy: ["year", "(\\d{2})", fullYear],
  MMMM: ["month", "([A-Za-z]{3,9})", monthOf],
  MMM: ["month", "([A-Za-z]{3})", monthOf],
  MM: ["month", "(\\d{2})", Number],
  M: ["month", "(\\d{1,2})", Number],
  dd: ["day", "(\\d{2})", Number],
  d: ["day", "(\\d{1,2})", Number],
  HH: ["hour", "(\\d{2})", Number],
  H: ["hour", "(\\d{1,2})", Number],
  hh: ["hour", "(\\d{2})", Number],
  h: ["hour", "(\\d{1,2})", Number],
  mm: ["minute", "(\\d{2})", Number],
  m: ["minute", "(\\d{1,2})", Number],
  ss: ["second", "(\\d{2})", Number],
  s: ["second", "(\\d{1,2})", Number],
  SSS: ["millisecond", "(\\d{1,9})", fractionOf],
  X: ["offset", "(Z|[+-]\\d{2}(?::?\\d{2})?)", offsetOf],
  a: ["half", "([AaPp]\\.?[Mm]\\.?)", (text) => (/^p/i.test(text) ? 12 : 0)],
};

/** Reads texts of one form; gives milliseconds since 1970, or NaN for a text that has another form. */
export type DatetimeReader = (text: string) => number;

const epochReader =
  (unit: number): DatetimeReader =>
  (text) => {
    const value = /^[+-]?\d+(\.\d+)?$/.test(text) ? Math.trunc(Number(text) * unit) : Number.NaN;
    return Math.abs(value) <= lastMoment ? value : Number.NaN;
  };

/**
 * The reader of a format.
 *
 * @throws DataError for letters that mean nothing, and for a format without a year.
 */
export const datetimeReader = (format: string, who: string): DatetimeReader => {
  if (format === "epochSeconds") return epochReader(1000);
  if (format === "epochMilliseconds") return epochReader(1);
  const parts: (typeof tokens)[string][] = [];
  let twelve = false;
  const refuse = (received: string): DataError =>
    new DataError(
      `${who}: expected a format of yyyy, yy, MM, M, MMM, MMMM, dd, d, HH, H, hh, h, mm, ss, SSS, a and X, "epochSeconds" or "epochMilliseconds", ` +
        `received ${received}; write a date such as 25/04/2020 as "dd/MM/yyyy", and other letters in single quotes`,
    );
  const pattern = format.replace(
    /'([^']*)'|([A-Za-z])\2*|[\s\S]/g,
    (piece: string, literal: string | undefined) => {
      if (literal !== undefined) return escapeLiteral(literal === "" ? "'" : literal);
      const token = Object.hasOwn(tokens, piece) ? tokens[piece] : undefined;
      if (token === undefined) {
        if (/^[A-SU-Za-z]/.test(piece) && piece !== "Z") throw refuse(`"${piece}" in "${format}"`);
        return escapeLiteral(piece);
      }
      if (parts.some(([field]) => field === token[0])) throw refuse(`two of ${token[0]} in "${format}"`);
      if (piece === "hh" || piece === "h") twelve = true;
      parts.push(token);
      return token[1];
    },
  );
  if (!parts.some(([field]) => field === "year")) throw refuse(`"${format}", which has no year`);
  const form = new RegExp(`^${pattern}$`);
  const fields = parts.map(([field]) => field);
  const reads = parts.map(([, , read]) => read);
  return (text) => {
    const found = form.exec(text);
    if (found === null) return Number.NaN;
    const m = {
      year: 0,
      month: 1,
      day: 1,
      hour: 0,
      minute: 0,
      second: 0,
      millisecond: 0,
      offset: 0,
      half: 0,
    };
    for (let i = 0; i < fields.length; i++) m[fields[i]!] = reads[i]!(found[i + 1]!);
    if (twelve) {
      if (m.hour < 1 || m.hour > 12) return Number.NaN;
      m.hour = (m.hour % 12) + m.half;
    }
    return momentOf(m);
  };
};

const escapeLiteral = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");

/**
 * The reader of a declared column: its format, or the forms that can be read in one way only. A format that
 * does not begin with the year also takes ISO 8601, which is how tables are written.
 */
export const declaredReader = (format: string | undefined, who: string): DatetimeReader => {
  if (format === undefined) return parseIso;
  const read = datetimeReader(format, who);
  if (format.startsWith("y")) return read;
  return (text) => {
    const value = read(text);
    return Number.isNaN(value) ? parseIso(text) : value;
  };
};
