import type { Cell } from "../cell";
import { DataError } from "../errors";
import type { RandomStateLike } from "../random/random-state";
import { dealGroups } from "./deal-groups";
import { dealTimes } from "./deal-times";
import { labelsIn, type Shelf, type Stratify } from "./labels";

/** How rows are dealt to the parts of `split` and `trainTestSplit`. */
export interface DealOptions {
  /**
   * Keep the proportions of these classes in all parts: a column name, the name of one of several arrays, or
   * one label a row; default: no.
   */
  stratify?: Stratify | null | undefined;
  /**
   * Never tear these groups, such as the rows of one patient: a column name, the name of one of several
   * arrays, or one label a row. Each part then comes as near to its size as the groups allow. Default: no.
   */
  groups?: Stratify | null | undefined;
  /**
   * Deal by time, train earliest and test latest: a column name, the name of one of several arrays, or one
   * time a row, as numbers or ISO texts. Rows of one moment stay together. Default: no.
   */
  time?: Stratify | null | undefined;
  /** The seed; the same one gives the same rows. Default: another split each time. */
  randomState?: RandomStateLike;
  /** Deal the rows in random order; default true. false keeps their order, train first. */
  shuffle?: boolean | undefined;
}

const refuseBoth = (options: DealOptions, who: string): void => {
  const given = (["stratify", "groups", "time"] as const).filter((name) => options[name] != null);
  if (given.length > 1) {
    throw new DataError(
      `${who}: expected at most one of stratify, groups and time, received ${given.join(" and ")}; leave one out` +
        (given.includes("time") ? "" : ", or take a fold of stratifiedGroupKFold, which keeps both"),
    );
  }
  if (given[0] === "time" && options.shuffle === true) {
    throw new DataError(
      `${who}: expected no shuffle with time, which sets the order, received { shuffle: true, time }; leave one of them out`,
    );
  }
};

/** Deals by groups or by time when that is asked for; undefined when it is not. */
export const dealWhole = (
  options: DealOptions,
  shelf: Shelf,
  sizes: readonly number[],
  who: string,
): Int32Array[] | undefined => {
  refuseBoth(options, who);
  const groups = labelsIn(options.groups, shelf, who, "groups");
  if (groups !== undefined) return dealGroups(groups, sizes, options, who);
  const times: Cell[] | undefined = labelsIn(options.time, shelf, who, "time");
  return times === undefined ? undefined : dealTimes(times, sizes, who);
};
