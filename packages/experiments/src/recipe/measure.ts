import { type Model, NonFiniteError, setSeed } from "@wellfit/layers";
import { diagnose } from "../diagnosis/diagnose";
import type { RecipeState } from "./result";
import type { RecipeBuild, RecipeData, RecipeSettings } from "./settings";

/** How networks are judged; stays the same from step to step. */
export interface Judging {
  readonly build: RecipeBuild;
  readonly dev: RecipeData;
  readonly seeds: readonly number[];
  readonly batchSize: number;
  readonly signal: AbortSignal | undefined;
  readonly error: (model: Model, data: RecipeData) => number | Promise<number>;
  readonly thresholds: object;
}

/** A network that was built, trained and judged. */
export interface Measured {
  readonly state: RecipeState;
  readonly model: Model;
  readonly bias: boolean;
  readonly variance: boolean;
}

/** Builds, trains and judges; the error instead when training stopped being finite. */
export async function measure(
  settings: RecipeSettings,
  train: RecipeData,
  judging: Judging,
): Promise<Measured | NonFiniteError> {
  const { build, dev, seeds, batchSize, signal, error, thresholds } = judging;
  let first: Model | undefined;
  let [trainError, devError] = [0, 0];
  for (const seed of seeds) {
    setSeed(seed);
    const model = build(settings);
    first ??= model;
    try {
      await model.fit(train.x, train.y, {
        epochs: settings.epochs,
        batchSize,
        verbose: 0,
        ...(signal === undefined ? {} : { signal }),
      });
    } catch (caught) {
      if (caught instanceof NonFiniteError) return caught;
      throw caught;
    }
    trainError += (await error(model, train)) / seeds.length;
    devError += (await error(model, dev)) / seeds.length;
  }
  const { bias, variance, label } = diagnose({ ...thresholds, trainError, devError });
  return {
    state: { settings, rows: train.x.shape[0] ?? 0, trainError, devError, label },
    model: first as Model,
    bias: bias.high,
    variance: variance.high,
  };
}
