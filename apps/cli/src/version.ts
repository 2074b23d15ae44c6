import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** The version of this command. */
export const version = (): string => {
  const manifest = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return String((JSON.parse(manifest) as { version: string }).version);
};

/** The versions of the packages that a run depends on, by name; undefined for one that is not installed. */
export const packageVersions = (names: readonly string[]): Record<string, string> => {
  const require = createRequire(import.meta.url);
  const found: Record<string, string> = {};
  for (const name of names) {
    try {
      found[name] = String((require(`${name}/package.json`) as { version: string }).version);
    } catch {
      // One that is not installed, or does not tell, has no part in the run.
    }
  }
  return found;
};
