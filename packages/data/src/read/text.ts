import { JsonError } from "../errors";
import { openBudget } from "./budget";
import { gunzipPieces, isGzip } from "./gunzip";
import { type Asker, once } from "./reach";
import { openPieces, type TextSource } from "./source";

/** Text piece by piece, and what to call its source. */
export interface Texts {
  readonly texts: AsyncIterable<string>;
  readonly name: string;
}

// What packed text may unpack to when nobody says, in bytes.
const unpackedText = 2 ** 30;

async function* chain(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  for (;;) {
    const { done, value } = await rest.next();
    if (done === true) return;
    yield value;
  }
}

async function* decoded(
  pieces: AsyncIterable<Uint8Array>,
  name: string,
  who: string,
  maxBytes: number | undefined,
): AsyncGenerator<string> {
  const rest = pieces[Symbol.asyncIterator]();
  const start = await rest.next();
  if (start.done === true) return;
  let all: AsyncIterable<Uint8Array> = chain(start.value, rest);
  if (isGzip(start.value)) all = gunzipPieces(all, name, openBudget(who, name, 0, maxBytes ?? unpackedText));
  let decoder: TextDecoder | undefined;
  const decode = (bytes?: Uint8Array): string => {
    const utf16 = bytes?.[0] === 0xff && bytes[1] === 0xfe;
    decoder ??= new TextDecoder(utf16 ? "utf-16le" : "utf-8", { fatal: true });
    try {
      return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
    } catch {
      throw new JsonError("expected UTF-8 text, received bytes that are none; save the file as UTF-8", {
        file: name,
      });
    }
  };
  for await (const piece of all) yield decode(piece);
  if (decoder !== undefined) yield decode();
}

/**
 * The text of a source, piece by piece. `isText` tells which strings are the text itself, not its address.
 * Gzip is unpacked, to 1 GiB or `maxBytes`.
 */
export const openTexts = (
  source: TextSource,
  asker: Asker,
  isText: (source: string) => boolean,
  maxBytes?: number,
): Texts => {
  const named = `${asker.what} text`;
  if (typeof source === "string" && isText(source)) return { texts: once(source), name: named };
  const given = source as { text?: unknown; name?: string } | null;
  if (typeof given === "object" && typeof given?.text === "string") {
    return { texts: once(given.text), name: given.name ?? named };
  }
  const { pieces, name } = openPieces(source as Exclude<TextSource, { text: string }>, asker);
  return { texts: decoded(pieces, name, asker.who, maxBytes), name };
};
