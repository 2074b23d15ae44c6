import { DataError } from "../errors";
import type { Budget } from "./budget";
import { piecesOf } from "./reach";

/** Do these bytes start as gzip does? */
export const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** Unpacks pieces of gzip, as the platform does it. */
export async function* gunzipPieces(
  pieces: AsyncIterable<Uint8Array>,
  name: string,
  budget: Budget,
): AsyncGenerator<Uint8Array> {
  const stream = new DecompressionStream("gzip");
  const writer = stream.writable.getWriter();
  // Errors of the writing side come out of the reading side too.
  const feeding = (async () => {
    try {
      for await (const piece of pieces) await writer.write(piece as Uint8Array<ArrayBuffer>);
      await writer.close();
    } catch (error) {
      await writer.abort(error).catch(() => {});
      throw error;
    }
  })();
  feeding.catch(() => {});
  try {
    for await (const value of piecesOf(stream.readable)) {
      budget.take(value.length, "unpacked gzip");
      yield value;
    }
    await feeding;
  } catch (error) {
    if (error instanceof DataError) throw error;
    throw new DataError(
      `${name}: expected whole gzip data, received bytes that do not unpack (${(error as Error).message}); the file is damaged or was cut, get it again`,
    );
  }
}
