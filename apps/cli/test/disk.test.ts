import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type Disk, disk } from "../src/files/disk";
import { writeFileWhole } from "../src/files/write-file";
import { folderName, freePath, openRunFolder } from "../src/run/run-folder";
import { everything, folder, quick, twoClasses, wellfit } from "./run-cli";

const refusal = (code: string): Error =>
  Object.assign(new Error(`${code}: refused`), { code, errno: -28, syscall: "write" });

/** A disk that refuses the nth call of one of its functions. */
const failing = (method: "mkdir" | "writeFile" | "rename", code: string, after = 0): Disk => {
  let calls = 0;
  return {
    ...disk,
    [method]: async (...args: never[]) => {
      calls += 1;
      if (calls > after) throw refusal(code);
      return (disk[method] as (...args: never[]) => Promise<unknown>)(...args);
    },
  };
};

const words: Record<string, RegExp> = {
  ENOSPC: /the disk is full; make room, or choose another place/,
  EROFS: /the disk is read-only; choose another place/,
  EACCES: /permission is denied; check who owns it/,
};

test.each<[string, Disk, string]>([
  ["full at the first file", failing("writeFile", "ENOSPC"), "ENOSPC"],
  ["full at the seventh file", failing("writeFile", "ENOSPC", 6), "ENOSPC"],
  ["full at the last file", failing("writeFile", "ENOSPC", 12), "ENOSPC"],
  ["read-only from the start", failing("mkdir", "EROFS"), "EROFS"],
  ["not ours to write below", failing("mkdir", "EACCES", 1), "EACCES"],
  ["read-only at the end", failing("rename", "EROFS"), "EROFS"],
])("a disk that is %s: one message, exit code 1, nothing left", async (_, broken, code) => {
  const cwd = folder({ "data.csv": twoClasses() });
  const outcome = await wellfit({ cwd, disk: broken }, "train", "data.csv", "--target", "kind", ...quick);
  expect(outcome.code).toBe(1);
  expect(outcome.err).toMatch(/^wellfit: expected to save the run in runs\/data: /);
  expect(outcome.err).toMatch(words[code]!);
  expect(everything(cwd)).toEqual(["data.csv"]);
});

test("a disk that cannot be written is told of before training", async () => {
  const cwd = folder({ "data.csv": twoClasses() });
  const { out } = await wellfit(
    { cwd, disk: failing("mkdir", "EROFS") },
    "train",
    "data.csv",
    "--target",
    "kind",
  );
  expect(out).not.toContain("epoch");
});

test("a run cannot stand below a file", async () => {
  const cwd = folder({ "data.csv": twoClasses() });
  const { code, err } = await wellfit(
    { cwd },
    "train",
    "data.csv",
    "--target",
    "kind",
    "--out",
    "data.csv/run",
  );
  expect([code, err]).toEqual([
    1,
    expect.stringMatching(/data\.csv\/run: a part of the path is a file, not a folder/),
  ]);
  expect(everything(cwd)).toEqual(["data.csv"]);
});

test("a place that says its folder is not there, whatever one does, is an error and not a hang", async () => {
  const cwd = folder({ "data.csv": twoClasses() });
  // As /proc does on Linux.
  const { code, err } = await wellfit(
    { cwd, disk: failing("mkdir", "ENOENT", 1) },
    "train",
    "data.csv",
    "--target",
    "kind",
    "--out",
    "new/deep/run",
  );
  expect([code, err]).toEqual([
    1,
    expect.stringMatching(/^wellfit: expected to save the run in new\/deep\/run: /),
  ]);
  expect(everything(cwd)).toEqual(["data.csv"]);
});

test("folders that were there before stay when a training fails", async () => {
  const cwd = folder({ "data.csv": twoClasses() });
  mkdirSync(join(cwd, "runs"));
  await wellfit({ cwd, disk: failing("rename", "EROFS") }, "train", "data.csv", "--target", "kind", ...quick);
  expect(everything(cwd)).toEqual(["data.csv", "runs"]);
});

test("when another training takes the name meanwhile, the next free one is taken", async () => {
  const cwd = folder();
  const path = join(cwd, "runs", "data");
  const run = await openRunFolder(path, disk, { mayNumber: true, shown: "runs/data" });
  run.add("a.txt", "a");
  mkdirSync(path);
  writeFileSync(join(path, "b.txt"), "b");
  await run.finish([]);
  expect(run.path).toBe(`${path}-2`);
  expect(everything(join(cwd, "runs"))).toEqual([
    "data",
    "data-2",
    "data-2/SHA256SUMS",
    "data-2/a.txt",
    "data/b.txt",
  ]);
  await run.discard();
  expect(existsSync(run.path)).toBe(true);
});

test("an empty folder may be given as --out", async () => {
  const cwd = folder();
  mkdirSync(join(cwd, "mine"));
  const run = await openRunFolder(join(cwd, "mine"), disk, { mayNumber: false, shown: "mine" });
  run.add("a.txt", "a");
  await run.finish([]);
  expect(readdirSync(join(cwd, "mine")).sort()).toEqual(["SHA256SUMS", "a.txt"]);
});

test("names of folders are made of any text", () => {
  expect(["data", "my data", "a/b:c", "..", "", "  .x. ", "数据"].map(folderName)).toEqual([
    "data",
    "my data",
    "a-b-c",
    "run",
    "run",
    "x",
    "数据",
  ]);
  const cwd = folder({ run: "", "run-2": "" });
  expect(freePath(join(cwd, "run"))).toBe(join(cwd, "run-3"));
});

test("a file is written whole or not at all, and what stood there stays when it fails", async () => {
  const cwd = folder({ "old.txt": "old" });
  const path = join(cwd, "old.txt");
  for (const broken of [failing("writeFile", "ENOSPC"), failing("rename", "EROFS")]) {
    await expect(writeFileWhole(path, "new", { disk: broken, shown: "old.txt" })).rejects.toThrow(
      /^expected to write old\.txt: the disk is/,
    );
    expect(everything(cwd)).toEqual(["old.txt"]);
    expect(readFileSync(path, "utf8")).toBe("old");
  }
  await writeFileWhole(path, "new", { disk, shown: "old.txt" });
  expect([everything(cwd), readFileSync(path, "utf8")]).toEqual([["old.txt"], "new"]);
});

test("a folder is no file to write", async () => {
  const cwd = folder();
  await expect(writeFileWhole(cwd, "x", { disk, shown: "here" })).rejects.toThrow(
    /here: this is a folder; give a file/,
  );
});

test("a device is written to and not replaced", async () => {
  // What stands for full disks where the system has it; elsewhere the disk above does.
  if (!existsSync("/dev/null")) return;
  const renamed: string[] = [];
  const watching: Disk = {
    ...disk,
    rename: async (from, to) => {
      renamed.push(from, to);
    },
  };
  await writeFileWhole("/dev/null", "x", { disk: watching, shown: "/dev/null" });
  expect(renamed).toEqual([]);
});
