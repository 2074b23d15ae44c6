import { existsSync, readdirSync, rmSync, statSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { UserError } from "../errors/errors";
import { isSystemError, systemReason } from "../errors/system";
import type { Disk } from "../files/disk";
import { writeSums } from "./sums";

/** A run folder that is being written. It bears a temporary name until everything is in it. */
export interface RunFolder {
  /** Where it will stand. */
  readonly path: string;
  /** Takes a file, to be written by `finish`. */
  add(name: string, data: string | Uint8Array): void;
  /** Writes everything and gives the folder its name. Its checksums leave out these files. */
  finish(withoutSum: readonly string[]): Promise<void>;
  /** Takes everything away. Safe at any time, and after `finish` it does nothing. */
  discard(): Promise<void>;
}

const forbidden = /[\p{Cc}<>:"/\\|?*]+/gu;

/** A name for a folder made of any text, such as the name of a CSV file. */
export const folderName = (text: string): string => {
  const clean = text.replace(forbidden, "-").replace(/^[.\s-]+|[.\s-]+$/g, "");
  return clean === "" ? "run" : clean.slice(0, 100);
};

/** The name itself, or with -2, -3 and so on the first that is free. */
export const freePath = (path: string): string => {
  if (!existsSync(path)) return path;
  for (let i = 2; ; i++) if (!existsSync(`${path}-${i}`)) return `${path}-${i}`;
};

const isEmptyFolder = (path: string): boolean => {
  try {
    return readdirSync(path).length === 0;
  } catch {
    return false;
  }
};

/**
 * Makes a folder and those above it that are missing, and gives back the uppermost it made. Each is asked for by
 * itself: asked for all at once, Node tries for ever where a folder of the system takes none, such as /proc.
 */
const makeFolders = async (path: string, disk: Disk): Promise<string | undefined> => {
  const missing: string[] = [];
  for (let at = path; !existsSync(at); at = dirname(at)) missing.unshift(at);
  const made: string[] = [];
  try {
    for (const folder of missing) {
      await disk.mkdir(folder);
      made.unshift(folder);
    }
  } catch (error) {
    for (const folder of made) await disk.rmdir(folder).catch(() => {});
    throw error;
  }
  return missing[0];
};

const removeEmpty = async (from: string, upTo: string | undefined, disk: Disk): Promise<void> => {
  if (upTo === undefined) return;
  for (let path = from; !relative(upTo, path).startsWith(".."); path = dirname(path)) {
    try {
      await disk.rmdir(path);
    } catch {
      return;
    }
    if (path === upTo) return;
  }
};

/**
 * Makes the temporary folder beside the place where the run will stand, at once, so that a disk that cannot be
 * written is told of before training and not after.
 *
 * @param path Where the run will stand; nothing may be there yet, or an empty folder.
 * @param shown The path as people know it.
 */
export const openRunFolder = async (
  path: string,
  disk: Disk,
  options: { readonly mayNumber: boolean; readonly shown: string },
): Promise<RunFolder> => {
  const refuse = (error: unknown): UserError =>
    new UserError(`expected to save the run in ${options.shown}: ${systemReason(error)}`);
  if (!options.mayNumber && existsSync(path) && !isEmptyFolder(path)) {
    throw new UserError(
      `expected a place for a new run, received --out ${options.shown}, which is there already; choose another, or remove it`,
    );
  }
  const parent = dirname(path);
  const temporary = join(parent, `.${basename(path)}.tmp-${process.pid}`);
  const files = new Map<string, string | Uint8Array>();
  let made: string | undefined;
  let isOpen = true;
  let finalPath = options.mayNumber ? freePath(path) : path;
  // For a second Ctrl-C, which ends the process at once.
  const atExit = (): void => rmSync(temporary, { recursive: true, force: true });
  process.once("exit", atExit);
  const close = (): void => {
    isOpen = false;
    process.off("exit", atExit);
  };
  const discard = async (): Promise<void> => {
    if (!isOpen) return;
    close();
    await disk.rm(temporary, { recursive: true, force: true }).catch(() => {});
    await removeEmpty(parent, made, disk);
  };
  try {
    made = await makeFolders(parent, disk);
    await disk.rm(temporary, { recursive: true, force: true });
    await disk.mkdir(temporary);
  } catch (error) {
    await discard();
    // mkdir says that something exists where a file stands in the way of a folder.
    if (isSystemError(error) && error.code === "EEXIST" && !statSync(parent).isDirectory())
      throw refuse(Object.assign(error, { code: "ENOTDIR" }));
    throw refuse(error);
  }
  return {
    get path() {
      return finalPath;
    },
    add: (name, data) => void files.set(name, data),
    finish: async (withoutSum) => {
      const summed = new Map([...files].filter(([name]) => !withoutSum.includes(name)));
      files.set("SHA256SUMS", writeSums(summed));
      try {
        for (const [name, data] of files) await disk.writeFile(join(temporary, name), data);
        finalPath = await rename(temporary, finalPath, path, options.mayNumber, disk);
        close();
      } catch (error) {
        await discard();
        throw refuse(error);
      }
    },
    discard,
  };
};

/** Renames; when another run took the name meanwhile, to the next that is free. */
const rename = async (
  temporary: string,
  wanted: string,
  first: string,
  mayNumber: boolean,
  disk: Disk,
): Promise<string> => {
  let path = wanted;
  for (let attempt = 0; ; attempt++) {
    try {
      if (isEmptyFolder(path)) await disk.rmdir(path);
      await disk.rename(temporary, path);
      return path;
    } catch (error) {
      const isTaken = isSystemError(error) && ["EEXIST", "ENOTEMPTY", "EPERM"].includes(error.code);
      if (!mayNumber || !isTaken || attempt === 20 || !existsSync(path)) throw error;
      path = freePath(first);
    }
  }
};
