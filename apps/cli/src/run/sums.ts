import { sha256 } from "../files/sha256";

/** Checksums as `sha256sum` writes them. */
export const writeSums = (files: ReadonlyMap<string, string | Uint8Array>): string =>
  [...files].map(([name, data]) => `${sha256(data)}  ${name}\n`).join("");

/** Checksums by name; undefined when a line is none. */
export const readSums = (text: string): Map<string, string> | undefined => {
  const sums = new Map<string, string>();
  for (const line of text.split("\n")) {
    if (line === "") continue;
    const found = /^([0-9a-f]{64}) [ *](.+)$/.exec(line);
    if (found?.[1] === undefined || found[2] === undefined) return undefined;
    sums.set(found[2], found[1]);
  }
  return sums;
};
