import { type Family, resolve } from "../common/resolve";
import { isSchedule, type LearningRateSchedule } from "./learning-rate-schedule";

const family: Family<LearningRateSchedule> = {
  kind: "learning-rate schedule",
  module: "keras.optimizers.schedules",
  isOne: isSchedule,
  // A name alone makes no schedule. A new one is added here and in serialization/apart.ts; a test notices when it is not.
  classes: () => [],
  apart: {
    CosineDecay: "cosineDecay",
    CosineDecayRestarts: "cosineDecayRestarts",
    ExponentialDecay: "exponentialDecay",
    InverseTimeDecay: "inverseTimeDecay",
    PiecewiseConstantDecay: "piecewiseConstantDecay",
    PolynomialDecay: "polynomialDecay",
  },
};

/** The schedule that a serialized object stands for. */
export function resolveSchedule(value: unknown, where: string): LearningRateSchedule {
  return resolve(family, value, where);
}
