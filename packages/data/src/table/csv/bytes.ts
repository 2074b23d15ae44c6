/** The bytes that a CSV text is made of. 0 stands behind the last byte and nowhere else. */
export const END = 0;
export const TAB = 9;
export const LF = 10;
export const CR = 13;
export const SPACE = 32;
export const QUOTE = 34;

const utf8 = /* @__PURE__ */ new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The text of these bytes; throws for what is no UTF-8. */
export const textOf = (bytes: Uint8Array, from: number, to: number): string => {
  if (to - from > 32) return utf8.decode(bytes.subarray(from, to));
  let text = "";
  for (let i = from; i < to; i++) {
    const byte = bytes[i]!;
    if (byte >= 128) return utf8.decode(bytes.subarray(from, to));
    text += String.fromCharCode(byte);
  }
  return text;
};

/** The text of bytes that may be no UTF-8, for a message. */
export const looseText = (bytes: Uint8Array, from: number, to: number): string =>
  new TextDecoder().decode(bytes.subarray(from, Math.min(to, from + 40)));

/** How many line ends these bytes hold; "\r\n" is one. */
export const lineEnds = (bytes: Uint8Array, from: number, to: number): number => {
  let ends = 0;
  for (let i = from; i < to; i++) {
    if (bytes[i] === LF || (bytes[i] === CR && bytes[i + 1] !== LF)) ends++;
  }
  return ends;
};

/** Where the spaces at the beginning end; also those outside of ASCII, as `trim` has them. */
export const trimStart = (bytes: Uint8Array, from: number, to: number): number => {
  let at = from;
  while (at < to && (bytes[at] === SPACE || (bytes[at]! >= TAB && bytes[at]! <= CR))) at++;
  if (at === to || bytes[at]! < 0xc2) return at;
  const width = wideSpace(bytes, at);
  return width > 0 && at + width <= to ? trimStart(bytes, at + width, to) : at;
};

/** Where the spaces at the end begin. */
export const trimEnd = (bytes: Uint8Array, from: number, to: number): number => {
  let at = to;
  while (at > from && (bytes[at - 1] === SPACE || (bytes[at - 1]! >= TAB && bytes[at - 1]! <= CR))) at--;
  if (at === from || bytes[at - 1]! < 0x80) return at;
  for (const width of [2, 3]) {
    if (at - width >= from && wideSpace(bytes, at - width) === width) return trimEnd(bytes, from, at - width);
  }
  return at;
};

// U+00A0, U+1680, U+2000 to U+200A, U+2028, U+2029, U+202F, U+205F, U+3000 and U+FEFF.
const wideSpace = (bytes: Uint8Array, at: number): number => {
  const [a, b, c] = [bytes[at]!, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0];
  if (a === 0xc2 && b === 0xa0) return 2;
  const three =
    (a === 0xe1 && b === 0x9a && c === 0x80) ||
    (a === 0xe2 && b === 0x80 && ((c >= 0x80 && c <= 0x8a) || c === 0xa8 || c === 0xa9 || c === 0xaf)) ||
    (a === 0xe2 && b === 0x81 && c === 0x9f) ||
    (a === 0xe3 && b === 0x80 && c === 0x80) ||
    (a === 0xef && b === 0xbb && c === 0xbf);
  return three ? 3 : 0;
};
