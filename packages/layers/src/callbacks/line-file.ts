import { show } from "../common/options";
import { isNode, splitScheme } from "../serialization/places/environment";
import { makeFolderOf } from "./folders";

/** Receives lines, without what ends them. */
export type LineWriter = (line: string) => void | Promise<void>;

/** A file that grows line by line. */
export interface LineFile {
  /** Its length in bytes. */
  readonly size: number;
  /** Adds a line; resolves when the system has it. */
  write(line: string): Promise<void>;
  /** Puts everything on the disk and lets the file go. */
  close(): Promise<void>;
}

/**
 * Opens a file to add lines to.
 *
 * @param begin - Whether what is there is replaced or kept, or how many bytes of it are kept.
 * @throws TypeError for what is neither a path nor a function, Error when it cannot be written.
 */
export async function openLineFile(
  where: string,
  file: string | LineWriter,
  begin: "replace" | "append" | number,
): Promise<LineFile> {
  if (typeof file === "function") return linesTo(file, begin);
  checkLinePlace(where, file);
  await makeFolderOf(where, file);
  const { open } = await import("node:fs/promises");
  const handle = await open(file, begin === "replace" ? "w" : "a").catch((error: Error) => {
    throw new Error(
      `${where}: expected to write ${file}, received ${error.message}; choose a file that is writable`,
    );
  });
  if (typeof begin === "number") await handle.truncate(begin);
  let { size } = await handle.stat();
  return {
    get size() {
      return size;
    },
    write: async (line) => {
      const bytes = new TextEncoder().encode(`${line}\n`);
      await handle.writeFile(bytes);
      size += bytes.length;
    },
    close: async () => {
      await handle.sync().catch(() => {});
      await handle.close();
    },
  };
}

/** Throws when a text is no path that can be written here. */
export function checkLinePlace(where: string, file: unknown): void {
  if (typeof file === "function") return;
  if (typeof file !== "string" || file === "") {
    throw new TypeError(
      `${where}: received ${show(file)}, expected a path, or a function that receives lines`,
    );
  }
  if (isNode() && splitScheme(file) === undefined) return;
  throw new TypeError(
    `${where}: received ${show(file)}, but there are no files to add lines to here; expected a function that receives lines, such ` +
      "as (line) => lines.push(line)",
  );
}

function linesTo(write: LineWriter, begin: "replace" | "append" | number): LineFile {
  let size = typeof begin === "number" ? begin : 0;
  return {
    get size() {
      return size;
    },
    write: async (line) => {
      size += line.length + 1;
      await write(line);
    },
    close: async () => {},
  };
}
