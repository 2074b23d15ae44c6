import { CsvError } from "../../errors";
import { lineEnds } from "./bytes";
import type { Pieces } from "./chunks";
import { utf8Chunks } from "./chunks";
import { type Head, readHead } from "./head";
import type { ReadCsvOptions } from "./options";
import type { Window } from "./records";
import type { Scanner } from "./scan";

const zeroByte = (bytes: Uint8Array, at: number, line: number, file: string): CsvError =>
  new CsvError(
    'expected text, received zero bytes; this looks like a binary file, export it as CSV (or, if it is text in UTF-16, pass { encoding: "utf-16le" } or "utf-16be")',
    { file, line: line + lineEnds(bytes, 0, at) },
  );

/** What is kept of a source between one piece and the next: the bytes after the last whole record. */
class Buffer {
  bytes = new Uint8Array(1 << 12);
  end = 0;

  /** Puts bytes behind those that are there, and a zero behind them. */
  append(chunk: Uint8Array): void {
    const end = this.end + chunk.length;
    if (end + 1 > this.bytes.length) {
      const more = new Uint8Array(Math.max(end + 1, Math.min(2 * this.bytes.length, end + (1 << 26))));
      more.set(this.bytes.subarray(0, this.end));
      this.bytes = more;
    }
    this.bytes.set(chunk, this.end);
    this.end = end;
    this.bytes[end] = 0;
  }

  /** Lets go of the first bytes. */
  drop(count: number): void {
    this.bytes.copyWithin(0, count, this.end);
    this.end -= count;
    this.bytes[this.end] = 0;
  }
}

/**
 * Reads a source once from its beginning to its end (or to as many rows as were asked for): its head, then all
 * records with the scanner that `begin` makes for the head.
 */
export const readPass = async (
  pieces: Pieces,
  options: ReadCsvOptions,
  file: string,
  comment: Uint8Array | undefined,
  begin: (head: Head) => Scanner,
): Promise<Scanner> => {
  const buffer = new Buffer();
  let scanner: Scanner | undefined;
  // A record that is longer than a piece is tried again only when the buffer has doubled.
  let tryAt = 0;
  const step = (final: boolean): void => {
    const window: Window = { bytes: buffer.bytes, end: buffer.end, final };
    let start = 0;
    if (scanner === undefined) {
      const head = readHead(window, options, file, comment);
      if (head === undefined) {
        tryAt = 2 * buffer.end;
        return;
      }
      scanner = begin(head);
      start = head.next;
    }
    const next = scanner.scan(window, start);
    buffer.drop(next);
    tryAt = next === 0 ? 2 * buffer.end : 0;
  };
  for await (const chunk of utf8Chunks(pieces, options.encoding, file)) {
    if (chunk.length === 0) continue;
    const zero = chunk.indexOf(0);
    if (zero >= 0) {
      const line = (scanner?.line ?? 1) + lineEnds(buffer.bytes, 0, buffer.end);
      throw zeroByte(chunk, zero, line, file);
    }
    buffer.append(chunk);
    if (buffer.end < tryAt) continue;
    step(false);
    if (scanner?.full === true) return scanner;
  }
  step(true);
  return scanner!;
};
