import { show } from "../../common/options";
import { isNode, splitScheme } from "../../serialization/places/environment";
import { makeFolder } from "../folders";

/** Where a backup is kept: one piece of bytes that is replaced as a whole. */
export interface BackupStore {
  /** What is kept; `undefined` when there is nothing. */
  read(): Promise<Uint8Array | undefined>;
  /** Replaces what is kept. A process that ends meanwhile must leave the old bytes or the new ones. */
  write(bytes: Uint8Array): Promise<void>;
  /** Forgets what is kept. */
  remove(): Promise<void>;
}

/** The name of the file in the folder. */
const FILE = "backup.safetensors";

/** A store of your own as it is, or one for a folder of Node. */
export function readStore(where: string, given: unknown): BackupStore {
  if (typeof given === "object" && given !== null) {
    const { read, write, remove } = given as Partial<BackupStore>;
    if ([read, write, remove].every((method) => typeof method === "function")) return given as BackupStore;
  }
  if (typeof given !== "string" || given === "") {
    throw new TypeError(
      `${where}: received ${show(given)}, expected a folder, or an object with read, write and remove`,
    );
  }
  if (isNode() && splitScheme(given) === undefined) return folderStore(where, given);
  throw new TypeError(
    `${where}: received ${show(given)}, but there are no folders here; expected an object with read, write and remove that keeps ` +
      "bytes, for example in IndexedDB",
  );
}

/** Keeps a backup in a folder, which is made. */
function folderStore(where: string, folder: string): BackupStore {
  const path = async (): Promise<string> => (await import("node:path")).join(folder, FILE);
  return {
    read: async () => {
      const { readdir, readFile, rm } = await import("node:fs/promises");
      const { join } = await import("node:path");
      const names = await readdir(folder).catch((): string[] => []);
      // What a process that was killed left behind.
      const left = names.filter((name) => name.startsWith(`${FILE}.`) && name.endsWith(".tmp"));
      for (const name of left) await rm(join(folder, name), { force: true });
      if (!names.includes(FILE)) return undefined;
      return new Uint8Array(await readFile(join(folder, FILE)));
    },
    write: async (bytes) => {
      await makeFolder(where, folder);
      const { writeFileWhole } = await import("../../serialization/places/node-files");
      await writeFileWhole(where, await path(), bytes);
    },
    remove: async () => {
      const { rm, rmdir } = await import("node:fs/promises");
      await rm(await path(), { force: true });
      // A folder with other things in it stays.
      await rmdir(folder).catch(() => {});
    },
  };
}
