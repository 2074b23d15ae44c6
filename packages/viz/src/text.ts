/** The size of all text but the title, in pixels. */
export const fontSize = 12;

/** The size of a chart's title, in pixels. */
export const titleSize = 14;

function emWidth(char: string): number {
  if (/[ijltfr.,:;'|!()[\] I]/.test(char)) return 0.38;
  if (/[mwMW@%—…]/.test(char)) return 1;
  if (/[A-Z]/.test(char)) return 0.74;
  // Ideographs, kana, hangul and emoji take the full square.
  if ((char.codePointAt(0) ?? 0) > 0x2e7f) return 1;
  return 0.62;
}

/**
 * Estimates the width of a text in pixels. A server has no fonts to measure with, and a chart must come out
 * the same there and in a page; so nothing is measured anywhere, and the estimate errs on the wide side.
 */
export function textWidth(text: string, size: number = fontSize): number {
  let em = 0;
  for (const char of text) em += emWidth(char);
  return em * size;
}

/** The width of the widest of some texts in pixels, however many they are; 0 for none. */
export function widestText(texts: readonly string[]): number {
  return texts.reduce((widest, text) => Math.max(widest, textWidth(text)), 0);
}

/** Shortens a text with an ellipsis until it fits `maxWidth` pixels. */
export function truncate(text: string, maxWidth: number, size: number = fontSize): string {
  if (textWidth(text, size) <= maxWidth) return text;
  const chars = [...text];
  while (chars.length > 1 && textWidth(`${chars.join("")}…`, size) > maxWidth) chars.pop();
  return `${chars.join("").trimEnd()}…`;
}

/** The text with its first letter in upper case. */
export function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
