import type { Outcome } from "@wellfit/experiments";
import type { Curves } from "../training/curves";

/** What is trained: some cases of a study or an extension. */
export interface Order {
  /** The study, or "study/extension". */
  readonly part: string;
  /** The names of the cases, in the order in which they are trained. */
  readonly cases: readonly string[];
  /** The seed of each of them. */
  readonly seed: number;
}

/** Points in a plane with their classes, 0 or 1. */
export interface Points {
  /** Shape [n, 2]. */
  readonly x: { readonly data: Float64Array; readonly shape: readonly number[] };
  /** One class a point. */
  readonly labels: Float64Array;
}

/** The points of a case: those trained on, and those to judge by. */
export interface CasePoints {
  /** Those trained on. */
  readonly train: Points;
  /** Those to judge by. */
  readonly test: Points;
}

/** What the worker tells of the case at a position of the order. */
export interface Progress {
  readonly kind: "progress";
  /** The position. */
  readonly at: number;
  /** Told once, when the case begins, if it is of points in a plane. */
  readonly points?: CasePoints;
  /** The epochs since the last time. */
  readonly curves?: Curves;
  /** Told once, when the case has ended. */
  readonly outcome?: Outcome;
}

/** What the worker tells. */
export type Told = Progress | { readonly kind: "done" };
