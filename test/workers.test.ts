// Worker threads as they were built: the same numbers as one thread, whatever happens to them.

import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { runProgram } from "./lib/programs";

const source = (name: string): string => readFileSync(new URL(`workers/${name}.ts`, import.meta.url), "utf8");

// biome-ignore lint/suspicious/noExplicitAny: it comes out of JSON.
let found: any;

beforeAll(async () => {
  // This also writes the module beside the program that has it run.
  const module = await runProgram("workers-runs", source("runs"));
  expect(module.code, module.output).toBe(0);
  const { code, output } = await runProgram("workers", source("program"));
  expect(code, output).toBe(0);
  found = JSON.parse(output.trim().split("\n").at(-1) ?? "");
});

describe("repeat on threads", () => {
  test("gives the same as on one, and as here", () => {
    expect(found.two).toEqual(found.one);
    // A function here and a module have other names.
    const { configuration, ...one } = found.one;
    const { configuration: asFunction, ...here } = found.here;
    expect(one).toEqual(here);
    expect(asFunction).toEqual({ run: "a function" });
    expect(configuration.run).toMatchObject({
      module: "workers-runs.mjs",
      export: "train",
      options: { units: 16 },
    });
    expect(found.two.seeds).toEqual([0, 1, 2, 3, 4, 5]);
    expect(new Set(found.two.metrics.loss.values).size).toBe(6);
  });

  test("tells the engine of the threads, not that of here", () => {
    const [engine] = found.one.provenance.engines;
    expect(engine).toMatchObject({ name: "wasm", fma: "auto" });
    expect(found.onReference.provenance).toEqual({
      ...found.one.provenance,
      engines: [{ name: "reference", fused: false }],
    });
  });

  test("keeps the order of the seeds, whoever is ready first", () => {
    expect(found.backwards.values).toEqual([0, 10, 20, 30, 40, 50]);
    const [seen] = found.progress.map((line: string) => line.split(" "));
    expect(seen.slice(0, 2)).toEqual(["1", "6"]);
    expect(found.progress).toHaveLength(6);
    expect(found.progress[0]).not.toContain("seed 0");
  });

  test("uses its threads again", () => {
    const { thread, run } = found.threads.metrics;
    expect(new Set(thread.values).size).toBe(2);
    expect(Math.max(...run.values)).toBeGreaterThan(5);
  });

  test("finds the threads that an earlier call left", () => {
    const ids = (of: { metrics: { thread: { values: number[] } } }) => new Set(of.metrics.thread.values);
    expect(ids(found.threadsAgain)).toEqual(ids(found.threads));
  });

  test("repeats the runs of threads that die", () => {
    expect(found.dying.values).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  test("gives a run up that kills every thread, and says so", () => {
    expect(found.dead.message).toMatch(
      /^repeat: the worker thread died 3 times during the run with seed 2 \(exit code 7\); look for process\.exit/,
    );
  });

  test("tells the first run that threw, in the order of the seeds", () => {
    expect(found.thrown).toEqual({
      message: "repeat: the run with seed 1 threw: one is too few",
      cause: "RangeError: one is too few",
    });
    expect(found.absent.message).toMatch(/export "nothing" .* of which there are .*train/);
  });

  test("stops within a second of an abort, what does not listen too", () => {
    expect(found.aborted.message).toBe("enough");
    expect(found.tookToAbort).toBeLessThan(1000);
  });

  test("outlives a thread that runs out of memory", async () => {
    const program = `
      import { mkdtempSync } from "node:fs";
      import { tmpdir } from "node:os";
      import { join } from "node:path";
      import { repeat } from "@wellfit/experiments";
      const folder = mkdtempSync(join(tmpdir(), "wellfit-workers-"));
      const run = { module: new URL("./workers-runs.mjs", import.meta.url), export: "fillsMemory", options: { folder } };
      const { values } = await repeat(run, { times: 4, workers: 2 });
      console.log(values.join());
    `;
    const { code, output } = await runProgram("workers-memory", program, ["--max-old-space-size=100"]);
    expect(code, output).toBe(0);
    expect(output.trim().split("\n").at(-1)).toBe("0,1,2,3");
  });
});

test("a search on threads is the same as here, a training that is not finite too", () => {
  const { configuration, ...searched } = found.searched;
  const { configuration: asFunction, ...here } = found.searchedHere;
  expect(searched).toEqual(here);
  expect(configuration).toEqual({ ...asFunction, build: configuration.build });
  expect(configuration.crossValidation.folds).toHaveLength(3);
  expect(found.searched.best.parameters).toEqual({ a: 2, b: "yy" });
  expect(found.searched.rows.at(-1)).toMatchObject({ notFinite: 3, message: "no longer finite" });
});

describe("the seeds of a study", () => {
  test("give the same outcomes on threads", () => {
    expect(found.shared).toEqual(found.alone);
    expect(found.shared.cases[0].outcomes).toHaveLength(3);
    expect(found.unfused.provenance.engines).toEqual([{ name: "wasm", fma: "off", fused: false }]);
    expect(found.unfused).toEqual(found.unfusedAlone);
  });

  test("stop when the study does", () => {
    expect(found.studyAborted.message).toBe("enough");
  });
});
