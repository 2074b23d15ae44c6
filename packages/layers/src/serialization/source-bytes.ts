import { show } from "../common/options";
import { readPlace } from "./places/places";

/** Where a file comes from: a path or another place as text, or its bytes. */
export type FileSource = string | Uint8Array | ArrayBuffer;

/** The bytes of a file. */
export async function bytesOf(where: string, source: FileSource): Promise<Uint8Array> {
  if (source instanceof Uint8Array) return source;
  if (source instanceof ArrayBuffer) return new Uint8Array(source);
  if (typeof source === "string" && source !== "") return readPlace(where, source);
  throw new TypeError(
    `${where}: received ${show(source)}, expected a path such as "best.keras", or the bytes of a file`,
  );
}
