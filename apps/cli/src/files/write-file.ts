import { basename, dirname, join } from "node:path";
import { UserError } from "../errors/errors";
import { systemReason } from "../errors/system";
import type { Disk } from "./disk";

/** Writes a file that appears whole or not at all: under another name first, then renamed. */
export const writeFileWhole = async (path: string, data: string | Uint8Array, disk: Disk): Promise<void> => {
  const temporary = join(dirname(path), `.${basename(path)}.tmp-${process.pid}`);
  try {
    await disk.writeFile(temporary, data, { flag: "w" });
    await disk.rename(temporary, path);
  } catch (error) {
    await disk.rm(temporary, { recursive: false, force: true }).catch(() => {});
    throw new UserError(`expected to write ${path}: ${systemReason(error)}`);
  }
};
