import { show } from "../../common/options";

/** What a trigger looks at after each epoch that is watched. */
export interface StoppingReading {
  /** The epoch, counted from 0. */
  readonly epoch: number;
  /** The key of the monitored number, for the reason. */
  readonly key: string;
  /** Whether more is better. */
  readonly higher: boolean;
  /** The monitored numbers of the last epochs, the newest last: as many as the trigger's `memory`, and this one. */
  readonly values: readonly number[];
  /** Whether this one is the best so far, by more than `minDelta`. */
  readonly improved: boolean;
  /** The epochs since one was the best and better than the baseline, this one too. */
  readonly wait: number;
  /** The best so far. */
  readonly best: number;
  /** The epoch of the best, counted from 0. */
  readonly bestEpoch: number;
}

/**
 * When `earlyStopping` ends training. Triggers remember nothing themselves, so that one may serve several trainings; write
 * your own as an object.
 *
 * @example
 * const solved: StoppingTrigger = {
 *   memory: 0,
 *   check: ({ values: [value] }) => (value! < 0.01 ? "the loss is small enough" : undefined),
 * };
 */
export interface StoppingTrigger {
  /** How many epochs before this one it looks back. */
  readonly memory: number;
  /** Why training should end now; `undefined` to go on. */
  check(reading: StoppingReading): string | undefined;
}

/** The last `count` values, or nothing while there are not so many. */
export function lastValues(values: readonly number[], count: number): readonly number[] | undefined {
  return values.length < count ? undefined : values.slice(values.length - count);
}

/** Checks triggers that were given, one or several. */
export function readTriggers(where: string, given: unknown): readonly StoppingTrigger[] {
  const list: readonly unknown[] = Array.isArray(given) ? given : [given];
  for (const one of list) {
    const trigger = one as StoppingTrigger | null | undefined;
    if (typeof trigger?.check !== "function" || !Number.isInteger(trigger.memory)) {
      throw new TypeError(
        `${where}: received ${show(one)}, expected a trigger such as averageChangeTrigger({ epochs: 10, threshold: 1e-4 })`,
      );
    }
  }
  if (list.length === 0) {
    throw new TypeError(`${where}: received no triggers, expected at least one`);
  }
  return list as readonly StoppingTrigger[];
}
