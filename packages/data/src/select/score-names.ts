import { DataError } from "../errors";
import { oneOf } from "../options";
import { chi2, chi2Work } from "./chi2";
import { fClassif, fClassifWork } from "./f-classif";
import { fRegression, fRegressionWork } from "./f-regression";
import {
  mutualInfoClassif,
  mutualInfoClassifWork,
  mutualInfoRegression,
  mutualInfoRegressionWork,
} from "./mutual-info";
import type { ScoreFunction, ScoreWork } from "./scores";

/**
 * The names of the score functions of this package.
 *
 * @example
 * ```ts
 * const name: ScoreName = "chi2";
 * ```
 */
export type ScoreName = "fClassif" | "fRegression" | "chi2" | "mutualInfoClassif" | "mutualInfoRegression";

/** A score function, and the name under which it is saved: that of ours, or "custom". */
export interface Scorer {
  readonly name: ScoreName | "custom";
  readonly score: ScoreFunction;
  /** The same in pieces, of ours. */
  readonly work?: ScoreWork | undefined;
}

const lost = (who: string): ScoreFunction => {
  return () => {
    throw new DataError(
      `${who}: expected a score function to fit with, received one that was saved with a function of its own, which JSON cannot hold; make a new ${who} with it`,
    );
  };
};

/** The scorer for a function or the name of one. */
export const scorerOf = (given: unknown, who: string): Scorer => {
  if (given === "custom") return { name: "custom", score: lost(who) };
  const ours: Readonly<Record<ScoreName, { score: ScoreFunction; work: ScoreWork }>> = {
    fClassif: { score: fClassif, work: fClassifWork },
    fRegression: { score: fRegression, work: fRegressionWork },
    chi2: { score: chi2, work: chi2Work },
    mutualInfoClassif: { score: mutualInfoClassif, work: mutualInfoClassifWork },
    mutualInfoRegression: { score: mutualInfoRegression, work: mutualInfoRegressionWork },
  };
  const names = Object.keys(ours) as ScoreName[];
  if (typeof given === "function") {
    const name = names.find((candidate) => ours[candidate].score === given);
    return name === undefined ? { name: "custom", score: given as ScoreFunction } : { name, ...ours[name] };
  }
  const name = oneOf(who, "scoreFunc", given, names);
  return { name, ...ours[name] };
};
