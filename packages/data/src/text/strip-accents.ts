// Unicode's combining class is not to be had, but shows in the canonical order of marks: a mark of a higher
// class goes behind one of class 1, and one of class 1 before one of class 240.
const hasClass = (char: string): boolean =>
  `${char}\u0334`.normalize("NFD") !== `${char}\u0334` ||
  `\u0345${char}`.normalize("NFD") !== `\u0345${char}`;

const ascii = /^\p{ASCII}*$/u;

/** A text without its accents ("é" becomes "e"); with "ascii" without all else that is not ASCII too. */
export const stripAccents = (text: string, how: "ascii" | "unicode"): string => {
  if (ascii.test(text)) return text;
  const apart = text.normalize("NFKD");
  if (how === "ascii") return apart.replace(/\P{ASCII}/gu, "");
  return apart.replace(/\p{M}/gu, (mark) => (hasClass(mark) ? "" : mark));
};
