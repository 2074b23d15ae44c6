/** How long calls took. */
export interface StageTime {
  /** The median over the rounds of the time of one call, in milliseconds. */
  readonly ms: number;
  /** How many calls were timed. */
  readonly calls: number;
}

/** Each stage is called for so long, and so often, before it is timed: engines compile what they see running. */
const WARM_UP_MS = 2;
const WARM_UP_CALLS = 3;
/** What is timed at once lasts so long at least, or 20 steps of the clock where it is coarse. */
const BATCH_MS = 0.05;
/** And has no more calls than this: what updates a variable again and again must not leave its range. */
const MOST_CALLS = 1000;

/**
 * Times functions that belong together: in every round each is called, in order, as often as the clock needs.
 * `restore` undoes what they did to the world; it is called before every round and after the last.
 */
export function timeStages(
  stages: readonly (() => void)[],
  restore: () => void,
  rounds: number,
): StageTime[] {
  try {
    const batch = Math.max(BATCH_MS, 20 * clockStep());
    const calls = stages.map((stage) => {
      const ms = warmUp(stage, restore);
      return Math.min(Math.max(Math.ceil(batch / ms), 1), MOST_CALLS);
    });
    const times = stages.map((): number[] => []);
    for (let round = 0; round < rounds; round++) {
      restore();
      stages.forEach((stage, i) => {
        const n = calls[i] as number;
        const start = performance.now();
        for (let k = 0; k < n; k++) stage();
        times[i]?.push((performance.now() - start) / n);
      });
    }
    return times.map((all, i) => ({ ms: median(all), calls: rounds * (calls[i] as number) }));
  } finally {
    restore();
  }
}

/** Calls a function until it is compiled; gives the time of a call in milliseconds, as the last calls showed it. */
function warmUp(stage: () => void, restore: () => void): number {
  for (let n = 1, calls = 0, total = 0; ; n = Math.min(2 * n, MOST_CALLS)) {
    restore();
    const start = performance.now();
    for (let k = 0; k < n; k++) stage();
    const elapsed = performance.now() - start;
    total += elapsed;
    calls += n;
    if (total >= WARM_UP_MS && calls >= WARM_UP_CALLS) return elapsed / n;
  }
}

/** The smallest step of the clock that shows, in milliseconds: microseconds in Node, up to 0.1 in browsers. */
function clockStep(): number {
  let smallest = 1;
  for (let i = 0; i < 5; i++) {
    const start = performance.now();
    let now = start;
    while (now === start) now = performance.now();
    smallest = Math.min(smallest, now - start);
  }
  return smallest;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] as number;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] as number)) / 2;
}
