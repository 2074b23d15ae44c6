import { canDrawBar, makeBar } from "./bar";
import type { Io } from "./io";
import type { Say } from "./say";

/** Shows how many runs are done. */
export interface RunsProgress {
  /** So many runs of so many are done, the last one of this case. */
  update(done: number, all: number, name: string): void;
  /** Takes away what it drew; also when a run failed. */
  stop(): void;
}

/** A bar on a terminal; nothing elsewhere, as the table says it all. */
export const makeRunsProgress = (io: Io, say: Say): RunsProgress => {
  if (say.isBrief || !canDrawBar(io.stderr, io.env)) return { update: () => {}, stop: () => {} };
  const bar = makeBar(io.stderr as unknown as NodeJS.WritableStream, "run {value} of {total} · {name}");
  let total: number | undefined;
  return {
    update: (done, all, name) => {
      if (total === undefined) bar.start(all, done, { name });
      else bar.update(done, { name });
      total = all;
    },
    stop: () => {
      if (total !== undefined) bar.stop();
    },
  };
};
