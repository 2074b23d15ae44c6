/** The folder of a path in the browser's own file system, and the name in it. */
async function locate(
  path: string,
  create: boolean,
): Promise<readonly [folder: FileSystemDirectoryHandle, name: string]> {
  const parts = path.split("/").filter((part) => part !== "");
  const name = parts.pop() ?? "";
  let folder = await navigator.storage.getDirectory();
  for (const part of parts) folder = await folder.getDirectoryHandle(part, { create });
  return [folder, name];
}

/** Writes a file there. The browser swaps it in when it is closed, so that half a file is never seen. */
export async function writeOpfs(path: string, bytes: Uint8Array): Promise<void> {
  const [folder, name] = await locate(path, true);
  const file = await folder.getFileHandle(name, { create: true });
  const stream = await file.createWritable();
  await stream.write(bytes as Uint8Array<ArrayBuffer>);
  await stream.close();
}

/** Reads a file there; undefined when there is none. */
export async function readOpfs(path: string): Promise<Uint8Array | undefined> {
  try {
    const [folder, name] = await locate(path, false);
    const file = await (await folder.getFileHandle(name)).getFile();
    return new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    if ((error as DOMException).name === "NotFoundError") return undefined;
    throw error;
  }
}
