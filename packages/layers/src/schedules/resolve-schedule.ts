import { type Family, resolve } from "../common/resolve";
import { CosineDecay } from "./cosine-decay";
import { CosineDecayRestarts } from "./cosine-decay-restarts";
import { ExponentialDecay } from "./exponential-decay";
import { InverseTimeDecay } from "./inverse-time-decay";
import { isSchedule, type LearningRateSchedule } from "./learning-rate-schedule";
import { PiecewiseConstantDecay } from "./piecewise-constant-decay";
import { PolynomialDecay } from "./polynomial-decay";

const family: Family<LearningRateSchedule> = {
  kind: "learning-rate schedule",
  module: "keras.optimizers.schedules",
  isOne: isSchedule,
  // A new one is added here as well as exported; the tests of the family notice when it is not.
  classes: () => [
    CosineDecay,
    CosineDecayRestarts,
    ExponentialDecay,
    InverseTimeDecay,
    PiecewiseConstantDecay,
    PolynomialDecay,
  ],
};

/** The schedule that a serialized object stands for. */
export function resolveSchedule(value: unknown, where: string): LearningRateSchedule {
  return resolve(family, value, where);
}
