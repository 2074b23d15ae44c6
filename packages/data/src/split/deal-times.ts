import type { Cell } from "../cell";
import { DataError } from "../errors";
import { refuseMissing } from "./labels";

const iso = /^\d{4}(-\d{2}(-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?)?)?$/;

/** A moment as a number that grows with time; texts count in UTC unless they name a zone. */
const momentOf = (cell: Cell, row: number, who: string): number => {
  if (typeof cell === "number") return cell;
  if (typeof cell === "string" && iso.test(cell)) {
    const zoned = /[T ]/.test(cell) && !/(Z|[+-]\d{2}:?\d{2})$/.test(cell) ? `${cell}Z` : cell;
    const moment = Date.parse(zoned.replace(" ", "T"));
    if (!Number.isNaN(moment)) return moment;
  }
  throw new DataError(
    `${who}: expected times as numbers or as ISO texts such as "2024-05-31", received ${JSON.stringify(cell)} in row ${row}; ` +
      "read the column as datetime, or give numbers that grow with time",
  );
};

/** The place nearest to `wanted` of those where one moment ends and the next begins. */
const nearest = (cuts: readonly number[], wanted: number): number =>
  cuts.reduce((best, cut) => (Math.abs(cut - wanted) < Math.abs(best - wanted) ? cut : best));

/**
 * Deals rows by time: every row of train is earlier than every one of dev, and these earlier than test. Rows
 * of the same moment stay together, so the parts come as near to their sizes as the moments allow.
 *
 * @param sizes The rows that each part is to have, in the order train, dev, test. When they are fewer than
 *   there are, the earliest rows are left out.
 * @returns The rows of each part, in the order of time.
 */
export const dealTimes = (labels: readonly Cell[], sizes: readonly number[], who: string): Int32Array[] => {
  refuseMissing(labels, who, "a time in every row");
  const moments = Float64Array.from(labels, (cell, row) => momentOf(cell, row, who));
  const order = Int32Array.from(moments.keys()).sort((a, b) => moments[a]! - moments[b]! || a - b);
  const cuts: number[] = [];
  for (let i = 1; i < order.length; i++) if (moments[order[i - 1]!]! < moments[order[i]!]!) cuts.push(i);
  if (cuts.length < sizes.length - 1) {
    throw new DataError(
      `${who}: expected at least ${sizes.length} different times, one for each part, received ${cuts.length + 1}; ` +
        "rows of one time are not torn: give finer times or fewer parts",
    );
  }
  const parts: Int32Array[] = [];
  let end = order.length;
  for (let part = sizes.length - 1; part > 0; part--) {
    // As many cuts as parts are still to come must be left before this one.
    const possible = cuts.filter((cut, i) => cut < end && i >= part - 1);
    const start = nearest(possible, end - sizes[part]!);
    parts.unshift(order.slice(start, end));
    end = start;
  }
  const isWhole = sizes.reduce((sum, size) => sum + size, 0) === order.length;
  const start = isWhole ? 0 : nearest([0, ...cuts.filter((cut) => cut < end)], end - sizes[0]!);
  parts.unshift(order.slice(start, end));
  return parts;
};
