import { makeFolderOf } from "../callbacks/folders";
import type { ByteSink } from "./event-log";

/** Receives bytes for a file, which is made or grows; its name has no folder of the log in it. */
export type EventWriter = (file: string, bytes: Uint8Array) => void | Promise<void>;

/** Counts the files of this process, so that no two have a name. */
let files = 0;

/** The name of a new event file, as TensorBoard looks for them. */
export function eventFileName(): string {
  const seconds = Math.floor(Date.now() / 1000);
  const { process } = globalThis as { process?: { pid?: number } };
  return `events.out.tfevents.${seconds}.wellfit.${process?.pid ?? 0}.${files++}.v2`;
}

/** Hands bytes to a function. */
export function writerSink(file: string, writer: EventWriter): ByteSink {
  return { write: (data) => writer(file, data), close: () => {} };
}

/** Adds bytes to a file of Node, whose folder is made. */
export async function fileSink(where: string, path: string): Promise<ByteSink> {
  await makeFolderOf(where, path);
  const { open } = await import("node:fs/promises");
  const handle = await open(path, "a").catch((error: Error) => {
    throw new Error(
      `${where}: expected to write ${path}, received ${error.message}; choose a folder that is writable`,
    );
  });
  return {
    write: async (data) => {
      await handle.writeFile(data);
    },
    close: () => handle.close(),
  };
}
