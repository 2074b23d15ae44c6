// Runs on worker threads, as a user would start them. Prints what came out as JSON.

import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setEngine } from "@wellfit/core";
import { kFold } from "@wellfit/data";
import { findStudy, gridSearch, repeat, runStudy, studyWorkers } from "@wellfit/experiments";
// @ts-expect-error The test writes it beside this program.
import { score, train } from "./workers-runs.mjs";

const module = new URL("./workers-runs.mjs", import.meta.url);
const folder = mkdtempSync(join(tmpdir(), "wellfit-workers-"));
const options = { folder, units: 16 };
const run = (name: string) => ({ module, export: name, options });
const told = async (work: Promise<unknown>): Promise<unknown> => {
  try {
    return await work;
  } catch (error) {
    const { message, cause } = error as Error;
    return { message, cause: String(cause) };
  }
};

const here = await repeat((seed: number) => train(seed, { options }), { times: 6 });
const one = await repeat(run("train"), { times: 6, workers: 1 });
const two = await repeat(run("train"), { times: 6, workers: 2 });
const onReference = await repeat<number>(run("onReference"), { times: 2, workers: 2 });

const progress: string[] = [];
const backwards = await repeat<number>(run("backwards"), {
  times: 6,
  workers: 2,
  onProgress: (...all) => progress.push(all.join(" ")),
});
const threads = await repeat(run("whoRuns"), { times: 20, workers: 2 });
const threadsAgain = await repeat(run("whoRuns"), { times: 20, workers: 2 });
const dying = await repeat<number>(run("diesOnce"), { times: 12, workers: 2 });
const dead = await told(repeat(run("diesAlways"), { times: 4, workers: 2 }));
const thrown = await told(repeat(run("throws"), { times: 6, workers: 2 }));
const absent = await told(repeat(run("nothing"), { times: 2, workers: 2 }));

const grid = { a: [1, 2, 3], b: ["x", "yy"] };
const crossValidation = { data: Array.from({ length: 12 }, (_, i) => i), splitter: kFold({ nSplits: 3 }) };
const searched = await gridSearch(grid, run("score"), { times: 2, workers: 2, crossValidation });
const searchedHere = await gridSearch(grid, score, { times: 2, crossValidation });

const controller = new AbortController();
let abortedAt = 0;
setTimeout(() => {
  abortedAt = performance.now();
  controller.abort(new Error("enough"));
}, 500);
const aborted = await told(repeat(run("endless"), { times: 4, workers: 2, signal: controller.signal }));
const tookToAbort = performance.now() - abortedAt;

const { study } = findStudy("dropout");
const short = { ...study, cases: study.cases.map((spec) => ({ ...spec, epochs: 20 })) };
const alone = await runStudy(short, undefined, { repeats: 3 });
const workers = studyWorkers(2);
const shared = await runStudy(short, undefined, { repeats: 3, runSeeds: workers.runSeeds });
// Threads compute as it is set here, also when that changes.
setEngine("wasm", { fma: "off" });
const unfusedAlone = await runStudy(short, undefined, { repeats: 2 });
const unfused = await runStudy(short, undefined, { repeats: 2, runSeeds: workers.runSeeds });
await workers.close();

const stop = new AbortController();
const long = { ...study, cases: study.cases.map((spec) => ({ ...spec, epochs: 1e6 })) };
setTimeout(() => stop.abort(new Error("enough")), 500);
const { runSeeds } = studyWorkers(2, { signal: stop.signal });
const studyAborted = await told(runStudy(long, undefined, { signal: stop.signal, runSeeds }));

console.log(
  JSON.stringify({
    here,
    one,
    two,
    onReference,
    backwards,
    progress,
    threads,
    threadsAgain,
    dying,
    dead,
    thrown,
    absent,
    searched,
    searchedHere,
    aborted,
    tookToAbort,
    alone,
    shared,
    unfusedAlone,
    unfused,
    studyAborted,
  }),
);
