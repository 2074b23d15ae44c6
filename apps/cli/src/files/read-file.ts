import { readFile } from "node:fs/promises";
import { UserError } from "../errors/errors";
import { isSystemError, systemReason } from "../errors/system";

/** The bytes of a file that a person named; `what` says what it should be, such as "a CSV file". */
export const readNamedFile = async (path: string, shown: string, what: string): Promise<Uint8Array> => {
  try {
    return await readFile(path);
  } catch (error) {
    if (isSystemError(error) && error.code === "EISDIR") {
      throw new UserError(`expected ${what}, received ${shown}: this is a folder; give a file in it`);
    }
    throw new UserError(`expected ${what}, received ${shown}: ${systemReason(error)}`);
  }
};
