const space = "[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]";

/** Runs of tokens, joined by spaces, of `least` to `most` tokens each. */
export const wordGrams = (tokens: readonly string[], least: number, most: number): string[] => {
  const grams: string[] = least === 1 ? [...tokens] : [];
  for (let n = Math.max(2, least); n <= Math.min(most, tokens.length); n++) {
    for (let i = 0; i + n <= tokens.length; i++) grams.push(tokens.slice(i, i + n).join(" "));
  }
  return grams;
};

const gramsOf = (text: string, least: number, most: number, grams: string[]): void => {
  // A character beyond the basic plane is two units long.
  const chars = /[\ud800-\udfff]/.test(text) ? Array.from(text) : undefined;
  const length = chars?.length ?? text.length;
  for (let n = least; n <= Math.min(most, length); n++) {
    for (let i = 0; i + n <= length; i++) {
      grams.push(chars === undefined ? text.slice(i, i + n) : chars.slice(i, i + n).join(""));
    }
  }
};

/** Runs of characters, where more than one white space counts as one blank. */
export const charGrams = (text: string, least: number, most: number): string[] => {
  const grams: string[] = [];
  gramsOf(text.replace(new RegExp(`${space}{2,}`, "g"), " "), least, most, grams);
  return grams;
};

/** Runs of characters within words, each with a blank before and behind it; a shorter word counts whole, once. */
export const charGramsOfWords = (text: string, least: number, most: number): string[] => {
  const grams: string[] = [];
  for (const part of text.split(new RegExp(`${space}+`))) {
    if (part === "") continue;
    const word = ` ${part} `;
    const length = Array.from(word).length;
    if (length <= least) grams.push(word);
    else gramsOf(word, least, Math.min(most, length), grams);
  }
  return grams;
};
