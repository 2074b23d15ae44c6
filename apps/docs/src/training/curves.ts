/** The curves that the live examples draw, one number an epoch; NaN where there is none. */
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

/** Curves followed by those of later epochs, as a new object. */
export function appended(curves: Curves, more: Curves): Curves {
  for (const name of curveNames) curves[name].push(...more[name]);
  return { ...curves };
}

/** The curves that have numbers. */
export function drawable(curves: Curves): Partial<Curves> {
  return Object.fromEntries(
    curveNames.filter((name) => curves[name].some(Number.isFinite)).map((name) => [name, curves[name]]),
  );
}
