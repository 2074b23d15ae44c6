import type { EpochReport } from "../train/fit-network";
import { canDrawBar, makeBar } from "./bar";
import type { Io } from "./io";
import type { Say } from "./say";
import { short, whole } from "./wording";

/** Shows how training goes. */
export interface Progress {
  update(report: EpochReport): void;
  /** Takes what it drew away; also when training failed. */
  stop(): void;
}

const redrawEvery = 50; // milliseconds
const isMark = (epoch: number): boolean => /^(1|2|5)0*$/.test(String(epoch));

/** A few lines on the way: epochs 1, 2, 5, 10, 20, 50, … */
const lines = (say: Say): Progress => ({
  update: ({ epoch, loss, devLoss }) => {
    if (isMark(epoch)) {
      say.line(
        `  epoch ${whole(epoch).padStart(6)}   loss ${short(loss).padEnd(9)} dev loss ${short(devLoss)}`,
      );
    }
  },
  stop: () => {},
});

const bar = (stream: NodeJS.WritableStream, epochs: number, patience: number): Progress => {
  const single = makeBar(
    stream,
    "epoch {value} of at most {total} · loss {loss} · dev loss {devLoss} · {since}",
  );
  let drawn = Number.NEGATIVE_INFINITY;
  let started = false;
  const show = ({ epoch, loss, devLoss, bestEpoch }: EpochReport): void => {
    const payload = {
      loss: short(loss),
      devLoss: short(devLoss),
      since: `best at ${whole(bestEpoch)}, ${epoch - bestEpoch} of ${patience} without a better one`,
    };
    if (started) single.update(epoch, payload);
    else single.start(epochs, epoch, payload);
    started = true;
  };
  return {
    update: (report) => {
      // Drawing costs more than an epoch of a small network.
      const now = performance.now();
      if (now - drawn < redrawEvery) return;
      drawn = now;
      show(report);
    },
    stop: () => {
      if (started) single.stop();
    },
  };
};

/** A bar on a terminal, plain lines elsewhere, nothing when asked to be brief. */
export const makeProgress = (io: Io, say: Say, options: { epochs: number; patience: number }): Progress => {
  if (say.isBrief) return { update: () => {}, stop: () => {} };
  if (!canDrawBar(io.stderr, io.env)) return lines(say);
  return bar(io.stderr as unknown as NodeJS.WritableStream, options.epochs, options.patience);
};
