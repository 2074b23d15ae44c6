import { DataError } from "../errors";

/**
 * Writes a file so that it appears whole or not at all: under a temporary name beside it, then renamed.
 * Parts are written as they come.
 */
export const writeWhole = async (
  path: string,
  parts: Iterable<string | Uint8Array>,
  who: string,
  example: string,
): Promise<void> => {
  if (typeof path !== "string" || path === "") {
    throw new DataError(
      `${who}: expected the path of a file, such as "${example}", received ${JSON.stringify(path)}`,
    );
  }
  const { open, rename, rm } = await import("node:fs/promises");
  const temporary = `${path}.${crypto.randomUUID()}.tmp`;
  try {
    const file = await open(temporary, "wx");
    try {
      for (const part of parts) await file.writeFile(part);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    if (error instanceof DataError) throw error;
    throw new DataError(
      `${who}: expected to write ${path}, received ${(error as Error).message}; choose a folder that exists, is writable and has room`,
    );
  }
};

/** Joins small texts, so that a file is not written row by row. */
export function* inPieces(parts: Iterable<string>): Generator<string> {
  let piece: string[] = [];
  let length = 0;
  for (const part of parts) {
    piece.push(part);
    length += part.length;
    if (length < 1 << 20) continue;
    yield piece.join("");
    piece = [];
    length = 0;
  }
  yield piece.join("");
}
