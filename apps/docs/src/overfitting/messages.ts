import type { Curves } from "../training/curves";
import type { Outcome } from "./network";

/** What the worker tells the page along the way. */
export type Reply =
  /** The epochs since the last message of this kind, and how many a second there were of late. */
  | { readonly kind: "progress"; readonly curves: Curves; readonly epochsPerSecond: number }
  | ({ readonly kind: "done"; readonly epochsPerSecond: number } & Outcome);
