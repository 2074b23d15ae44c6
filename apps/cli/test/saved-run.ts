// A run to try the other commands on: trained once a test file, copied for each test.

import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { summedFiles } from "../src/run/files";
import { writeSums } from "../src/run/sums";
import { folder, quick, wellfit } from "./run-cli";

/** Trains on this text before the tests of a file; gives a function that copies everything to a folder of its own. */
export const trainedOn = (text: string, target: string): (() => string) => {
  let original = "";
  beforeAll(async () => {
    original = realpathSync(mkdtempSync(join(tmpdir(), "wellfit-run-")));
    writeFileSync(join(original, "data.csv"), text);
    const { code, err } = await wellfit(
      { cwd: original },
      ...["train", "data.csv", "--target", target, "--out", "run", ...quick],
    );
    if (code !== 0) throw new Error(err);
  });
  afterAll(() => rmSync(original, { recursive: true, force: true }));
  return () => {
    const cwd = folder();
    cpSync(original, cwd, { recursive: true });
    return cwd;
  };
};

/** Writes the checksums anew, as somebody who changes a run on purpose would. */
export const sealAgain = (run: string): void => {
  const files = new Map(summedFiles.map((name) => [name, readFileSync(join(run, name))] as const));
  writeFileSync(join(run, "SHA256SUMS"), writeSums(files));
};
