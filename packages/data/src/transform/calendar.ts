import { daysFromCivil, millisecondsOfDay } from "../table/datetime-iso";

/**
 * What can be made of a moment, in UTC:
 *
 * - `year`, `quarter` (1 to 4), `month` (1 to 12), `day` (1 to 31)
 * - `dayOfWeek` (0 for Monday to 6 for Sunday), `dayOfYear` (1 to 366), `weekOfYear` (ISO 8601, 1 to 53)
 * - `hour`, `minute`, `second`
 * - `isWeekend` (1 on Saturday and Sunday, else 0)
 * - `elapsed` (seconds since an origin)
 *
 * @example
 * ```ts
 * const field: DateTimeField = "dayOfWeek";
 * ```
 */
export type DateTimeField =
  | "year"
  | "quarter"
  | "month"
  | "day"
  | "dayOfWeek"
  | "dayOfYear"
  | "weekOfYear"
  | "hour"
  | "minute"
  | "second"
  | "isWeekend"
  | "elapsed";

/** All fields, in their order. */
export const dateTimeFields: readonly DateTimeField[] = [
  "year",
  "quarter",
  "month",
  "day",
  "dayOfWeek",
  "dayOfYear",
  "weekOfYear",
  "hour",
  "minute",
  "second",
  "isWeekend",
  "elapsed",
];

/** Those that come round again. */
export const cyclicalFields: readonly DateTimeField[] = [
  "quarter",
  "month",
  "day",
  "dayOfWeek",
  "dayOfYear",
  "weekOfYear",
  "hour",
  "minute",
  "second",
];

/** Moments as days and times of day; all NaN where there is no moment. */
export interface Calendar {
  readonly times: Float64Array;
  /** Days since 1970-01-01. */
  readonly days: Float64Array;
  readonly years: Float64Array;
  readonly months: Float64Array;
  /** Days of the month. */
  readonly dates: Float64Array;
}

/** The dates of moments in milliseconds since 1970 (Howard Hinnant, "civil_from_days"). */
export const calendarOf = (times: Float64Array): Calendar => {
  const n = times.length;
  const days = new Float64Array(n);
  const years = new Float64Array(n);
  const months = new Float64Array(n);
  const dates = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const day = Math.floor(times[i]! / millisecondsOfDay);
    const z = day + 719_468;
    const era = Math.floor(z / 146_097);
    const ofEra = z - era * 146_097;
    const year = Math.floor(
      (ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
    );
    const ofYear = ofEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
    const shifted = Math.floor((5 * ofYear + 2) / 153);
    const month = shifted < 10 ? shifted + 3 : shifted - 9;
    days[i] = day;
    dates[i] = ofYear - Math.floor((153 * shifted + 2) / 5) + 1;
    months[i] = Number.isNaN(day) ? Number.NaN : month;
    years[i] = year + era * 400 + (month <= 2 ? 1 : 0);
  }
  return { times, days, years, months, dates };
};

const newYear = (year: number): number => daysFromCivil(year, 1, 1);
const monday = (day: number): number => (((day + 3) % 7) + 7) % 7;
const lengthOfYear = (year: number): number => newYear(year + 1) - newYear(year);
const lengthOfMonth = (year: number, month: number): number =>
  month === 12 ? 31 : daysFromCivil(year, month + 1, 1) - daysFromCivil(year, month, 1);

// A week belongs to the year in which its Thursday lies.
const yearOfWeek = (day: number, year: number): number => {
  const thursday = day - monday(day) + 3;
  if (thursday < newYear(year)) return year - 1;
  return thursday < newYear(year + 1) ? year : year + 1;
};
const weekOfYear = (day: number, year: number): number =>
  Math.floor((day - monday(day) + 3 - newYear(yearOfWeek(day, year))) / 7) + 1;
// The 28th of December lies in the last week of its year.
const weeksOfYear = (day: number, year: number): number => {
  const own = yearOfWeek(day, year);
  return weekOfYear(daysFromCivil(own, 12, 28), own);
};

const milliseconds = (time: number): number =>
  time - Math.floor(time / millisecondsOfDay) * millisecondsOfDay;

/** One field of each moment; `origin` (milliseconds since 1970) is what `elapsed` counts from. */
export const fieldOf = (calendar: Calendar, field: DateTimeField, origin: number): Float64Array => {
  const { times, days, years, months, dates } = calendar;
  switch (field) {
    case "year":
      return years;
    case "quarter":
      return months.map((month) => Math.floor((month + 2) / 3));
    case "month":
      return months;
    case "day":
      return dates;
    case "dayOfWeek":
      return days.map((day) => monday(day));
    case "dayOfYear":
      return days.map((day, i) => day - newYear(years[i]!) + 1);
    case "weekOfYear":
      return days.map((day, i) => weekOfYear(day, years[i]!));
    case "hour":
      return times.map((time) => Math.floor(milliseconds(time) / 3_600_000));
    case "minute":
      return times.map((time) => Math.floor(milliseconds(time) / 60_000) % 60);
    case "second":
      return times.map((time) => Math.floor(milliseconds(time) / 1000) % 60);
    case "isWeekend":
      return days.map((day) => (Number.isNaN(day) ? day : monday(day) > 4 ? 1 : 0));
    default:
      return times.map((time) => (time - origin) / 1000);
  }
};

/** How far round each moment is in a field that comes round again, from 0 up to 1. */
export const phaseOf = (calendar: Calendar, field: DateTimeField): Float64Array => {
  const { days, years, months } = calendar;
  const values = fieldOf(calendar, field, 0);
  switch (field) {
    case "quarter":
      return values.map((value) => (value - 1) / 4);
    case "month":
      return values.map((value) => (value - 1) / 12);
    case "day":
      return values.map((value, i) => (value - 1) / lengthOfMonth(years[i]!, months[i]!));
    case "dayOfWeek":
      return values.map((value) => value / 7);
    case "dayOfYear":
      return values.map((value, i) => (value - 1) / lengthOfYear(years[i]!));
    case "weekOfYear":
      return values.map((value, i) => (value - 1) / weeksOfYear(days[i]!, years[i]!));
    case "hour":
      return values.map((value) => value / 24);
    default:
      return values.map((value) => value / 60);
  }
};
