import { realpath, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { UserError } from "../errors/errors";
import { systemReason } from "../errors/system";
import type { Disk } from "./disk";

/** What is at a path now: nothing, a file (its real path), or something else, such as a device or a pipe. */
const whatIsAt = async (path: string): Promise<{ readonly path: string; readonly isOther: boolean }> => {
  try {
    const found = await stat(path);
    return { path: await realpath(path), isOther: !found.isFile() };
  } catch {
    return { path, isOther: false };
  }
};

/**
 * Writes a file that appears whole or not at all: under another name first, then renamed. A link is followed; a
 * device or a pipe is written to, not replaced. `shown` is the path as it was given.
 */
export const writeFileWhole = async (
  path: string,
  data: string | Uint8Array,
  { disk, shown }: { readonly disk: Disk; readonly shown: string },
): Promise<void> => {
  const target = await whatIsAt(path);
  const temporary = join(dirname(target.path), `.${basename(target.path)}.tmp-${process.pid}`);
  try {
    if (target.isOther) {
      await disk.writeFile(target.path, data);
      return;
    }
    await disk.writeFile(temporary, data, { flag: "w" });
    await disk.rename(temporary, target.path);
  } catch (error) {
    if (!target.isOther) await disk.rm(temporary, { recursive: false, force: true }).catch(() => {});
    throw new UserError(`expected to write ${shown}: ${systemReason(error)}`);
  }
};
