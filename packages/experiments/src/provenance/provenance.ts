import { version as core, type EngineInUse, engineInUse } from "@wellfit/core";
import { version as data } from "@wellfit/data";
import { version as layers } from "@wellfit/layers";
import { version as experiments } from "../version";
import { type Runtime, runtimeHere } from "./runtime";

/**
 * What computed a result. With the seeds and the configuration that stand beside it, it is all that is needed to get the
 * same numbers again. How many threads there were does not matter and is not told. Plain JSON.
 */
export interface Provenance {
  /** The versions of the packages that took part, by name. */
  readonly packages: Readonly<Record<string, string>>;
  /** Node, or the browser. */
  readonly runtime: Runtime;
  /**
   * The engine with how it was set up, where the runs were: on a worker thread that of the thread, which may be another
   * than here. One, unless runs changed it; then those that were in use when a run ended, in the order of the runs.
   */
  readonly engines: readonly EngineInUse[];
}

/** The record of runs that these engines computed; default the one here. */
export function provenanceOf(engines: readonly EngineInUse[] = [engineInUse()]): Provenance {
  return {
    packages: {
      "@wellfit/core": core,
      "@wellfit/data": data,
      "@wellfit/experiments": experiments,
      "@wellfit/layers": layers,
    },
    runtime: runtimeHere(),
    engines,
  };
}
