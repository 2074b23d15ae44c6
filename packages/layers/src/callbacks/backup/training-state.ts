import { type NdArrayLike, tensor, type Variable } from "@wellfit/core";
import type { FitControl, FitProgress } from "../../models/fit-control";
import type { TrainingModel } from "../callback";

/** What a backup needs of a model beside what callbacks are promised. */
export interface BackedUpModel extends TrainingModel {
  readonly weights: readonly Variable[];
  readonly randomStep: Variable;
  readonly shuffler: { readonly seed: number; rounds: number };
  layersWithin(): readonly SeededLayer[];
}

/** A layer, which may draw random numbers. */
interface SeededLayer {
  layersWithin(): readonly SeededLayer[];
}

/** Everything that a training goes on from. */
export interface TrainingState {
  readonly version: 1;
  readonly weights: readonly NamedArray[];
  readonly optimizer: readonly NamedArray[];
  /** As a number of JavaScript, which has more digits than the optimizer's own. Nothing when a schedule decides it. */
  readonly learningRate: number | undefined;
  readonly randomStep: number;
  readonly shufflerSeed: number;
  /** The seeds of layers and of what they hold, in order. */
  readonly seeds: readonly number[];
  /** The seed of the optimizer's noise on gradients, where there is such. */
  readonly noiseSeed: number | undefined;
  /** The number of steps in an epoch, where it is known. */
  readonly steps: number | undefined;
  readonly progress: FitProgress;
}

interface NamedArray extends NdArrayLike {
  readonly name: string;
}

/** Copies everything that a training goes on from. */
export function trainingState(
  model: BackedUpModel,
  control: FitControl,
  steps: number | undefined,
): TrainingState {
  const { optimizer } = model;
  return {
    version: 1,
    weights: model.weights.map(copy),
    optimizer: optimizer.variables.map(copy),
    learningRate: optimizer.schedule === undefined ? optimizer.learningRate : undefined,
    randomStep: model.randomStep.data()[0] as number,
    shufflerSeed: model.shuffler.seed,
    seeds: seedHolders(model).map((holder) => holder.seed),
    noiseSeed: noiseSeedOf(model),
    steps,
    progress: control.progress(),
  };
}

/**
 * Puts everything back; nothing is changed unless all fits.
 *
 * @throws RangeError that says what does not belong to this model, optimizer or data.
 */
export function restoreTraining(
  state: TrainingState,
  model: BackedUpModel,
  control: FitControl,
  steps: number | undefined,
): void {
  if (state.version !== 1) {
    throw new RangeError(
      `it has the version ${state.version}, expected 1; it was written by another Wellfit`,
    );
  }
  const { progress } = state;
  if (progress.batch > 0 && state.steps !== undefined && steps !== undefined && state.steps !== steps) {
    throw new RangeError(
      `it stands in the middle of an epoch of ${state.steps} steps, while there are ${steps} now; pass the same data and batchSize`,
    );
  }
  const holders = seedHolders(model);
  if (holders.length !== state.seeds.length) {
    throw new RangeError(
      `its model has ${state.seeds.length} seeds of random numbers, this one ${holders.length}`,
    );
  }
  const { optimizer } = model;
  const put = [
    ...fitted("weights", model.weights, state.weights),
    ...fitted("arrays of the optimizer", optimizer.variables, state.optimizer),
  ];
  for (const [into, from] of put) into.assign(tensor(from, { dtype: into.dtype }));
  if (state.learningRate !== undefined) optimizer.learningRate = state.learningRate;
  model.randomStep.assign(tensor(state.randomStep, { dtype: "int32" }));
  (model.shuffler as { seed: number }).seed = state.shufflerSeed;
  holders.forEach((holder, i) => {
    holder.seed = state.seeds[i] as number;
  });
  if (noiseSeedOf(model) !== state.noiseSeed) {
    console.warn(
      "backupAndRestore: the training goes on with other noise on gradients than before, because the optimizer drew another " +
        "seed; call setSeed before the optimizer is made, or give gradientNoise a seed",
    );
  }
  control.resume(progress);
}

function copy(variable: Variable): NamedArray {
  return { name: variable.name, data: variable.data(), shape: [...variable.shape] };
}

/** Layers with a seed and things with a seed that layers hold, such as the dropout of a cell; at every depth, each once. */
function seedHolders(model: SeededLayer): { seed: number }[] {
  const found = new Set<object>();
  const seen = new Set<object>();
  const walk = (layer: SeededLayer): void => {
    if (seen.has(layer)) return;
    seen.add(layer);
    for (const one of [layer, ...Object.values(layer)]) if (hasSeed(one)) found.add(one);
    for (const inner of layer.layersWithin()) walk(inner);
  };
  walk(model);
  return [...found] as { seed: number }[];
}

function hasSeed(value: unknown): value is { seed: number } {
  return (
    typeof value === "object" && value !== null && typeof (value as { seed?: unknown }).seed === "number"
  );
}

function noiseSeedOf({ optimizer }: TrainingModel): number | undefined {
  return (optimizer.getConfig().gradient_noise as { seed?: number } | undefined)?.seed;
}

function fitted(
  what: string,
  variables: readonly Variable[],
  arrays: readonly NamedArray[],
): (readonly [Variable, NamedArray])[] {
  if (variables.length !== arrays.length) {
    throw new RangeError(`it has ${arrays.length} ${what}, this training ${variables.length}`);
  }
  return variables.map((variable, i) => {
    const array = arrays[i] as NamedArray;
    const same =
      array.shape.length === variable.shape.length && array.shape.every((n, k) => n === variable.shape[k]);
    if (same) return [variable, array] as const;
    throw new RangeError(
      `among its ${what} ${array.name} has the shape [${array.shape.join(", ")}], ${variable.name} of this training ` +
        `[${variable.shape.join(", ")}]`,
    );
  });
}
