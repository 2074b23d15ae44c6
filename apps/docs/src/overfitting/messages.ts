import type { Outcome } from "./network";
import type { Settings } from "./settings";

/** The curves that the live example draws, one number an epoch. */
export interface Curves {
  /** The loss on the points trained on, with the penalty if there is one. */
  readonly loss: number[];
  /** The loss on the points held out. */
  readonly valLoss: number[];
  /** The share of points trained on that the network gets right. */
  readonly accuracy: number[];
  /** The share of points held out that it gets right. */
  readonly valAccuracy: number[];
}

/** The names of the curves. */
export const curveNames = ["loss", "valLoss", "accuracy", "valAccuracy"] as const;

/** No epoch yet. */
export function noCurves(): Curves {
  return { loss: [], valLoss: [], accuracy: [], valAccuracy: [] };
}

/** What the page asks of the worker. */
export type Request =
  | { readonly kind: "train"; readonly settings: Settings }
  | { readonly kind: "stop" }
  | { readonly kind: "predict"; readonly id: number; readonly points: Float32Array };

/** What the worker tells the page. */
export type Reply =
  /** The epochs since the last message of this kind, and how many a second there were of late. */
  | { readonly kind: "progress"; readonly curves: Curves; readonly epochsPerSecond: number }
  | ({ readonly kind: "done"; readonly epochsPerSecond: number } & Outcome)
  | { readonly kind: "stopped" }
  | { readonly kind: "failed"; readonly message: string }
  /** The probability of class 1 for each point that was asked for. */
  | { readonly kind: "prediction"; readonly id: number; readonly probabilities: Float32Array };
