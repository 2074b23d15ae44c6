import { DataError } from "../errors";

/** The reader that asks, and what it calls its format, for messages. */
export interface Asker {
  /** The function, such as "readJson". */
  readonly who: string;
  /** The format, such as "JSON". */
  readonly what: string;
  /** What else may be wrong when there is no file of that name; default nothing. */
  readonly hint?: string;
}

const inNode = (): boolean => typeof process !== "undefined" && process.versions?.node !== undefined;

/** The last part of a path or an address. */
export const baseName = (path: string): string =>
  path.startsWith("data:") ? "data address" : (path.split(/[\\/]/).pop() ?? path);

/** What a string or an address leads to: a file (Node only), or something to fetch. */
export const whereIs = (source: string): { readonly path: string | URL } | { readonly address: string } => {
  if (!inNode() || /^(https?|data|blob):/i.test(source)) return { address: source };
  return { path: /^file:/i.test(source) ? new URL(source) : source };
};

/** The error for a file that cannot be read. */
export const unreadableFile = (asker: Asker, path: string | URL, error: unknown): DataError => {
  const { code, message } = error as { code?: string; message: string };
  const why =
    code === "ENOENT"
      ? `there is no such file; check the path${asker.hint ?? ""}`
      : code === "EISDIR"
        ? "this is a folder; give a file in it"
        : code === "EACCES"
          ? "reading it is not permitted; check its permissions"
          : message;
  return new DataError(
    `${asker.who}: expected a readable ${asker.what} file, received "${String(path)}": ${why}`,
  );
};

/** What an address answers; throws a DataError when it does not. */
export const answerOf = async (address: string, asker: Asker): Promise<ReadableStream<Uint8Array> | null> => {
  const wanted = `${asker.who}: expected a ${asker.what} file at ${address.slice(0, 200)}`;
  let response: Response;
  try {
    response = await fetch(address);
  } catch (error) {
    throw new DataError(
      `${wanted}, received no answer (${(error as Error).message}); check the address and the network`,
    );
  }
  if (!response.ok) {
    throw new DataError(
      `${wanted}, received status ${response.status} ${response.statusText}; check the address`,
    );
  }
  return response.body;
};

/** The pieces of a stream, which is let go of at the end, or before when nobody wants more. */
export async function* piecesOf<T>(stream: ReadableStream<T>): AsyncGenerator<T> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

/** The same pieces; when they break off, the error says of what. */
export async function* unbroken<T>(pieces: AsyncIterable<T>, asker: Asker, name: string): AsyncGenerator<T> {
  try {
    yield* pieces;
  } catch (error) {
    if (error instanceof DataError) throw error;
    throw new DataError(
      `${asker.who}: expected the whole ${asker.what} of ${name}, received a broken stream (${(error as Error).message}); try again`,
    );
  }
}

/** One piece that is there already. */
export async function* once<T>(piece: T): AsyncGenerator<T> {
  yield piece;
}
