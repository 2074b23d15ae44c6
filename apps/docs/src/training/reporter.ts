import { type Curves, curveNames, noCurves } from "./curves";

/** Collects epochs and hands them on a few times a second, because a page cannot draw thousands of times. */
export interface Reporter {
  /** Takes the numbers of an epoch; hands on what has been collected when it is time. */
  add(logs: Readonly<Record<string, number>>): void;
  /** Hands on what has been collected, if anything. */
  flush(): void;
  /** Epochs a second since the first, over all of training. */
  average(): number;
}

/**
 * Makes a reporter. The first epoch is handed on at once, so that something is to be seen.
 *
 * @param send - Receives the new epochs, and how many a second there were since the last time.
 * @param interval - Milliseconds between two reports. Default 100.
 * @param now - A clock in milliseconds. Default `performance.now`.
 */
export function reporter(
  send: (curves: Curves, epochsPerSecond: number) => void,
  interval = 100,
  now: () => number = () => performance.now(),
): Reporter {
  const begun = now();
  let total = 0;
  let sentAt = begun;
  let sentBefore = false;
  let waiting = noCurves();

  function flush(): void {
    const count = waiting.loss.length;
    if (count === 0) return;
    const time = now();
    const rate = perSecond(count, time - sentAt);
    const curves = waiting;
    waiting = noCurves();
    sentAt = time;
    sentBefore = true;
    send(curves, rate);
  }

  return {
    add(logs): void {
      for (const name of curveNames) waiting[name].push(logs[name] ?? Number.NaN);
      total++;
      if (!sentBefore || now() - sentAt >= interval) flush();
    },
    flush,
    average: () => perSecond(total, now() - begun),
  };
}

/** A clock of a browser may stand still for a moment; that is not infinitely fast. */
function perSecond(count: number, milliseconds: number): number {
  return (1000 * count) / Math.max(1, milliseconds);
}
