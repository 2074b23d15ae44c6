import { isNode, splitScheme } from "./environment";

const KINDS =
  '"model.keras" in Node, "indexeddb://name.keras", "opfs://folder/name.keras" or "download://name.keras"';

/**
 * Writes bytes to where a text says: a path (Node; a page gets a download), `indexeddb://name`, `opfs://path` or
 * `download://name`.
 *
 * @throws Error or TypeError that says where and why.
 */
export async function writePlace(where: string, place: string, bytes: Uint8Array): Promise<void> {
  const [scheme, rest] = splitScheme(place) ?? [isNode() ? "file" : "download", place];
  if (rest === "")
    throw new TypeError(
      `${where}: received ${JSON.stringify(place)}, expected a name in it, such as ${KINDS}`,
    );
  if (scheme === "file" && isNode()) {
    const { writeFileWhole } = await import("./node-files");
    return writeFileWhole(where, await nodePath(place), bytes);
  }
  if (scheme === "indexeddb" && "indexedDB" in globalThis) {
    const { writeIndexedDb } = await import("./indexed-db");
    return guard(where, place, writeIndexedDb(rest, bytes));
  }
  if (scheme === "opfs" && hasOpfs()) {
    const { writeOpfs } = await import("./opfs");
    return guard(where, place, writeOpfs(rest, bytes));
  }
  if (scheme === "download" && "document" in globalThis) {
    const { download } = await import("./download");
    return download(rest, bytes);
  }
  throw absent(where, place);
}

/**
 * Reads the bytes of a path (Node; a page fetches it), an address of the web, `indexeddb://name` or `opfs://path`.
 *
 * @throws Error or TypeError that says where and why.
 */
export async function readPlace(where: string, place: string): Promise<Uint8Array> {
  const [scheme, rest] = splitScheme(place) ?? [isNode() ? "file" : "fetch", place];
  if (scheme === "file" && isNode()) {
    const { readFileWhole } = await import("./node-files");
    return readFileWhole(where, await nodePath(place));
  }
  if (scheme === "fetch" || scheme === "http" || scheme === "https") return fetchBytes(where, place);
  if (scheme === "indexeddb" && "indexedDB" in globalThis) {
    const { readIndexedDb } = await import("./indexed-db");
    return found(where, place, await guard(where, place, readIndexedDb(rest)));
  }
  if (scheme === "opfs" && hasOpfs()) {
    const { readOpfs } = await import("./opfs");
    return found(where, place, await guard(where, place, readOpfs(rest)));
  }
  throw absent(where, place);
}

function hasOpfs(): boolean {
  return "navigator" in globalThis && typeof navigator.storage?.getDirectory === "function";
}

async function nodePath(place: string): Promise<string> {
  if (!place.toLowerCase().startsWith("file://")) return place;
  const { fileURLToPath } = await import("node:url");
  return fileURLToPath(place);
}

async function fetchBytes(where: string, place: string): Promise<Uint8Array> {
  const response = await guard(where, place, fetch(place));
  if (!response.ok) {
    throw new Error(
      `${where}: ${place} answered ${response.status} ${response.statusText}; check the address`,
    );
  }
  return new Uint8Array(await response.arrayBuffer());
}

async function guard<T>(where: string, place: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new Error(`${where}: ${place}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function found(where: string, place: string, bytes: Uint8Array | undefined): Uint8Array {
  if (bytes !== undefined) return bytes;
  throw new Error(`${where}: nothing was saved at ${place}; check the name`);
}

function absent(where: string, place: string): TypeError {
  return new TypeError(
    `${where}: received ${JSON.stringify(place)}, which is no place here; expected ${KINDS}, or take the bytes, as modelToKeras gives ` +
      "them, and put them where you like",
  );
}
