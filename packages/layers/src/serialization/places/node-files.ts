/**
 * Writes a file whole or not at all: to a temporary name in the same folder, on to the disk, then renamed. A process that
 * is killed leaves the old file or the new one, and perhaps a file that ends in `.tmp`.
 *
 * @throws Error that says where and why.
 */
export async function writeFileWhole(where: string, path: string, bytes: Uint8Array): Promise<void> {
  const { open, rename, rm } = await import("node:fs/promises");
  const { dirname } = await import("node:path");
  const temporary = `${path}.${crypto.randomUUID()}.tmp`;
  try {
    const file = await open(temporary, "wx");
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    throw new Error(
      `${where}: expected to write ${path}, received ${(error as Error).message}; choose a folder that exists, is writable ` +
        "and has room",
    );
  }
  // That the name is on the disk too; not every system can.
  const folder = await open(dirname(path), "r").catch(() => undefined);
  await folder?.sync().catch(() => {});
  await folder?.close();
}

/**
 * Reads a file.
 *
 * @throws Error that says what is wrong with the path.
 */
export async function readFileWhole(where: string, path: string): Promise<Uint8Array> {
  const { readFile } = await import("node:fs/promises");
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    const why =
      code === "ENOENT"
        ? "there is no such file; check the path"
        : code === "EISDIR"
          ? "this is a folder; give a file in it"
          : code === "EACCES"
            ? "reading it is not permitted; check its permissions"
            : message;
    throw new Error(`${where}: received ${JSON.stringify(path)}: ${why}`);
  }
}
