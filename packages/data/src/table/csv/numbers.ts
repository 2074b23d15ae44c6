import { isQuantity, numberOf } from "../number-text";

/** How numbers are written. */
export interface NumberMarks {
  readonly decimal: string;
  readonly thousands: string | undefined;
}

const escaped = (mark: string): string => mark.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");

/** What makes a plain number ("-1234.5") of a text that has the marks of the file. */
export const plainNumber = ({ decimal, thousands }: NumberMarks): ((text: string) => string) => {
  if (decimal === "." && thousands === undefined) return (text) => text;
  const point = escaped(decimal);
  const mark = thousands === undefined ? undefined : escaped(thousands);
  const grouped =
    mark === undefined ? undefined : new RegExp(`^[+-]?[1-9]\\d{0,2}(?:${mark}\\d{3})+(?:${point}\\d*)?$`);
  return (text) => {
    // A text that has the point of a plain number is none here, unless the point is a mark.
    const bare = grouped?.test(text) === true ? text.replaceAll(thousands!, "") : text;
    if (decimal === ".") return bare;
    if (bare.includes(".")) return `not ${bare}`;
    return bare.replace(decimal, ".");
  };
};

/** The quantity that a plain number says; NaN for a code or a text. */
export const quantityOf = (plain: string): number => (isQuantity(plain) ? Number(plain) : Number.NaN);

/** The number that a plain number says in a column that was declared; leading zeros are allowed. */
export const declaredNumber = (plain: string, integer: boolean): number => {
  const value = numberOf(plain);
  return integer && !Number.isSafeInteger(value) ? Number.NaN : value;
};

/** The powers of ten that a float64 holds exactly. */
export const powersOfTen: Float64Array = /* @__PURE__ */ Float64Array.from({ length: 23 }, (_, n) =>
  Number(`1e${n}`),
);
