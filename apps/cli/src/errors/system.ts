interface SystemError extends Error {
  readonly code: string;
  readonly path?: string;
}

/** Is this what Node throws when the operating system refuses something? */
export const isSystemError = (error: unknown): error is SystemError =>
  error instanceof Error &&
  typeof (error as { code?: unknown }).code === "string" &&
  (typeof (error as { syscall?: unknown }).syscall === "string" ||
    typeof (error as { errno?: unknown }).errno === "number");

const reasons: Readonly<Record<string, string>> = {
  EACCES: "permission is denied; check who owns it, or choose another place",
  EBUSY: "another program uses it; close that and try again",
  EDQUOT: "your disk quota is used up; make room and try again",
  EEXIST: "something of this name is there already; choose another name",
  EFBIG: "the file would be too large for this disk; choose another place",
  EIO: "the disk reports an error; check it, or choose another place",
  EISDIR: "this is a folder; give a file",
  ELOOP: "its links lead in a circle; check the path",
  EMFILE: "too many files are open; close some programs and try again",
  ENAMETOOLONG: "the name is too long; choose a shorter one",
  ENOENT: "there is no such file or folder; check the path",
  ENOSPC: "the disk is full; make room, or choose another place",
  ENOTDIR: "a part of the path is a file, not a folder; check the path",
  ENOTEMPTY: "the folder is not empty; choose another name",
  EPERM: "the operation is not permitted; check who owns it, or choose another place",
  EROFS: "the disk is read-only; choose another place",
};

/** Why the operating system refused something and what to do, in words. */
export const systemReason = (error: unknown): string => {
  if (!isSystemError(error)) return error instanceof Error ? error.message : String(error);
  return reasons[error.code] ?? error.message;
};
