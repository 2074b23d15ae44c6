import { type Model, NonFiniteError } from "@wellfit/layers";
import { checkFunction, checkOptions, checkSignal, wholeNumber } from "../common/options";
import { printable } from "../common/printable";
import { plain } from "../provenance/plain";
import { provenanceOf } from "../provenance/provenance";
import { addRows, checkData } from "./data";
import { denseNetwork } from "./dense-network";
import { type Measured, measure } from "./measure";
import { againstBias, againstVariance, type Move } from "./moves";
import { type RecipeResult, type RecipeStep, recipeReport } from "./result";
import { type RecipeBuild, type RecipeData, type RecipeSettings, readSettings } from "./settings";
import { errorOf, type RecipeTask, taskOf, tasks } from "./task";

/** Options of {@link recipe}. */
export interface RecipeOptions {
  /** Rows to train on. */
  readonly train: RecipeData;
  /** Rows to judge by and to choose by; test rows have no place here. */
  readonly dev: RecipeData;
  /** Makes and compiles a network of these settings. Default: dense layers with relu, and Adam with a rate of 0.01. */
  readonly build?: RecipeBuild | undefined;
  /** The settings to begin with. Default 1 hidden layer of 16 units, no l2, no dropout, 100 epochs. */
  readonly start?: Partial<RecipeSettings> | undefined;
  /** The least error that can be expected. Default 0. */
  readonly baselineError?: number | undefined;
  /** Above this the gap between training and baseline error counts as high bias. Default 0.05. */
  readonly biasThreshold?: number | undefined;
  /** Above this the gap between dev and training error counts as high variance. Default 0.05. */
  readonly varianceThreshold?: number | undefined;
  /** What is learnt. Default by the targets: 0 and 1, classes counted from 0, or other numbers. */
  readonly task?: RecipeTask | undefined;
  /** The error of a model from 0 to 1. Default the share of wrong rows, or of the variance that is not explained. */
  readonly error?: ((model: Model, data: RecipeData) => number | Promise<number>) | undefined;
  /** Gives more rows to train on each time it is called, or undefined when there are no more. Default: none. */
  readonly moreData?: (() => RecipeData | undefined | Promise<RecipeData | undefined>) | undefined;
  /** With so many seeds each network is trained, and its errors averaged. Default 1. */
  readonly times?: number | undefined;
  /** The first seed. Default 0. */
  readonly firstSeed?: number | undefined;
  /** Default 32. */
  readonly batchSize?: number | undefined;
  /** So many steps at most. Default 15. */
  readonly maxSteps?: number | undefined;
  /** Ends it: the promise rejects with its reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called after each step. */
  readonly onStep?: ((step: RecipeStep) => void) | undefined;
}

const known = [
  ...[
    "train",
    "dev",
    "build",
    "start",
    "baselineError",
    "biasThreshold",
    "varianceThreshold",
    "task",
    "error",
  ],
  ...["moreData", "times", "firstSeed", "batchSize", "maxSteps", "signal", "onStep"],
];

/** An error has to fall by more than this for a change to be kept. */
const LEAST = 1e-9;

/**
 * Follows the basic recipe (Ng, Machine Learning Yearning, 2018): while bias is high, a bigger network, longer training,
 * a deeper one; then, while variance is high, more data when there is some, an L2 penalty, dropout. Each step changes one
 * thing and is trained from the start with the same seeds. Against bias it is kept when the training error falls, against
 * variance when the dev error falls; otherwise it is taken back. It ends when `diagnose` finds low bias and low variance,
 * when all that is left was tried, or after `maxSteps`.
 *
 * Dev rows that were chosen by this often look better than new rows will: judge the model once on test afterwards.
 *
 * @param options `train` and `dev` at least.
 * @throws TypeError or RangeError for options that make no sense; Error with a NonFiniteError as its cause when the first
 *   network's training stops being finite; the reason of `signal` when it is aborted.
 * @example
 * const { x, y } = makeMoons({ nSamples: 300, noise: 0.1, randomState: 1 });
 * const { train, dev } = split({ x, y }, { randomState: 1 });
 * const found = await recipe({ train, dev, start: { width: 1, epochs: 20 } });
 * found.start.label; // "high bias, low variance"
 * found.decisive?.against; // "bias"
 */
export async function recipe(options: RecipeOptions): Promise<RecipeResult> {
  const where = "recipe";
  checkOptions(where, options, known);
  if (options.task !== undefined && !tasks.includes(options.task)) {
    throw new RangeError(
      `${where}: received task ${JSON.stringify(options.task)}, expected one of ${tasks.join(", ")}`,
    );
  }
  const { dev, signal, moreData, onStep } = options;
  checkData("train", options.train);
  checkData("dev", dev);
  checkSignal(where, signal);
  for (const name of ["build", "error", "moreData", "onStep"] as const)
    checkFunction(where, name, options[name]);
  const maxSteps = wholeNumber(where, "maxSteps", options.maxSteps ?? 15, 0);
  const times = wholeNumber(where, "times", options.times ?? 1, 1);
  const firstSeed = wholeNumber(where, "firstSeed", options.firstSeed ?? 0, 0);
  const task = options.task ?? taskOf(options.train.y.data);
  const thresholds = Object.fromEntries(
    (["baselineError", "biasThreshold", "varianceThreshold"] as const)
      .filter((name) => options[name] !== undefined)
      .map((name) => [name, options[name]]),
  );
  let train = options.train;
  const judging = {
    build: options.build ?? ((settings: RecipeSettings) => denseNetwork(settings, task, options.train)),
    dev,
    seeds: Array.from({ length: times }, (_, i) => firstSeed + i),
    batchSize: wholeNumber(where, "batchSize", options.batchSize ?? 32, 1),
    signal,
    error: options.error ?? ((model: Model, data: RecipeData) => errorOf(task, model.predict(data.x), data)),
    thresholds,
  };
  signal?.throwIfAborted();
  const first = await measure(readSettings(options.start ?? {}), train, judging);
  if (first instanceof NonFiniteError) {
    throw new Error(`recipe: the network to start with: ${first.message}`, { cause: first });
  }

  const steps: RecipeStep[] = [];
  let now: Measured = first;
  let moreRows = moreData !== undefined;
  // What was taken back is not tried again before something else was kept.
  let refused = new Set<string>();
  let ended: RecipeResult["ended"];
  for (;;) {
    if (!now.bias && !now.variance) ended = "low bias and low variance";
    else if (steps.length >= maxSteps) ended = "maxSteps";
    else ended = "no step is left";
    if (ended !== "no step is left") break;
    const against = now.bias ? "bias" : "variance";
    const { settings } = now.state;
    const moves = now.bias ? againstBias(settings) : againstVariance(settings, moreRows);
    const move: Move | undefined = turn(moves, steps).find(({ change }) => !refused.has(change));
    if (move === undefined) break;
    let rows = train;
    if (move.kind === "rows") {
      const more = await moreData?.();
      if (more === undefined) {
        moreRows = false;
        continue;
      }
      checkData("what moreData gave", more);
      rows = addRows(train, more);
    }
    const tried = await measure(move.settings, rows, judging);
    const after = tried instanceof NonFiniteError ? undefined : tried;
    const error = now.bias ? "trainError" : "devError";
    const kept = after !== undefined && after.state[error] < now.state[error] - LEAST;
    const step: RecipeStep = {
      against,
      kind: move.kind,
      change: move.change,
      before: now.state,
      after: after?.state ?? null,
      kept,
      ...(tried instanceof NonFiniteError ? { message: tried.message } : {}),
    };
    steps.push(step);
    if (kept) {
      now = after;
      train = rows;
      refused = new Set();
    } else {
      refused.add(move.change);
    }
    onStep?.(step);
  }
  const gain = ({ before, after }: RecipeStep): number =>
    before.devError - (after?.devError ?? before.devError);
  const decisive = steps
    .filter((step) => step.kept && gain(step) > LEAST)
    .reduce<RecipeStep | null>(
      (best, step) => (best === null || gain(step) > gain(best) ? step : best),
      null,
    );
  const { seeds, batchSize } = judging;
  const result = {
    seeds,
    batchSize,
    start: first.state,
    steps,
    end: now.state,
    ended,
    decisive,
    configuration: {
      task,
      ...thresholds,
      maxSteps,
      train: shapesOf(options.train),
      dev: shapesOf(dev),
      build: plain(options.build ?? "default"),
      error: plain(options.error ?? "default"),
      moreData: plain(moreData ?? "none"),
    },
    provenance: provenanceOf(),
  };
  // Not enumerable, so that the rest can be compared and written as JSON.
  const withModel = Object.defineProperty(result, "model", { value: now.model }) as typeof result & {
    model: Model;
  };
  return printable(withModel, () => recipeReport(result));
}

const shapesOf = ({ x, y }: RecipeData): { x: number[]; y: number[] } => ({
  x: [...x.shape],
  y: [...y.shape],
});

/** Against bias the kinds take turns: what was kept last comes last. */
function turn(moves: readonly Move[], steps: readonly RecipeStep[]): Move[] {
  const last = steps.at(-1);
  if (last === undefined || last.against === "variance" || !last.kept) return [...moves];
  const isLast = ({ kind }: Move): boolean => kind === last.kind;
  return [...moves.filter((move) => !isLast(move)), ...moves.filter(isLast)];
}
