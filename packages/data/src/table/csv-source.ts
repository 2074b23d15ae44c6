import { DataError } from "../errors";
import { type Asker, answerOf, baseName, piecesOf, unbroken, unreadableFile, whereIs } from "../read/reach";
import type { Pieces } from "./csv/chunks";

/**
 * What `readCsv` reads. A string with a line break is CSV text; any other string is a path or an address
 * (`https:`, `file:`, `data:`, `blob:`; in a browser also a relative one). Bytes are decoded. Files, addresses,
 * blobs and streams are read piece by piece, so that they may be larger than the memory that the table needs.
 *
 * @example
 * ```ts
 * await readCsv("a,b\n1,2\n");
 * await readCsv(new URL("https://example.org/iris.csv"));
 * await readCsv(process.stdin, { name: "standard input" });
 * await readCsv({ text: "a", name: "one line only" });
 * ```
 */
export type CsvSource =
  | string
  | URL
  | Uint8Array
  | ArrayBuffer
  | Blob
  | ReadableStream<Uint8Array | string>
  | AsyncIterable<Uint8Array | string>
  | Iterable<Uint8Array | string>
  | {
      /** CSV text, also when it is a single line. */
      text: string;
      /** What messages call it; default "CSV text". */
      name?: string;
    };

/** A source that can be read from its beginning, once or again and again. */
export interface OpenSource {
  readonly name: string;
  /** Does every call of `pieces` begin anew? */
  readonly again: boolean;
  pieces(): Pieces;
}

const pieceLength = 1 << 20;
const asker: Asker = {
  who: "readCsv",
  what: "CSV",
  hint: " (CSV given as text needs a line break, or { text })",
};

/** Lets the event loop run between pieces of work that wait for nothing. */
export const turn = (): Promise<void> =>
  new Promise((resolve) => {
    if (typeof setImmediate === "function") setImmediate(resolve);
    else setTimeout(resolve, 0);
  });

async function* slices<T extends { length: number }>(
  whole: T,
  slice: (from: number, to: number) => Uint8Array | string,
): AsyncGenerator<Uint8Array | string> {
  for (let from = 0; from < whole.length; from += pieceLength) {
    if (from > 0) await turn();
    yield slice(from, from + pieceLength);
  }
}

const ofText = (text: string, name: string): OpenSource => ({
  name,
  again: true,
  pieces: () => slices(text, (from, to) => text.slice(from, to)),
});

const ofBytes = (bytes: Uint8Array, name: string): OpenSource => ({
  name,
  again: true,
  pieces: () => slices(bytes, (from, to) => bytes.subarray(from, to)),
});

const ofStream = (stream: ReadableStream<Uint8Array | string>, name: string): OpenSource => ({
  name,
  again: false,
  pieces: () => unbroken(piecesOf(stream), asker, name),
});

async function* filePieces(path: string | URL): AsyncGenerator<Uint8Array> {
  const { open } = await import("node:fs/promises");
  let file: Awaited<ReturnType<typeof open>> | undefined;
  try {
    file = await open(path);
    const buffer = new Uint8Array(pieceLength);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } catch (error) {
    throw (error as { syscall?: unknown }).syscall === undefined ? error : unreadableFile(asker, path, error);
  } finally {
    await file?.close();
  }
}

// A pipe is a path too, but gives its bytes only once.
const ofPath = async (path: string | URL, name: string): Promise<OpenSource> => {
  const { stat } = await import("node:fs/promises");
  try {
    return { name, again: (await stat(path)).isFile(), pieces: () => filePieces(path) };
  } catch (error) {
    throw unreadableFile(asker, path, error);
  }
};

const ofString = async (source: string): Promise<OpenSource> => {
  if (/[\r\n]/.test(source)) return ofText(source, "CSV text");
  if (source === "") {
    throw new DataError("readCsv: expected a path, an address or CSV text, received an empty string");
  }
  const name = baseName(source);
  const where = whereIs(source);
  if ("path" in where) return ofPath(where.path, name);
  const body = await answerOf(where.address, asker);
  return body === null ? ofText("", name) : ofStream(body, name);
};

const has = (source: object, key: PropertyKey): boolean =>
  typeof (source as Record<PropertyKey, unknown>)[key] === "function";

/** Opens a source; nothing is read of it before `pieces` is called, except from the network. */
export const openSource = async (source: CsvSource): Promise<OpenSource> => {
  if (typeof source === "string") return ofString(source);
  if (source instanceof URL) return ofString(source.href);
  if (source instanceof Uint8Array) return ofBytes(source, "CSV bytes");
  if (source instanceof ArrayBuffer) return ofBytes(new Uint8Array(source), "CSV bytes");
  if (typeof Blob !== "undefined" && source instanceof Blob) {
    const named = (source as Blob & { name?: unknown }).name;
    const name = typeof named === "string" ? named : "CSV bytes";
    return { name, again: true, pieces: () => unbroken(piecesOf(source.stream()), asker, name) };
  }
  if (typeof source === "object" && source !== null) {
    if (has(source, "getReader")) {
      const stream = source as ReadableStream<Uint8Array | string>;
      if (stream.locked) {
        throw new DataError(
          "readCsv: expected a stream that nobody reads yet, received a locked one; give it unread",
        );
      }
      return ofStream(stream, "CSV stream");
    }
    if (has(source, Symbol.asyncIterator)) {
      const pieces = source as AsyncIterable<Uint8Array | string>;
      return { name: "CSV stream", again: false, pieces: () => unbroken(pieces, asker, "CSV stream") };
    }
    if (has(source, Symbol.iterator)) {
      const pieces = source as Iterable<Uint8Array | string>;
      return {
        name: "CSV pieces",
        again: false,
        pieces: async function* () {
          yield* pieces;
        },
      };
    }
    if (typeof (source as { text?: unknown }).text === "string") {
      const { text, name } = source as { text: string; name?: string };
      return ofText(text, name ?? "CSV text");
    }
  }
  throw new DataError(
    `readCsv: expected a path, an address, CSV text, bytes, a Blob, a stream or { text }, received ${source === null ? "null" : typeof source}`,
  );
};
