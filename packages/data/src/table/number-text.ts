const whole = /^[+-]?(?:0|[1-9]\d*)$/;
const decimal = /^[+-]?(?:(?:\d+\.\d*|\.\d+)(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+)$/;
const padded = /^[+-]?\d+$/;

/** Is this a whole number without leading zeros? */
export const isWhole = (text: string): boolean => whole.test(text);

/** Are these digits only, perhaps with leading zeros? */
export const isDigits = (text: string): boolean => padded.test(text);

/** The number a text says, or NaN when it says none that a float64 holds. */
export const numberOf = (text: string): number => {
  if (!whole.test(text) && !decimal.test(text) && !padded.test(text)) return Number.NaN;
  const value = Number(text);
  return Number.isFinite(value) ? value : Number.NaN;
};

/**
 * Is this a quantity? A whole number that float64 would round, or one with leading zeros, is a code rather
 * than a quantity.
 */
export const isQuantity = (text: string): boolean => {
  if (whole.test(text)) return Number.isSafeInteger(Number(text));
  return decimal.test(text) && Number.isFinite(Number(text));
};

/** Why a text is no quantity, in words. */
export const whyNoQuantity = (text: string): string => {
  if (whole.test(text)) return "is too long for an exact number";
  if (padded.test(text)) return "has leading zeros, which a number would lose";
  return "is not a number";
};

const truths: ReadonlyMap<string, boolean> = /* @__PURE__ */ new Map([
  ["true", true],
  ["false", false],
]);
const declaredTruths: ReadonlyMap<string, boolean> = /* @__PURE__ */ new Map([
  ["true", true],
  ["false", false],
  ["t", true],
  ["f", false],
  ["yes", true],
  ["no", false],
  ["y", true],
  ["n", false],
  ["1", true],
  ["0", false],
]);

/** The truth value that a text says by itself ("true" or "false", in any case). */
export const truthOf = (text: string): boolean | undefined =>
  text.length > 5 ? undefined : truths.get(text.toLowerCase());

/** The truth value that a text says in a column that was declared boolean. */
export const declaredTruthOf = (text: string): boolean | undefined =>
  text.length > 5 ? undefined : declaredTruths.get(text.toLowerCase());
