import { DataError } from "../errors";
import { oneOf } from "../transform/options";
import { chi2 } from "./chi2";
import { fClassif } from "./f-classif";
import { fRegression } from "./f-regression";
import { mutualInfoClassif, mutualInfoRegression } from "./mutual-info";
import type { ScoreFunction } from "./scores";

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
  const ours: Readonly<Record<ScoreName, ScoreFunction>> = {
    fClassif,
    fRegression,
    chi2,
    mutualInfoClassif,
    mutualInfoRegression,
  };
  const names = Object.keys(ours) as ScoreName[];
  if (typeof given === "function") {
    return { name: names.find((name) => ours[name] === given) ?? "custom", score: given as ScoreFunction };
  }
  const name = oneOf(who, "scoreFunc", given, names);
  return { name, score: ours[name] };
};
