/** How many milliseconds a day has. */
export const millisecondsOfDay = 86_400_000;

/** The furthest moment from 1970 that a Date can hold, in milliseconds (ECMA-262, 21.4.1.1). */
export const lastMoment = 8.64e15;

/** Days from 1970-01-01 to a date of the Gregorian calendar (Howard Hinnant, "chrono-compatible date algorithms"). */
export const daysFromCivil = (year: number, month: number, day: number): number => {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
};

const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Is there such a day? Months count from 1. */
export const isDay = (year: number, month: number, day: number): boolean => {
  if (month < 1 || month > 12 || day < 1) return false;
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= lengths[month - 1]! + (leap ? 1 : 0);
};

/** The parts of a moment as they stand in a text; what a text does not say is 0 (1 for month and day). */
export interface Moment {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
  /** Minutes that the clock is ahead of UTC. */
  readonly offset: number;
}

/** A moment in milliseconds since 1970 (UTC), or NaN when the calendar or the clock has none such. */
export const momentOf = (m: Moment): number => {
  const inRange =
    isDay(m.year, m.month, m.day) && m.hour <= 23 && m.minute <= 59 && m.second <= 59 && m.offset > -1440;
  if (!inRange || m.offset >= 1440) return Number.NaN;
  const minutes = m.hour * 60 + m.minute - m.offset;
  return (
    daysFromCivil(m.year, m.month, m.day) * millisecondsOfDay +
    minutes * 60_000 +
    m.second * 1000 +
    m.millisecond
  );
};

const zonePattern = "(Z|[+-]\\d{2}(?::?\\d{2})?)";
const iso = new RegExp(
  `^(\\d{4})([-/])(\\d{2})\\2(\\d{2})(?:[T ](\\d{2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?\\s?${zonePattern}?)?$`,
);

/** Minutes that a zone such as "Z", "+02:00" or "-0530" is ahead of UTC. */
export const offsetOf = (zone: string | undefined): number => {
  if (zone === undefined || zone === "Z" || zone === "") return 0;
  const digits = zone.replace(/\D/g, "").padEnd(4, "0");
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return zone.startsWith("-") ? -minutes : minutes;
};

/** Milliseconds of the digits after a decimal point. */
export const fractionOf = (digits: string | undefined): number =>
  digits === undefined ? 0 : Math.trunc(Number(digits.padEnd(3, "0").slice(0, 3)));

/** Does a text have the form of ISO 8601 (also with "/" between year, month and day)? */
export const looksIso = (text: string): boolean => iso.test(text);

/** What a text in ISO 8601 says besides its moment: has it a time of day, and has that a zone? */
export const isoParts = (text: string): { timed: boolean; zoned: boolean } => ({
  timed: text.length > 10,
  zoned: text.length > 10 && /(Z|[+-]\d{2}(:?\d{2})?)$/.test(text.slice(10)),
});

/** The moment of a text in ISO 8601, in milliseconds since 1970; NaN when it is none. Without a zone: UTC. */
export const parseIso = (text: string): number => {
  const found = iso.exec(text);
  if (found === null) return Number.NaN;
  const [, year, , month, day, hour, minute, second, fraction, zone] = found;
  return momentOf({
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour ?? 0),
    minute: Number(minute ?? 0),
    second: Number(second ?? 0),
    millisecond: fractionOf(fraction),
    offset: offsetOf(zone),
  });
};

/** A moment as ISO 8601 in UTC; `daysOnly` leaves out the time of day. */
export const isoText = (milliseconds: number, daysOnly: boolean): string => {
  const text = new Date(milliseconds).toISOString();
  return daysOnly ? text.slice(0, text.indexOf("T")) : text.replace(".000Z", "Z");
};
