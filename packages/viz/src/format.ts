function withCommas(integer: string): string {
  return integer.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

/**
 * A number as a sentence writes it: whole numbers with thousands separators, others to `digits` significant
 * digits, very large and very small ones in powers of ten.
 */
export function formatNumber(value: number, digits: number = 3): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  if (Number.isInteger(value) && size < 1e9) {
    return (value < 0 ? "-" : "") + withCommas(String(size));
  }
  if (size >= 1e6 || size < 1e-3) {
    const [mantissa, exponent] = value.toExponential(digits - 1).split("e") as [string, string];
    return `${Number(mantissa)}e${exponent.replace("+", "")}`;
  }
  const [whole, fraction] = String(Number(value.toPrecision(digits))).split(".") as [string, string?];
  return withCommas(whole) + (fraction === undefined ? "" : `.${fraction}`);
}

/** Two numbers with just enough digits that unequal ones do not read alike. */
export function formatPair(a: number, b: number): [string, string] {
  for (let digits = 3; digits < 17; digits++) {
    const pair: [string, string] = [formatNumber(a, digits), formatNumber(b, digits)];
    if (a === b || pair[0] !== pair[1]) return pair;
  }
  return [String(a), String(b)];
}

/** A share from 0 to 1 as a percentage that never rounds to 0 % or 100 % unless it is. */
export function formatShare(share: number): string {
  if (share > 0 && share < 0.01) return "<1%";
  if (share < 1 && share > 0.99) return ">99%";
  return `${Math.round(share * 100)}%`;
}

/** `3 samples`, `1 sample`. */
export function count(n: number, noun: string, plural: string = `${noun}s`): string {
  return `${formatNumber(n)} ${n === 1 ? noun : plural}`;
}
