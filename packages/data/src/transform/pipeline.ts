import { DataError } from "../errors";
import type { LeakageOptions } from "../leakage/guard";
import { derive, placeOf } from "../leakage/provenance";
import { isNdArray, type NdArray } from "../ndarray/ndarray";
import { checkOptions } from "../options";
import { Transform } from "./base";
import type { TargetInput } from "./fit-arguments";
import { arrayPieces, type Frame, inputRows, type TransformInput } from "./frame";
import { type JsonObject, type JsonValue, listField } from "./json";
import { type Target, targetOf } from "./target";
import type { Work } from "./work";

/**
 * Options of {@link pipeline}.
 *
 * @example
 * ```ts
 * const options: PipelineOptions = {};
 * ```
 */
export interface PipelineOptions extends LeakageOptions {}

/** A step that can be turned back, to numbers or to cells. */
interface Invertible {
  inverseTransform(input: TransformInput): unknown;
}

/** Reads a saved transform back; handed in, so that containers need not know all kinds. */
export type Revive = (json: unknown) => Transform;

/** Fits transforms one after another, each on what the one before gives. */
export function* fitSteps(
  steps: readonly Transform[],
  frame: Frame,
  target: Target | undefined,
): Generator<void, Frame> {
  let current = frame;
  for (const step of steps) current = yield* step.fitApplyFrame(current, target);
  return current;
}

/** Applies fitted transforms one after another. */
export function* applySteps(steps: readonly Transform[], frame: Frame): Generator<void, Frame> {
  let current = frame;
  for (const step of steps) current = yield* step.applyFrame(current);
  return current;
}

/** Throws unless every step is a transform. */
export const checkSteps = (steps: readonly Transform[], who: string): void => {
  if (!Array.isArray(steps)) {
    throw new DataError(
      `${who}: expected a list of transforms, received ${typeof steps}; write [standardScaler()]`,
    );
  }
  steps.forEach((step: unknown, i) => {
    if (step instanceof Transform) return;
    throw new DataError(
      `${who}: expected transforms such as standardScaler(), received ${typeof step === "function" ? "a function" : JSON.stringify(step)} as step ${i}; ` +
        "call the factory, and keep labelEncoder() for targets",
    );
  });
  if (new Set(steps).size !== steps.length) {
    throw new DataError(`${who}: expected a new transform for each step, received the same one twice`);
  }
};

/**
 * The steps of a pipeline: a list, or an object that gives each a name.
 *
 * @example
 * ```ts
 * const steps: PipelineSteps = { fill: simpleImputer(), scale: standardScaler() };
 * ```
 */
export type PipelineSteps = readonly Transform[] | Readonly<Record<string, Transform>>;

const isNamed = (steps: PipelineSteps): steps is Readonly<Record<string, Transform>> => {
  if (typeof steps !== "object" || steps === null || Array.isArray(steps)) return false;
  if (steps instanceof Transform) {
    throw new DataError(
      `pipeline: expected a list of transforms, received ${steps.kind} alone; write [${steps.kind}()]`,
    );
  }
  // An object puts such names first, whatever the order in which they were written.
  const number = Object.keys(steps).find((name) => /^\d+$/.test(name));
  if (number === undefined) return true;
  throw new DataError(
    `pipeline: expected names that are no numbers, received "${number}"; name the steps, or give a list`,
  );
};

const byKind = (steps: readonly Transform[]): Record<string, Transform> => {
  const counts = new Map<string, number>();
  return Object.fromEntries(
    steps.map((step) => {
      const n = (counts.get(step.kind) ?? 0) + 1;
      counts.set(step.kind, n);
      return [n === 1 ? step.kind : `${step.kind}-${n}`, step];
    }),
  );
};

/**
 * The transform that {@link pipeline} makes.
 *
 * @example
 * ```ts
 * const steps: Pipeline = pipeline([simpleImputer(), standardScaler()]);
 * ```
 */
export class Pipeline extends Transform<NdArray<Float64Array>> {
  readonly kind = "pipeline" as const;
  /** The transforms in order. */
  readonly steps: readonly Transform[];
  /** The transforms by name; those of a list are called by their kinds, a second one "standardScaler-2". */
  readonly namedSteps: Readonly<Record<string, Transform>>;
  private readonly named: boolean;
  private names: readonly string[] = [];

  constructor(steps: PipelineSteps, options: PipelineOptions) {
    super(options);
    checkOptions(this.kind, options, ["allowLeakage"]);
    this.named = isNamed(steps);
    this.steps = isNamed(steps) ? Object.values(steps) : steps;
    checkSteps(this.steps, "pipeline");
    this.steps = [...this.steps];
    this.namedSteps = isNamed(steps) ? { ...steps } : byKind(this.steps);
  }

  protected override readTarget(target: TargetInput, input: TransformInput): Target {
    return targetOf(target, input, this.kind);
  }

  protected *learn(frame: Frame, target?: Target): Generator<void, void> {
    yield* this.learnAndApply(frame, target);
  }

  protected override *learnAndApply(frame: Frame, target?: Target): Generator<void, Frame> {
    const out = yield* fitSteps(this.steps, frame, target);
    this.names = out.features.map(({ name }) => name);
    return out;
  }

  protected apply(frame: Frame): Work<Frame> {
    return applySteps(this.steps, frame);
  }

  protected namesOut(): string[] {
    return [...this.names];
  }

  protected present(frame: Frame): Work<NdArray<Float64Array>> {
    return arrayPieces(frame, this.kind);
  }

  /**
   * Turns transformed values back through all steps, the last first.
   *
   * @throws NotFittedError before fit; DataError when a step has no inverse to numbers.
   */
  inverseTransform(input: TransformInput): NdArray<Float64Array> {
    this.features();
    let current: TransformInput = input;
    for (const step of [...this.steps].reverse()) {
      const back =
        "inverseTransform" in step ? (step as unknown as Invertible).inverseTransform(current) : undefined;
      if (back === undefined || !isNdArray(back)) {
        throw new DataError(
          `pipeline.inverseTransform: expected steps with an inverse to numbers, received ${step.kind}, which has none; invert the other steps one by one`,
        );
      }
      current = back;
    }
    return derive(current as NdArray<Float64Array>, placeOf(input, inputRows(input, this.kind)));
  }

  protected optionsJson(): JsonObject {
    return {};
  }

  protected stateJson(): JsonObject {
    return { names: [...this.names] };
  }

  /** Everything needed to transform again, its steps included. */
  override toJSON(): ReturnType<Transform["toJSON"]> {
    const steps = this.steps.map((step) => step.toJSON() as unknown as JsonValue);
    const options = this.named ? { steps, names: Object.keys(this.namedSteps) } : { steps };
    return { ...super.toJSON(), options };
  }

  protected readState(state: JsonObject): void {
    this.names = listField(state, "names").map(String);
  }
}

/**
 * Transforms one after another, as scikit-learn's `make_pipeline`: fit fits each step on what the one before
 * makes of the train part.
 *
 * @param steps The transforms, each a new one: a list, or an object with a name for each.
 * @param options `allowLeakage`.
 * @throws DataError for a step that is no transform; LeakageError when fitted on held-out rows.
 * @example
 * ```ts
 * const prepare = pipeline([simpleImputer({ strategy: "median" }), standardScaler()]);
 * toNested(prepare.fitTransform([[0], [null], [2], [1]])); // [[-1.414…], [0], [1.414…], [0]]
 * ```
 */
export function pipeline(steps: PipelineSteps, options: PipelineOptions = {}): Pipeline {
  return new Pipeline(steps, options);
}

/** A pipeline from its saved options. */
export const pipelineFromOptions = (options: JsonObject, revive: Revive): Pipeline => {
  const steps = listField(options, "steps").map(revive);
  if (options.names === undefined) return pipeline(steps);
  const names = listField(options, "names").map(String);
  return pipeline(Object.fromEntries(steps.map((step, i) => [names[i]!, step])));
};
