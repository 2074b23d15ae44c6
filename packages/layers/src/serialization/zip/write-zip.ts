/**
 * Files as a zip, in the order given and stored as they are, as Keras writes models. Equal files give equal bytes.
 */
export async function writeZip(
  files: readonly (readonly [name: string, bytes: Uint8Array])[],
): Promise<Uint8Array> {
  const { zipSync } = await import("fflate");
  return zipSync(
    Object.fromEntries(
      files.map(([name, bytes]) => [
        name,
        // The first moment that a zip can name; Unix, and a file that its owner may read and write.
        [bytes, { level: 0, mtime: new Date(1980, 0, 1), os: 3, attrs: 0o600 << 16 }],
      ]),
    ),
  );
}
