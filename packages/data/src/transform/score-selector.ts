import { DataError } from "../errors";
import type { LeakageOptions } from "../leakage/guard";
import { type Scorer, scorerOf } from "../select/score-names";
import type { FeatureScores } from "../select/scores";
import { completeNumbers } from "./complete-numbers";
import type { TargetInput } from "./fit-arguments";
import { arrayPieces, type Frame, type NumberFeature, type TransformInput } from "./frame";
import { encodeNumbers, type JsonObject, numbersField } from "./json";
import { Selector } from "./selector";
import { neededTarget, type Target, targetOf } from "./target";

/**
 * A selector that ranks features by a score, each by itself.
 *
 * @example
 * ```ts
 * const selector: ScoreSelector = selectKBest({ k: 5 });
 * ```
 */
export abstract class ScoreSelector extends Selector {
  private readonly given: unknown;
  private learned: FeatureScores | undefined;

  constructor(scoreFunc: unknown, options: LeakageOptions) {
    super(options);
    this.given = scoreFunc ?? "fClassif";
  }

  /** Which features are kept for these scores, where NaN has become the lowest. */
  protected abstract choose(scores: Float64Array): boolean[];

  protected scorer(): Scorer {
    return scorerOf(this.given, this.kind);
  }

  protected override readTarget(target: TargetInput, input: TransformInput): Target {
    return targetOf(target, input, this.kind);
  }

  protected *learn(frame: Frame, target?: Target): Generator<void, void> {
    const features = yield* completeNumbers(frame, this.kind);
    const y = neededTarget(target, this.kind);
    yield;
    const { scores, pValues } = yield* this.scoresOf(features, y, frame);
    if (scores?.length !== features.length || (pValues !== undefined && pValues.length !== features.length)) {
      throw new DataError(
        `${this.kind}: expected scoreFunc to give { scores } with one for each of ${features.length} features, received ${scores?.length ?? "none"}; return a Float64Array`,
      );
    }
    this.learned = { scores: Float64Array.from(scores), pValues: pValues && Float64Array.from(pValues) };
  }

  // Our own scores take feature after feature; a function of the caller's gets all of them at once.
  private *scoresOf(
    features: readonly NumberFeature[],
    target: Target,
    frame: Frame,
  ): Generator<void, FeatureScores> {
    const { score, work } = this.scorer();
    if (work === undefined) return score(yield* arrayPieces({ ...frame, features }, this.kind), target);
    const columns = features.map(({ numbers }) => numbers);
    return yield* work({ columns, names: features.map(({ name }) => name), target, nRows: frame.nRows });
  }

  protected override *apply(frame: Frame): Generator<void, Frame> {
    const features = yield* completeNumbers(frame, this.kind);
    return this.pick({ ...frame, features });
  }

  protected mask(): readonly boolean[] {
    const scores = this.learned?.scores ?? new Float64Array(0);
    return this.choose(scores.map((score) => (Number.isNaN(score) ? -Number.MAX_VALUE : score)));
  }

  /** The score of each feature of the fit; NaN where it has none. Throws NotFittedError before fit. */
  get scores(): Float64Array {
    this.features();
    return this.learned!.scores.slice();
  }

  /** The p-value of each score; null where the score has none. Throws NotFittedError before fit. */
  get pValues(): Float64Array | null {
    this.features();
    return this.learned!.pValues?.slice() ?? null;
  }

  protected stateJson(): JsonObject {
    const { scores, pValues } = this.learned!;
    return {
      scores: encodeNumbers(scores),
      pValues: pValues === undefined ? undefined : encodeNumbers(pValues),
    };
  }

  protected readState(state: JsonObject, { length }: readonly string[]): void {
    this.learned = {
      scores: numbersField(state, "scores", length),
      pValues: state.pValues === undefined ? undefined : numbersField(state, "pValues", length),
    };
  }
}
