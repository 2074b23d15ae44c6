import { DataError } from "../errors";
import { type Asker, answerOf, baseName, once, piecesOf, unbroken, unreadableFile, whereIs } from "./reach";

/**
 * Where the readers take bytes from: a path (Node) or an address (`https:`, `file:`, `data:`, `blob:`; in a
 * browser also a relative one), bytes, a Blob or File, or a stream of bytes (also of Node, such as
 * `process.stdin`), which is used up.
 *
 * @example
 * ```ts
 * const source: BinarySource = new URL("https://example.org/iris.parquet");
 * ```
 */
export type BinarySource =
  | string
  | URL
  | Uint8Array
  | ArrayBuffer
  | Blob
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array>;

/**
 * Where the readers of text formats take it from: what {@link BinarySource} allows, or the text itself.
 *
 * @example
 * ```ts
 * const source: TextSource = { text: '[{"a": 1}]', name: "answer of the server" };
 * ```
 */
export type TextSource =
  | BinarySource
  | {
      /** The text. */
      text: string;
      /** What messages call it; default the format with "text", such as "JSON text". */
      name?: string;
    };

/** Bytes piece by piece, and what to call their source. */
export interface Pieces {
  readonly pieces: AsyncIterable<Uint8Array>;
  readonly name: string;
}

async function* fromPath(path: string | URL, asker: Asker): AsyncGenerator<Uint8Array> {
  const { createReadStream } = await import("node:fs");
  try {
    for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) yield piece as Uint8Array;
  } catch (error) {
    throw unreadableFile(asker, path, error);
  }
}

async function* onlyBytes(
  pieces: AsyncIterable<Uint8Array>,
  asker: Asker,
  name: string,
): AsyncGenerator<Uint8Array> {
  for await (const piece of unbroken(pieces, asker, name)) {
    if (!(piece instanceof Uint8Array)) {
      throw new DataError(
        `${asker.who}: expected a stream of Uint8Array, received ${typeof piece} from ${name}; give it without an encoding`,
      );
    }
    yield piece;
  }
}

const fromStream = (
  stream: ReadableStream<Uint8Array>,
  asker: Asker,
  name: string,
): AsyncGenerator<Uint8Array> => onlyBytes(piecesOf(stream), asker, name);

async function* fromAddress(address: string, asker: Asker, name: string): AsyncGenerator<Uint8Array> {
  const body = await answerOf(address, asker);
  if (body !== null) yield* fromStream(body, asker, name);
}

/** The bytes of a source, piece by piece. */
export const openPieces = (source: BinarySource, asker: Asker): Pieces => {
  if (typeof source === "string") {
    if (source === "") {
      throw new DataError(`${asker.who}: expected a path or an address, received an empty string`);
    }
    const name = baseName(source);
    const where = whereIs(source);
    const pieces = "path" in where ? fromPath(where.path, asker) : fromAddress(where.address, asker, name);
    return { pieces, name };
  }
  if (source instanceof URL) return openPieces(source.href, asker);
  const bytesName = `${asker.what} bytes`;
  if (source instanceof Uint8Array) return { pieces: once(source), name: bytesName };
  if (source instanceof ArrayBuffer) return { pieces: once(new Uint8Array(source)), name: bytesName };
  if (typeof Blob !== "undefined" && source instanceof Blob) {
    const named = (source as Blob & { name?: unknown }).name;
    const name = typeof named === "string" ? named : bytesName;
    return { pieces: fromStream(source.stream() as ReadableStream<Uint8Array>, asker, name), name };
  }
  if (typeof source === "object" && source !== null) {
    const stream = source as ReadableStream<Uint8Array>;
    if (typeof stream.getReader === "function") {
      return { pieces: fromStream(stream, asker, bytesName), name: bytesName };
    }
    if (Symbol.asyncIterator in source) {
      return { pieces: onlyBytes(source, asker, bytesName), name: bytesName };
    }
  }
  throw new DataError(
    `${asker.who}: expected a path, an address, bytes, a Blob or a stream of bytes, received ${source === null ? "null" : typeof source}`,
  );
};

// A Buffer of Node is a Uint8Array of which slice() makes no copy; nobody should have to think of that.
const plainBytes = (bytes: Uint8Array): Uint8Array =>
  new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** All bytes of pieces, as one array; a single piece is not copied. */
export const joinPieces = async (pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> => {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of pieces) {
    parts.push(part);
    length += part.length;
  }
  if (parts.length === 1) return plainBytes(parts[0]!);
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
};

/** All bytes of a source and what to call it. */
export const loadBytes = async (
  source: BinarySource,
  asker: Asker,
): Promise<{ bytes: Uint8Array; name: string }> => {
  const { pieces, name } = openPieces(source, asker);
  return { bytes: await joinPieces(pieces), name };
};
