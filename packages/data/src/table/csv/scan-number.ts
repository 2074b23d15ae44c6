import { CR, LF, QUOTE } from "./bytes";
import { powersOfTen } from "./numbers";
import { type ColumnStore, Mode } from "./store";

/** How numbers stand in a file, as far as the short way reads them. */
export interface NumberForm {
  readonly delimiter: number;
  /** The decimal mark; -1 when it is no single byte. */
  readonly decimal: number;
  readonly emptyIsMissing: boolean;
  /** Numbers that mean a missing value. */
  readonly missingNumbers: ReadonlySet<number>;
}

/**
 * Reads a field that is a plain number, or empty, into a row of a block of numbers. Gives where the field ends;
 * -1 for whatever needs the long way, which then is taken from the beginning of the field.
 *
 * Digits up to 15 and a power of ten up to 22 are exact, so their quotient is the nearest number (Clinger, "How to
 * read floating point numbers accurately").
 */
export const scanNumber = (
  form: NumberForm,
  bytes: Uint8Array,
  start: number,
  end: number,
  store: ColumnStore,
  numbers: Float64Array,
  row: number,
): number => {
  const { delimiter, decimal } = form;
  let at = start;
  let byte = bytes[at]!;
  const quoted = byte === QUOTE;
  if (quoted) byte = bytes[++at]!;
  const negative = byte === 45;
  if (negative) byte = bytes[++at]!;
  const begin = at;
  let digits = byte - 48;
  let value = 0;
  while (digits >= 0 && digits <= 9) {
    value = 10 * value + digits;
    byte = bytes[++at]!;
    digits = byte - 48;
  }
  let length = at - begin;
  const pointed = byte === decimal;
  // Leading zeros go the long way.
  if (length > 1 && bytes[begin] === 48 && !pointed) return -1;
  let scale = 0;
  if (pointed) {
    const point = at;
    byte = bytes[++at]!;
    digits = byte - 48;
    while (digits >= 0 && digits <= 9) {
      value = 10 * value + digits;
      byte = bytes[++at]!;
      digits = byte - 48;
    }
    scale = at - point - 1;
    length += scale;
  }
  if (quoted) {
    if (byte !== QUOTE) return -1;
    byte = bytes[++at]!;
  }
  if (length > 15 || (byte !== delimiter && byte !== LF && byte !== CR)) return -1;
  if (length === 0) {
    if (at !== start || at >= end || !form.emptyIsMissing) return -1;
    numbers[row] = Number.NaN;
    return at;
  }
  if (scale > 0) value /= powersOfTen[scale]!;
  if (negative) value = -value;
  if (form.missingNumbers.size > 0 && form.missingNumbers.has(value)) return -1;
  if (scale > 0 && store.mode === Mode.declaredInteger && !Number.isInteger(value)) return -1;
  if (pointed) store.fractional = true;
  numbers[row] = value;
  return at;
};
