import { eachPart } from "../judge/metrics";
import type { PartName } from "../train/split-rows";

/** What `split.json` holds: the rows of each part, counted from 0 below the header. */
export type SplitJson = Readonly<Record<PartName, readonly number[]>>;

/** The rows of each part as JSON. */
export const splitToJson = (rows: Readonly<Record<PartName, Int32Array>>): SplitJson =>
  eachPart((part) => Array.from(rows[part]));

/** Takes them back. Throws for anything that is no list of rows. */
export const splitFromJson = (json: SplitJson): Record<PartName, Int32Array> =>
  eachPart((part) => {
    const rows = json[part];
    if (!Array.isArray(rows) || !rows.every((row) => Number.isInteger(row) && row >= 0)) {
      throw new Error(`expected "${part}" as a list of row numbers`);
    }
    return Int32Array.from(rows);
  });
