import { CsvError } from "../../errors";
import { count, listNames } from "../../wording";
import type { DatetimeReader } from "../datetime-format";
import { isoParts, parseIso } from "../datetime-iso";
import { CR, END, LF, looseText, QUOTE, SPACE, TAB, textOf, trimEnd, trimStart } from "./bytes";
import { Dictionary } from "./dictionary";
import { isoBytes } from "./iso-bytes";
import { declaredNumber, quantityOf } from "./numbers";
import {
  endOfBlank,
  endOfLine,
  isComment,
  noUtf8,
  openQuote,
  readRecord,
  textAfterQuote,
  unquote,
  type Window,
} from "./records";
import { type NumberForm, scanNumber } from "./scan-number";
import { type ColumnStore, Mode, nextBlock } from "./store";

/** How fields are read. */
export interface ScanSettings {
  readonly file: string;
  readonly names: readonly string[];
  /** One for each name. */
  readonly stores: readonly ColumnStore[];
  readonly delimiter: number;
  readonly decimal: string;
  /** A plain number of a text. */
  readonly plain: (text: string) => string;
  readonly missing: ReadonlySet<string>;
  readonly comment: Uint8Array | undefined;
  readonly trim: boolean;
  readonly ragged: "error" | "fill" | "skip";
  readonly maxRows: number;
  /** What declared columns of moments want. */
  readonly readers: ReadonlyMap<string, { readonly read: DatetimeReader; readonly form: string }>;
}

const refusal = 'mend the value, add it to { missing }, or declare the column "nominal"';

/**
 * Reads records from bytes straight into typed columns. A window may end anywhere: what comes after its last
 * whole record is read again with what follows.
 */
export class Scanner {
  /** How many rows were read. */
  rows = 0;
  /** The line on which the next record begins. */
  line: number;
  /** How many records were filled up or left out, and the line of the first. */
  raggedCount = 0;
  raggedLine = 0;
  private readonly settings: ScanSettings;
  private readonly modes: Uint8Array;
  private readonly numbers: Float64Array[];
  private readonly codes: Int32Array[];
  private block = 0;
  private inBlock = 0;
  private readonly form: NumberForm;
  private readonly longestMissing: number;
  private scratch = new Uint8Array(1024);

  constructor(settings: ScanSettings, line: number) {
    this.settings = settings;
    this.line = line;
    const { stores, missing, plain } = settings;
    this.modes = Uint8Array.from(stores, ({ mode }) => mode);
    this.numbers = stores.map(() => new Float64Array(0));
    this.codes = stores.map(() => new Int32Array(0));
    this.longestMissing = Math.max(0, ...[...missing].map((text) => 3 * text.length));
    const mark = settings.decimal.charCodeAt(0);
    this.form = {
      delimiter: settings.delimiter,
      decimal: mark < 128 ? mark : -1,
      emptyIsMissing: missing.has(""),
      missingNumbers: new Set(
        [...missing]
          .map((text) => Number(plain(text) === "" ? "x" : plain(text)))
          .filter((value) => !Number.isNaN(value)),
      ),
    };
    this.block = nextBlock(0);
    for (let j = 0; j < stores.length; j++) this.open(j);
  }

  /** Whether as many rows were read as were asked for. */
  get full(): boolean {
    return this.rows >= this.settings.maxRows;
  }

  // A new block for column j, of the kind that its mode writes.
  private open(j: number): void {
    const mode = this.modes[j]!;
    const store = this.settings.stores[j]!;
    if (mode === Mode.text) {
      this.codes[j] = new Int32Array(this.block);
      store.codes.push(this.codes[j]!);
    } else if (mode !== Mode.skip && mode !== Mode.open) {
      this.numbers[j] = new Float64Array(this.block);
      store.numbers.push(this.numbers[j]!);
    }
  }

  // The first value of a column decides how it is read; all rows before were missing.
  private decide(j: number, mode: number): void {
    const store = this.settings.stores[j]!;
    this.modes[j] = mode;
    store.mode = mode;
    const before = this.rows - this.inBlock;
    if (mode === Mode.text) {
      if (before > 0) store.codes.push(new Int32Array(before).fill(-1));
    } else if (before > 0) store.numbers.push(new Float64Array(before).fill(Number.NaN));
    this.open(j);
    if (mode === Mode.text) this.codes[j]!.fill(-1, 0, this.inBlock);
    else this.numbers[j]!.fill(Number.NaN, 0, this.inBlock);
  }

  private giveUp(j: number, line: number): void {
    this.settings.stores[j]!.giveUp(line);
    this.modes[j] = Mode.skip;
  }

  private isMissing(bytes: Uint8Array, from: number, to: number): boolean {
    if (from === to) return this.form.emptyIsMissing;
    if (to - from > this.longestMissing) return false;
    try {
      return this.settings.missing.has(textOf(bytes, from, to));
    } catch {
      return false;
    }
  }

  private place(line: number, j: number): { file: string; line: number; column: string | number } {
    return { file: this.settings.file, line, column: this.settings.names[j] ?? j + 1 };
  }

  private text(bytes: Uint8Array, from: number, to: number, line: number, j: number): string {
    try {
      return textOf(bytes, from, to);
    } catch {
      const { file, column } = this.place(line, j);
      throw noUtf8(looseText(bytes, from, to), file, line, column);
    }
  }

  /** Takes a field that the short ways did not take: from trimmed bytes into the column. */
  private take(j: number, bytes: Uint8Array, start: number, stop: number, hash: number, line: number): void {
    const { settings } = this;
    let from = start;
    let to = stop;
    let mode = this.modes[j]!;
    let key = hash;
    if (settings.trim && from < to) {
      const [first, last] = [bytes[from]!, bytes[to - 1]!];
      if (first <= SPACE || last <= SPACE || first >= 0xc2 || last >= 0x80) {
        from = trimStart(bytes, from, to);
        to = trimEnd(bytes, from, to);
        if (from !== start || to !== stop) key = Dictionary.hash(bytes, from, to);
      }
    }
    const store = settings.stores[j]!;
    if (mode !== Mode.text && this.isMissing(bytes, from, to)) {
      if (mode !== Mode.open) this.numbers[j]![this.inBlock] = Number.NaN;
      return;
    }
    if (mode === Mode.open) {
      const text = this.text(bytes, from, to, line, j);
      mode = !Number.isNaN(quantityOf(settings.plain(text)))
        ? Mode.number
        : !Number.isNaN(parseIso(text))
          ? Mode.datetime
          : Mode.text;
      this.decide(j, mode);
      key = Dictionary.hash(bytes, from, to);
    }
    if (mode === Mode.text) {
      const { dictionary } = store;
      const known = dictionary.size;
      const number = dictionary.numberOf(bytes, from, to, key, line);
      if (number === known) store.mark(number, this.isMissing(bytes, from, to));
      this.codes[j]![this.inBlock] = store.missing[number] === 1 ? -1 : number;
      return;
    }
    if (mode === Mode.number) {
      const plain = settings.plain(this.text(bytes, from, to, line, j));
      const value = quantityOf(plain);
      if (Number.isNaN(value)) {
        this.giveUp(j, line);
        return;
      }
      if (/[.eE]/.test(plain)) store.fractional = true;
      this.numbers[j]![this.inBlock] = value;
      return;
    }
    if (mode === Mode.datetime) {
      let value = isoBytes(bytes, from, to);
      if (Number.isNaN(value)) value = parseIso(this.text(bytes, from, to, line, j));
      if (Number.isNaN(value)) {
        this.giveUp(j, line);
        return;
      }
      if (to - from > 10) {
        store.timed = true;
        const zoned = bytes[to - 1] === 90 || isoParts(this.text(bytes, from, to, line, j)).zoned;
        if (zoned) store.zoned = true;
        else store.bare = true;
      }
      this.numbers[j]![this.inBlock] = value;
      return;
    }
    this.numbers[j]![this.inBlock] = this.declared(j, this.text(bytes, from, to, line, j), mode, line);
  }

  private declared(j: number, text: string, mode: number, line: number): number {
    const { settings } = this;
    const { name } = settings.stores[j]!;
    if (mode === Mode.declaredNumber || mode === Mode.declaredInteger) {
      const integer = mode === Mode.declaredInteger;
      const value = declaredNumber(settings.plain(text), integer);
      if (!Number.isNaN(value)) return value;
      throw new CsvError(
        `expected a ${integer ? "whole number" : "number"}, received ${JSON.stringify(text)}; ${refusal}`,
        this.place(line, j),
      );
    }
    const { read, form } = settings.readers.get(name)!;
    const value = read(text);
    if (!Number.isNaN(value)) return value;
    throw new CsvError(
      `expected a date-time ${form}, received ${JSON.stringify(text)}; ` +
        'mend the value, add it to { missing }, or declare its form, as { kind: "datetime", format: "dd/MM/yyyy" }',
      this.place(line, j),
    );
  }

  private raggedError(received: number, line: number): CsvError {
    const { names, file } = this.settings;
    const few = received < names.length;
    return new CsvError(
      `expected ${count(names.length, "field")} (${listNames(names, 6)}), received ${received}; ` +
        (few
          ? 'add the missing fields, leaving a value that is not known empty, or pass { ragged: "fill" }'
          : 'quote a field that contains the delimiter, or drop the surplus field, or pass { ragged: "skip" }'),
      { file, line, column: few ? names[received]! : names.length + 1 },
    );
  }

  private noteRagged(line: number): void {
    if (this.raggedCount++ === 0) this.raggedLine = line;
  }

  private finishRow(): void {
    this.rows++;
    if (++this.inBlock < this.block) return;
    this.inBlock = 0;
    this.block = nextBlock(this.rows);
    for (let j = 0; j < this.modes.length; j++) this.open(j);
  }

  /** Reads the whole records of a window from `start` on; gives where the first one begins that is not read. */
  scan(window: Window, start: number): number {
    const { bytes, end, final } = window;
    const { delimiter, comment, ragged, file, names, maxRows } = this.settings;
    const { modes, numbers, codes, form } = this;
    const width = names.length;
    const commentByte = comment?.[0] ?? -1;
    const tabs = delimiter === TAB;
    const stores = this.settings.stores;
    let pos = start;

    while (pos < end && this.rows < maxRows) {
      const first = bytes[pos]!;
      if (first === LF) {
        this.line++;
        pos++;
        continue;
      }
      if (first <= SPACE && (first === CR || first === SPACE || (first === TAB && !tabs))) {
        const next = endOfBlank(window, pos, delimiter);
        if (next >= 0) {
          this.line++;
          pos = next;
          continue;
        }
      }
      if (first === commentByte && isComment(bytes, pos, comment)) {
        const next = endOfLine(window, pos);
        if (next < 0) return pos;
        this.line++;
        pos = next;
        continue;
      }
      if (ragged === "skip") {
        const record = readRecord(window, pos, this.line, delimiter, file);
        if (record === undefined) return pos;
        if (record.fields.length !== width) {
          this.noteRagged(this.line);
          this.line = record.line;
          pos = record.next;
          continue;
        }
      }

      const row = this.inBlock;
      let line = this.line;
      let at = pos;
      let j = 0;
      let byte = 0;
      for (;;) {
        const mode = j < width ? modes[j]! : Mode.skip;
        const opened = line;
        byte = bytes[at]!;
        if (mode === Mode.number || mode === Mode.declaredNumber || mode === Mode.declaredInteger) {
          const after = scanNumber(form, bytes, at, end, stores[j]!, numbers[j]!, row);
          if (after >= 0) {
            at = after;
            byte = bytes[at]!;
            j++;
            if (byte !== delimiter) break;
            at++;
            continue;
          }
        }

        let from = at;
        let to: number;
        let source = bytes;
        let hash = 0;
        byte = bytes[at]!;
        if (byte === QUOTE) {
          from = ++at;
          let plain = true;
          for (;;) {
            byte = bytes[at]!;
            if (byte === QUOTE) {
              if (at + 1 >= end && !final) return pos;
              if (bytes[at + 1] !== QUOTE) break;
              plain = false;
              at++;
            } else if (byte === LF) line++;
            else if (byte === CR) {
              plain = false;
              if (bytes[at + 1] !== LF) line++;
            } else if (byte === END) {
              if (!final) return pos;
              throw openQuote(file, opened, j + 1);
            }
            at++;
          }
          to = at++;
          if (!plain && mode !== Mode.skip) {
            if (to - from > this.scratch.length) this.scratch = new Uint8Array(2 * (to - from));
            to = unquote(bytes, from, to, this.scratch);
            source = this.scratch;
            from = 0;
          }
          byte = bytes[at]!;
          while (byte === SPACE || (byte === TAB && !tabs)) byte = bytes[++at]!;
          if (byte !== delimiter && byte !== LF && byte !== CR && byte !== END) {
            throw textAfterQuote(file, opened, j + 1);
          }
          if (mode === Mode.text) hash = Dictionary.hash(source, from, to);
        } else if (mode === Mode.text) {
          while (byte !== delimiter && byte !== LF && byte !== CR && byte !== END) {
            hash = Math.imul(hash, 31) + byte;
            byte = bytes[++at]!;
          }
          to = at;
        } else {
          while (byte !== delimiter && byte !== LF && byte !== CR && byte !== END) byte = bytes[++at]!;
          to = at;
        }
        // Only with its end in sight is a field known to be whole.
        if (byte === END && !final) return pos;
        if (mode !== Mode.skip) {
          try {
            this.take(j, source, from, to, hash | 0, opened);
          } catch (error) {
            throw this.better(error, window, pos);
          }
        }
        j++;
        if (byte !== delimiter) break;
        at++;
      }
      // "\r" at the end of a window may be half of a line end.
      if (byte === CR) {
        if (at + 1 >= end && !final) return pos;
        if (bytes[at + 1] === LF) at++;
      }
      if (j !== width) {
        if (ragged !== "fill" || j > width) throw this.raggedError(j, this.line);
        this.noteRagged(this.line);
        for (; j < width; j++) {
          if (modes[j] === Mode.text) codes[j]![row] = -1;
          else if (modes[j] !== Mode.skip && modes[j] !== Mode.open) numbers[j]![row] = Number.NaN;
        }
      }
      this.line = byte === END ? line : line + 1;
      pos = byte === END ? at : at + 1;
      this.finishRow();
    }
    return pos;
  }

  // A record that has too many or too few fields has its values in the wrong columns: that is the mistake to tell.
  private better(error: unknown, window: Window, start: number): unknown {
    const { delimiter, file, names } = this.settings;
    try {
      const record = readRecord(window, start, this.line, delimiter, file);
      if (record !== undefined && record.fields.length > names.length) {
        return this.raggedError(record.fields.length, this.line);
      }
      if (record !== undefined && record.fields.length < names.length && this.settings.ragged === "error") {
        return this.raggedError(record.fields.length, this.line);
      }
    } catch {
      // What is wrong with the rest of the record comes after this error.
    }
    return error;
  }
}
