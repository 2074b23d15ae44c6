// What runs on a worker thread of Node: it is told of one run at a time and answers with what came out.

import { parentPort } from "node:worker_threads";
import { engineInUse } from "@wellfit/core";
import { type RunAnswer, type RunRequest, sendError } from "./parallel/messages";
import { importRun } from "./parallel/run-module";

// It is never aborted: an abort ends the thread.
const { signal } = new AbortController();

parentPort?.on("message", async ({ module, name, args, context }: RunRequest) => {
  let answer: RunAnswer;
  try {
    const run = await importRun(module, name);
    const value = await run(...args, { ...context, signal });
    answer = { value, engine: engineInUse() };
  } catch (error) {
    answer = { error: sendError(error) };
  }
  try {
    parentPort?.postMessage(answer);
  } catch (error) {
    // What the run gave cannot travel.
    parentPort?.postMessage({ error: sendError(error) });
  }
});
