import { InvalidArgumentError } from "commander";

/** Gathers an option that may be given several times. */
export const gather = (text: string, before: readonly string[] = []): string[] => [...before, text];

/** Units of hidden layers: "64,32", or "none" for a linear model. */
export const hiddenLayers = (text: string): number[] => {
  if (/^(none|0)$/i.test(text.trim())) return [];
  const units = text.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  if (units.every((n) => Number.isInteger(n) && n >= 1 && n <= 65_536)) return units;
  throw new InvalidArgumentError(
    'Expected units of the hidden layers such as 64,32, or "none" for a linear model.',
  );
};

/** Shares of train, dev and test: "60/20/20", also with commas, also as fractions. */
export const splitShares = (text: string): [train: number, dev: number, test: number] => {
  const parts = text.split(/[/,:]/).map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  const [train, dev, test] = parts;
  const sum = parts.reduce((total, part) => total + part, 0);
  const whole = Math.abs(sum - 100) < 1e-6 ? 100 : Math.abs(sum - 1) < 1e-9 ? 1 : undefined;
  if (parts.length === 3 && parts.every((part) => part > 0) && whole !== undefined) {
    return [(train ?? 0) / whole, (dev ?? 0) / whole, (test ?? 0) / whole];
  }
  throw new InvalidArgumentError(
    "Expected the shares of train, dev and test, all above 0 and 100 together, such as 60/20/20.",
  );
};

/** Gathers ordinal columns: "size=small,middle,large". */
export const ordinalColumn = (
  text: string,
  before: Readonly<Record<string, readonly string[]>> = {},
): Record<string, readonly string[]> => {
  const equals = text.indexOf("=");
  const name = text.slice(0, Math.max(0, equals)).trim();
  const order = text
    .slice(equals + 1)
    .split(",")
    .map((value) => value.trim());
  if (
    name !== "" &&
    order.length >= 2 &&
    order.every((value) => value !== "") &&
    new Set(order).size === order.length
  ) {
    return { ...before, [name]: order };
  }
  throw new InvalidArgumentError(
    "Expected a column with its values from low to high, such as size=small,middle,large.",
  );
};

/** A delimiter: one character; "tab" or "\t" for a tab. */
export const delimiterOf = (text: string): string => {
  const delimiter = text === "tab" || text === "\\t" ? "\t" : text;
  if (delimiter.length === 1 && !/["\r\n]/.test(delimiter)) return delimiter;
  throw new InvalidArgumentError('Expected one character such as ";", or "tab".');
};
