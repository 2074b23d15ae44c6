import { isNode, splitScheme } from "../serialization/places/environment";

/** Makes the folder that a file will stand in, where places are paths. */
export async function makeFolderOf(where: string, place: string): Promise<void> {
  if (splitScheme(place) !== undefined || !isNode()) return;
  const { dirname } = await import("node:path");
  await makeFolder(where, dirname(place));
}

/** Makes a folder and those above it. */
export async function makeFolder(where: string, folder: string): Promise<void> {
  const { mkdir } = await import("node:fs/promises");
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw new Error(
      `${where}: expected to make the folder ${folder}, received ${(error as Error).message}; choose another`,
    );
  }
}
