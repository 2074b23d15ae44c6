import { type PartName, partNames } from "../train/split-rows";
import type { Diagnosis } from "./diagnosis";
import type { Scores } from "./scores";

/** What `metrics.json` holds. */
export interface Metrics {
  readonly task: "binary" | "multiclass" | "regression";
  readonly target: string;
  readonly epochs: number;
  readonly bestEpoch: number;
  readonly stoppedEarly: boolean;
  readonly train: Scores;
  readonly dev: Scores;
  /** Worked out once, after everything was decided. */
  readonly test: Scores;
  readonly baseline: {
    readonly rule: string;
    readonly answer: string | number;
    readonly train: Scores;
    readonly dev: Scores;
    readonly test: Scores;
  };
  readonly diagnosis: Diagnosis;
}

/** A value for each part. */
export const eachPart = <T>(of: (part: PartName) => T): Record<PartName, T> => {
  const [train, dev, test] = partNames;
  return { train: of(train), dev: of(dev), test: of(test) };
};
