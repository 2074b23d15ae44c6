// One seed of a case on a worker thread.

import { type EngineInUse, setEngine } from "@wellfit/core";
import { type Outcome, runCase } from "./case-studies/run/run-case";
import type { CaseSpec } from "./case-studies/spec";
import type { RunContext } from "./parallel/run-module";

let chosen = "";

/** Trains a case once, with the engine that the options name. */
export function runSeed(spec: CaseSpec, seed: number, context: RunContext): Promise<Outcome> {
  const { name, fma } = context.options as EngineInUse;
  // Once a thread: a new engine would compile all programs anew.
  if (chosen !== `${name} ${fma}`) {
    setEngine(name, fma === undefined ? {} : { fma });
    chosen = `${name} ${fma}`;
  }
  return runCase(spec, seed, { signal: context.signal });
}
