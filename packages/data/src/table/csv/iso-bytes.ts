import { daysFromCivil, isDay, millisecondsOfDay } from "../datetime-iso";

const two = (bytes: Uint8Array, at: number): number => {
  const tens = bytes[at]! - 48;
  const ones = bytes[at + 1]! - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? 10 * tens + ones : Number.NaN;
};

// Rows that follow one another are often of one day.
let lastDay = Number.NaN;
let lastDays = 0;

/**
 * The moment of "2020-04-03", or of that with a time to the second and perhaps a "Z", from bytes; NaN for
 * everything else, which may still be a moment in another form of ISO 8601.
 */
export const isoBytes = (bytes: Uint8Array, from: number, to: number): number => {
  const length = to - from;
  if (length !== 10 && length !== 19 && length !== 20) return Number.NaN;
  if (bytes[from + 4] !== 45 || bytes[from + 7] !== 45) return Number.NaN;
  const year = 100 * two(bytes, from) + two(bytes, from + 2);
  const month = two(bytes, from + 5);
  const day = two(bytes, from + 8);
  const key = 10000 * year + 100 * month + day;
  if (key !== lastDay) {
    if (!isDay(year, month, day)) return Number.NaN;
    lastDay = key;
    lastDays = daysFromCivil(year, month, day);
  }
  if (length === 10) return lastDays * millisecondsOfDay;
  const mark = bytes[from + 10];
  if ((mark !== 84 && mark !== 32) || bytes[from + 13] !== 58 || bytes[from + 16] !== 58) return Number.NaN;
  if (length === 20 && bytes[from + 19] !== 90) return Number.NaN;
  const hour = two(bytes, from + 11);
  const minute = two(bytes, from + 14);
  const second = two(bytes, from + 17);
  if (!(hour <= 23 && minute <= 59 && second <= 59)) return Number.NaN;
  return lastDays * millisecondsOfDay + ((hour * 60 + minute) * 60 + second) * 1000;
};
