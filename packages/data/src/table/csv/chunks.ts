import { CsvError, DataError } from "../../errors";
import { LF } from "./bytes";

/** Bytes or texts, one after another. */
export type Pieces = AsyncIterable<Uint8Array | string>;

const bomOf = (bytes: Uint8Array): { encoding: string; length: number } | undefined => {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: "utf-8", length: 3 };
  if (a === 0xff && b === 0xfe) return { encoding: "utf-16le", length: 2 };
  if (a === 0xfe && b === 0xff) return { encoding: "utf-16be", length: 2 };
  return undefined;
};

const join = (a: Uint8Array, b: Uint8Array): Uint8Array => {
  const joined = new Uint8Array(a.length + b.length);
  joined.set(a);
  joined.set(b, a.length);
  return joined;
};

const decoderOf = (label: string): TextDecoder => {
  try {
    return new TextDecoder(label, { fatal: true });
  } catch {
    throw new DataError(
      `readCsv: expected an encoding such as "utf-8", "windows-1252" or "utf-16le", received ${JSON.stringify(label)}`,
    );
  }
};

// A piece of text may end between the two halves of a character beyond the basic plane.
class Encoder {
  private half = "";
  private begun = false;
  private readonly encoder = new TextEncoder();

  encode(piece: string): Uint8Array {
    let text = this.half + piece;
    this.half = "";
    if (text !== "" && !this.begun) {
      this.begun = true;
      if (text.charCodeAt(0) === 0xfeff) text = text.slice(1);
    }
    if (text !== "" && (text.charCodeAt(text.length - 1) & 0xfc00) === 0xd800) {
      this.half = text.slice(-1);
      text = text.slice(0, -1);
    }
    return this.encoder.encode(text);
  }

  end(): Uint8Array {
    const { half } = this;
    this.half = "";
    return this.encoder.encode(half);
  }
}

/**
 * Pieces as bytes in UTF-8, without a byte order mark. Bytes that are UTF-8 already go through as they are, valid
 * or not.
 *
 * @throws CsvError for bytes that are not of the other encoding; DataError for an encoding that is unknown.
 */
export async function* utf8Chunks(
  pieces: Pieces,
  encoding: string | undefined,
  file: string,
): AsyncGenerator<Uint8Array, void> {
  const declared = encoding === undefined ? undefined : decoderOf(encoding).encoding;
  let decoder: TextDecoder | undefined;
  let begun: Uint8Array | undefined = new Uint8Array(0);
  const encoder = new Encoder();
  let line = 1;
  const refuse = (label: string): CsvError =>
    new CsvError(
      `expected ${label} text, received bytes that are none; save the file as UTF-8 or pass its { encoding }, such as "windows-1252"`,
      { file, line },
    );
  const decode = (bytes: Uint8Array | undefined): Uint8Array => {
    let text: string;
    try {
      text = bytes === undefined ? decoder!.decode() : decoder!.decode(bytes, { stream: true });
    } catch {
      throw refuse(decoder!.encoding);
    }
    const encoded = encoder.encode(text);
    for (let i = encoded.indexOf(LF); i >= 0; i = encoded.indexOf(LF, i + 1)) line++;
    return encoded;
  };
  const begin = (bytes: Uint8Array): Uint8Array => {
    const mark = bomOf(bytes);
    const label = declared ?? mark?.encoding ?? "utf-8";
    begun = undefined;
    if (label === "utf-8") return mark?.encoding === "utf-8" ? bytes.subarray(mark.length) : bytes;
    decoder = decoderOf(label);
    return decode(bytes);
  };
  for await (const piece of pieces) {
    if (typeof piece === "string") {
      yield encoder.encode(piece);
    } else if (!(piece instanceof Uint8Array)) {
      throw new DataError(
        `readCsv: expected a stream of bytes (Uint8Array) or texts, received a piece of type ${piece === null ? "null" : typeof piece}`,
      );
    } else if (begun === undefined) {
      yield decoder === undefined ? piece : decode(piece);
    } else {
      // Three bytes tell whether there is a byte order mark.
      const first: Uint8Array = begun.length === 0 ? piece : join(begun, piece);
      if (first.length >= 3) yield begin(first);
      else begun = Uint8Array.from(first);
    }
  }
  if (begun !== undefined && begun.length > 0) yield begin(begun);
  if (decoder !== undefined) yield decode(undefined);
  yield encoder.end();
}
