import { existsSync, readdirSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { UserError } from "../errors/errors";
import { isSystemError, systemReason } from "../errors/system";
import { sha256 } from "../files/sha256";
import type { RunConfig } from "./config";
import { type RunFile, summedFiles } from "./files";
import { readSums } from "./sums";

/** A run folder whose files are as they were saved. */
export interface RunFiles {
  /** The whole path. */
  readonly path: string;
  /** As it was given. */
  readonly shown: string;
  readonly config: RunConfig;
  /** A file as text. */
  text(name: RunFile): string;
  /** A file as bytes. */
  bytes(name: RunFile): Uint8Array;
  /** What `read` makes of a file; whatever it throws becomes a message that names the file. */
  read<T>(name: RunFile, read: (text: string) => T): T;
}

const again = "train again, or take the folder from a backup";

/** Folders beside the given one that look like runs. */
const runsNear = (path: string, shown: string): string => {
  for (const [folder, prefix] of [
    [dirname(path), dirname(shown)],
    [join(dirname(path), "runs"), join(dirname(shown), "runs")],
  ] as const) {
    if (!existsSync(folder)) continue;
    const runs = readdirSync(folder).filter((name) => existsSync(join(folder, name, "SHA256SUMS")));
    if (runs.length > 0) {
      return `; there ${runs.length === 1 ? "is" : "are"} ${runs
        .slice(0, 8)
        .map((name) => join(prefix, name))
        .join(", ")}${runs.length > 8 ? ", …" : ""}`;
    }
  }
  return "; make one with: wellfit train data.csv --target column";
};

const checkFolder = (path: string, shown: string): void => {
  if (!existsSync(path)) {
    throw new UserError(
      `expected a run folder, received ${shown}, which is not there${runsNear(path, shown)}`,
    );
  }
  if (!statSync(path).isDirectory()) {
    throw new UserError(
      `expected a run folder, as wellfit train makes it, received ${shown}, which is a file${runsNear(path, shown)}`,
    );
  }
};

const readOne = async (path: string, shown: string, name: string): Promise<Uint8Array> => {
  try {
    return await readFile(join(path, name));
  } catch (error) {
    if (isSystemError(error) && error.code === "ENOENT") {
      throw new UserError(`${shown}: expected the file ${name} of the run, which is missing; ${again}`);
    }
    throw new UserError(`${shown}: expected to read ${name}: ${systemReason(error)}`);
  }
};

const damaged = (shown: string, name: string, why: string): UserError =>
  new UserError(`${shown}: ${name} is damaged: ${why}; ${again}`);

/**
 * Reads a run folder and checks that every file is as it was saved, by its checksum.
 *
 * @throws UserError for what is no run folder, and for files that are missing, cut short or changed.
 */
export const readRun = async (cwd: string, given: string): Promise<RunFiles> => {
  const path = resolve(cwd, given);
  const shown = given;
  checkFolder(path, shown);
  if (!existsSync(join(path, "SHA256SUMS")) && !existsSync(join(path, "config.json"))) {
    throw new UserError(
      `expected a run folder, as wellfit train makes it, received ${shown}, which has neither SHA256SUMS nor config.json${runsNear(path, shown)}`,
    );
  }
  const sums = readSums(new TextDecoder().decode(await readOne(path, shown, "SHA256SUMS")));
  if (sums === undefined) throw damaged(shown, "SHA256SUMS", "a line of it is no checksum");
  const files = new Map<RunFile, Uint8Array>();
  for (const name of summedFiles) {
    const data = await readOne(path, shown, name);
    const wanted = sums.get(name);
    if (wanted === undefined) throw damaged(shown, "SHA256SUMS", `it has no checksum for ${name}`);
    if (sha256(data) !== wanted) {
      throw damaged(shown, name, `its ${data.length} bytes are not those that were saved (checksums differ)`);
    }
    files.set(name, data);
  }
  const bytes = (name: RunFile): Uint8Array => files.get(name) ?? new Uint8Array();
  const text = (name: RunFile): string => new TextDecoder().decode(bytes(name));
  const read = <T>(name: RunFile, make: (text: string) => T): T => {
    try {
      return make(text(name));
    } catch (error) {
      if (error instanceof UserError) throw error;
      throw damaged(shown, name, error instanceof Error ? error.message : String(error));
    }
  };
  const config = read("config.json", (json) => checkConfig(JSON.parse(json), shown));
  return { path, shown, config, text, bytes, read };
};

const checkConfig = (config: RunConfig, shown: string): RunConfig => {
  if (config?.format !== "wellfit-run") throw new Error('expected "format": "wellfit-run"');
  if (config.version !== 1) {
    throw new UserError(
      `${shown}: expected a run of format 1, received format ${String(config.version)}, which a newer wellfit has written; update wellfit`,
    );
  }
  const hasText = [config.name, config.target, config.command, config.task].every(
    (value) => typeof value === "string",
  );
  if (!hasText || typeof config.data?.sha256 !== "string" || !Array.isArray(config.columns)) {
    throw new Error("expected name, target, command, task, data and columns");
  }
  return config;
};

/** The name of a run folder without the folders around it. */
export const runName = (run: { readonly path: string }): string => basename(run.path);
