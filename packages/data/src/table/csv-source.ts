import { CsvError, DataError } from "../errors";

/**
 * What `readCsv` reads. A string with a line break is CSV text; any other string is a path or an address
 * (`https:`, `file:`, `data:`, `blob:`; in a browser also a relative one). Bytes are decoded.
 *
 * @example
 * ```ts
 * await readCsv("a,b\n1,2\n");
 * await readCsv(new URL("https://example.org/iris.csv"));
 * await readCsv({ text: "a", name: "one line only" });
 * ```
 */
export type CsvSource =
  | string
  | URL
  | Uint8Array
  | ArrayBuffer
  | Blob
  | {
      /** CSV text, also when it is a single line. */
      text: string;
      /** What messages call it; default "CSV text". */
      name?: string;
    };

const inNode = (): boolean => typeof process !== "undefined" && process.versions?.node !== undefined;

const readPath = async (path: string | URL): Promise<Uint8Array> => {
  const { readFile } = await import("node:fs/promises");
  try {
    return await readFile(path);
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    const why =
      code === "ENOENT"
        ? "there is no such file; check the path (CSV given as text needs a line break, or { text })"
        : code === "EISDIR"
          ? "this is a folder; give a file in it"
          : code === "EACCES"
            ? "reading it is not permitted; check its permissions"
            : message;
    throw new DataError(`readCsv: expected a readable CSV file, received "${String(path)}": ${why}`);
  }
};

const readAddress = async (address: string): Promise<Uint8Array> => {
  let response: Response;
  try {
    response = await fetch(address);
  } catch (error) {
    throw new DataError(
      `readCsv: expected a CSV file at ${address}, received no answer (${(error as Error).message}); check the address and the network`,
    );
  }
  if (!response.ok) {
    throw new DataError(
      `readCsv: expected a CSV file at ${address}, received status ${response.status} ${response.statusText}; check the address`,
    );
  }
  return new Uint8Array(await response.arrayBuffer());
};

const decode = (bytes: Uint8Array, encoding: string | undefined, name: string): string => {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : undefined;
  const label = encoding ?? utf16 ?? "utf-8";
  let decoder: TextDecoder;
  try {
    decoder = new TextDecoder(label, { fatal: true });
  } catch {
    throw new DataError(
      `readCsv: expected an encoding such as "utf-8", "windows-1252" or "utf-16le", received "${label}"`,
    );
  }
  try {
    return decoder.decode(bytes);
  } catch {
    throw new CsvError(
      `expected ${label} text, received bytes that are none; save the file as UTF-8 or pass its { encoding }, such as "windows-1252"`,
      { file: name },
    );
  }
};

/** The text of a source and what to call it. */
export const loadText = async (
  source: CsvSource,
  encoding: string | undefined,
): Promise<{ text: string; name: string }> => {
  const bytes = (data: Uint8Array, name: string): { text: string; name: string } => ({
    text: decode(data, encoding, name),
    name,
  });
  if (typeof source === "string") {
    if (/[\r\n]/.test(source)) return { text: source, name: "CSV text" };
    if (source === "") {
      throw new DataError("readCsv: expected a path, an address or CSV text, received an empty string");
    }
    const name = source.startsWith("data:") ? "data address" : (source.split(/[\\/]/).pop() ?? source);
    if (/^file:/i.test(source)) return bytes(await readPath(new URL(source)), name);
    const address = /^(https?|data|blob):/i.test(source);
    return bytes(address || !inNode() ? await readAddress(source) : await readPath(source), name);
  }
  if (source instanceof URL) return loadText(source.href, encoding);
  if (source instanceof Uint8Array) return bytes(source, "CSV bytes");
  if (source instanceof ArrayBuffer) return bytes(new Uint8Array(source), "CSV bytes");
  if (typeof Blob !== "undefined" && source instanceof Blob) {
    const named = (source as Blob & { name?: unknown }).name;
    return bytes(new Uint8Array(await source.arrayBuffer()), typeof named === "string" ? named : "CSV bytes");
  }
  if (
    typeof source === "object" &&
    source !== null &&
    typeof (source as { text?: unknown }).text === "string"
  ) {
    const { text, name } = source as { text: string; name?: string };
    return { text, name: name ?? "CSV text" };
  }
  throw new DataError(
    `readCsv: expected a path, an address, CSV text, bytes, a Blob or { text }, received ${source === null ? "null" : typeof source}`,
  );
};
