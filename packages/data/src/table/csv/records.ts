import { CsvError } from "../../errors";
import { CR, END, LF, QUOTE, SPACE, TAB, textOf } from "./bytes";

/** Bytes of which a record may lack its end; `final` says that nothing follows. */
export interface Window {
  readonly bytes: Uint8Array;
  readonly end: number;
  readonly final: boolean;
}

/** One record: its fields as texts, where it ends, and the line after it. */
export interface TextRecord {
  readonly fields: string[];
  readonly next: number;
  readonly line: number;
}

/** The error for a quote that is not closed. */
export const openQuote = (file: string, line: number, column: number): CsvError =>
  new CsvError(
    "expected a closing quote, received the end of the file; close the quoted field that opens here",
    { file, line, column },
  );

/** The error for text after a closing quote. */
export const textAfterQuote = (file: string, line: number, column: number): CsvError =>
  new CsvError(
    'expected a delimiter or line end after a closing quote, received more text; write a quote inside a quoted field as ""',
    { file, line, column },
  );

/** The error for bytes that are no UTF-8. */
export const noUtf8 = (shown: string, file: string, line: number, column: string | number): CsvError =>
  new CsvError(
    `expected utf-8 text, received bytes that are none (${JSON.stringify(shown)}); save the file as UTF-8 or pass its { encoding }, such as "windows-1252"`,
    { file, line, column },
  );

/** The content of a quoted field: quotes that are doubled stand once, and line ends are "\n". */
export const unquote = (bytes: Uint8Array, from: number, to: number, into: Uint8Array): number => {
  let at = 0;
  for (let i = from; i < to; i++) {
    const byte = bytes[i]!;
    if (byte === QUOTE) i++;
    if (byte === CR) {
      if (bytes[i + 1] === LF) i++;
      into[at++] = LF;
    } else into[at++] = byte;
  }
  return at;
};

/** Reads one record as texts; undefined when the window ends before it. */
export const readRecord = (
  { bytes, end, final }: Window,
  start: number,
  line: number,
  delimiter: number,
  file: string,
): TextRecord | undefined => {
  const fields: string[] = [];
  let at = start;
  let lines = line;
  for (;;) {
    let from = at;
    let to: number;
    let source = bytes;
    const opened = lines;
    if (bytes[at] === QUOTE) {
      from = ++at;
      for (;;) {
        const byte = bytes[at]!;
        if (at >= end) {
          if (!final) return undefined;
          throw openQuote(file, opened, fields.length + 1);
        }
        if (byte === QUOTE) {
          if (at + 1 >= end && !final) return undefined;
          if (bytes[at + 1] !== QUOTE) break;
          at++;
        } else if (byte === LF || (byte === CR && bytes[at + 1] !== LF)) lines++;
        at++;
      }
      source = new Uint8Array(at - from);
      to = unquote(bytes, from, at, source);
      from = 0;
      at++;
      while ((bytes[at] === SPACE || bytes[at] === TAB) && bytes[at] !== delimiter) at++;
      const byte = bytes[at]!;
      if (byte !== delimiter && byte !== LF && byte !== CR && byte !== END) {
        throw textAfterQuote(file, opened, fields.length + 1);
      }
    } else {
      while (bytes[at] !== delimiter && bytes[at] !== LF && bytes[at] !== CR && bytes[at] !== END) at++;
      to = at;
    }
    if (at >= end && !final) return undefined;
    try {
      fields.push(textOf(source, from, to));
    } catch {
      throw noUtf8(
        new TextDecoder().decode(source.subarray(from, Math.min(to, from + 40))),
        file,
        opened,
        fields.length + 1,
      );
    }
    const byte = bytes[at]!;
    if (byte === delimiter) {
      at++;
      continue;
    }
    if (byte === CR) {
      if (at + 1 >= end && !final) return undefined;
      at += bytes[at + 1] === LF ? 2 : 1;
      return { fields, next: at, line: lines + 1 };
    }
    return { fields, next: byte === LF ? at + 1 : at, line: byte === LF ? lines + 1 : lines };
  }
};

/** Where the line that begins at `start` ends: behind its line end; -1 when the window ends before. */
export const endOfLine = ({ bytes, end, final }: Window, start: number): number => {
  let at = start;
  while (at < end && bytes[at] !== LF && bytes[at] !== CR) at++;
  if (at >= end) return final ? end : -1;
  if (bytes[at] === LF) return at + 1;
  if (at + 1 >= end && !final) return -1;
  return bytes[at + 1] === LF ? at + 2 : at + 1;
};

/** Is this line nothing but spaces (and tabs, where they separate nothing)? Gives its end, or -1. */
export const endOfBlank = (window: Window, start: number, delimiter: number): number => {
  const { bytes, end } = window;
  let at = start;
  while (at < end && (bytes[at] === SPACE || (bytes[at] === TAB && delimiter !== TAB))) at++;
  if (at < end && bytes[at] !== LF && bytes[at] !== CR) return -1;
  return endOfLine(window, at);
};

/** Does a comment begin here? */
export const isComment = (bytes: Uint8Array, at: number, comment: Uint8Array | undefined): boolean => {
  if (comment === undefined) return false;
  for (let i = 0; i < comment.length; i++) if (bytes[at + i] !== comment[i]) return false;
  return true;
};
