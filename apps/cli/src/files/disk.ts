import { mkdir, rename, rm, rmdir, writeFile } from "node:fs/promises";

/** What changes the disk, apart so that tests can let it fail. */
export interface Disk {
  readonly mkdir: (path: string) => Promise<unknown>;
  readonly writeFile: (path: string, data: string | Uint8Array, options?: { flag: string }) => Promise<void>;
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly rm: (path: string, options: { recursive: boolean; force: boolean }) => Promise<void>;
  readonly rmdir: (path: string) => Promise<void>;
}

/** The real disk. */
export const disk: Disk = { mkdir, writeFile, rename, rm, rmdir };
