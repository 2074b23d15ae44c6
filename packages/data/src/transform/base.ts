import { DataError, NotFittedError } from "../errors";
import { guardFit, type LeakageOptions } from "../leakage/guard";
import { derive, placeOf } from "../leakage/provenance";
import { isTable } from "../table/table";
import { count, listNames } from "../wording";
import { checkTarget, fitArguments, type TargetInput } from "./fit-arguments";
import { type Frame, framePieces, inputRows, type TransformInput, toFrame } from "./frame";
import type { JsonObject, TransformJson } from "./json";
import type { Target } from "./target";
import { finish, inTurns, pieces, type Work } from "./work";

/** What `fit` takes. */
type FitParameters = [
  input: TransformInput,
  y: TargetInput | LeakageOptions | undefined,
  options: LeakageOptions | undefined,
];

/**
 * What every transform of tables and arrays does. It learns from the rows it is fitted on, and from nothing
 * else; it never changes its input. `Out` is what transforming gives, an array of shape [rows, features] for
 * all but the imputer.
 *
 * @example
 * ```ts
 * const prepare = (transform: Transform, train: Table): Transform => transform.fit(train);
 * ```
 */
export abstract class Transform<Out = unknown> {
  /** The name of the factory that makes it, such as "standardScaler". */
  abstract readonly kind: string;
  private fittedOn: { readonly names: readonly string[]; readonly named: boolean } | undefined;
  /** The column of a table that was the target of the fit, and is no feature later either. */
  private targetName: string | undefined;
  private readonly allowLeakage: boolean;

  constructor(options: LeakageOptions) {
    this.allowLeakage = options.allowLeakage ?? false;
  }

  /** Learns from a frame, and from the target where there is one; in pieces where it takes long. */
  protected abstract learn(frame: Frame, target?: Target): Work<void>;
  /** Transforms a frame that has the features it was fitted on; in pieces where it takes long. */
  protected abstract apply(frame: Frame): Work<Frame>;
  /** The names of the features that come out, for those that went in. */
  protected abstract namesOut(names: readonly string[]): string[];
  /** What the caller gets. */
  protected abstract present(frame: Frame, input: TransformInput): Work<Out>;
  /** The options as JSON. */
  protected abstract optionsJson(): JsonObject;
  /** What was learned, as JSON. */
  protected abstract stateJson(): JsonObject;
  /** Takes back what was learned. */
  protected abstract readState(state: JsonObject, names: readonly string[]): void;

  /** Was it fitted? */
  get fitted(): boolean {
    return this.fittedOn !== undefined;
  }

  /** How many features it was fitted on. Throws NotFittedError before. */
  get nFeaturesIn(): number {
    return this.features().length;
  }

  /** The names of the features it was fitted on. */
  protected features(): readonly string[] {
    if (this.fittedOn !== undefined) return this.fittedOn.names;
    throw new NotFittedError(
      `${this.kind}: expected to be fitted first, received transform before fit; call ${this.kind}.fit(train), or fitTransform(train)`,
    );
  }

  /** Throws LeakageError when these rows must not be learned from; gives what remembers the fit. */
  protected guard(input: TransformInput, options: LeakageOptions | undefined): () => void {
    const allow = options?.allowLeakage ?? this.allowLeakage;
    return guardFit(input, inputRows(input, this.kind), this.kind, allow);
  }

  /** The frame of an input, with the features that this transform takes of it, to fit or to transform. */
  protected frameOf(input: TransformInput, _toFit = false): Work<Frame> {
    return framePieces(input, this.kind);
  }

  /** The values of a target; transforms that have no use for them leave them unread. */
  protected readTarget(_target: TargetInput, _input: TransformInput): Target | undefined {
    return undefined;
  }

  /** What of a table are features: all but the target. */
  private featuresOf(input: TransformInput): TransformInput {
    const { targetName } = this;
    if (targetName === undefined || !isTable(input) || !input.hasColumn(targetName)) return input;
    return input.drop(targetName);
  }

  private *fitting<T>(
    input: TransformInput,
    second: TargetInput | LeakageOptions | undefined,
    third: LeakageOptions | undefined,
    fit: (frame: Frame, target: Target | undefined) => Generator<void, T>,
  ): Generator<void, T> {
    const { target, options } = fitArguments(second, third, this.kind);
    const nRows = inputRows(input, this.kind);
    const remember = [this.guard(input, options)];
    if (target !== undefined) checkTarget(target, input, nRows, this.kind);
    const cells = target === undefined ? undefined : this.readTarget(target, input);
    if (typeof target === "object") {
      remember.push(guardFit(target, nRows, this.kind, options?.allowLeakage ?? this.allowLeakage));
    }
    const before = this.targetName;
    this.targetName = typeof target === "string" ? target : undefined;
    try {
      const frame = yield* pieces(this.frameOf(this.featuresOf(input), true));
      const out = yield* fit(frame, cells);
      for (const note of remember) note();
      return out;
    } catch (error) {
      this.targetName = before;
      throw error;
    }
  }

  private *fitOnly(...[input, second, third]: FitParameters): Generator<void, this> {
    yield* this.fitting(input, second, third, (train, target) => this.fitFrame(train, target));
    return this;
  }

  private *fitThenTransform(...[input, second, third]: FitParameters): Generator<void, Out> {
    const frame = yield* this.fitting(input, second, third, (train, target) =>
      this.fitApplyFrame(train, target),
    );
    return yield* this.presenting(frame, input);
  }

  private *presenting(frame: Frame, input: TransformInput): Generator<void, Out> {
    const out = yield* pieces(this.present(frame, input));
    if (typeof out === "object" && out !== null) derive(out, placeOf(input, inputRows(input, this.kind)));
    return out;
  }

  private *transforming(input: TransformInput): Generator<void, Out> {
    this.features();
    const frame = yield* this.applyFrame(yield* pieces(this.frameOf(this.featuresOf(input))));
    return yield* this.presenting(frame, input);
  }

  /**
   * Learns from the train part, forgetting what it learned before.
   *
   * @param input The train part.
   * @param y The target, for transforms that learn from it; the name of a column takes it from the table,
   *   where it is no feature then. May be left out: `fit(input, options)`.
   * @param options `allowLeakage`.
   * @throws LeakageError when rows of it are held out by a split; DataError when it has no rows or values
   *   that this transform cannot learn from.
   */
  fit(input: TransformInput, y?: TargetInput | LeakageOptions, options?: LeakageOptions): this {
    return finish(this.fitOnly(input, y, options));
  }

  /**
   * `fit` in turns: the event loop runs every few milliseconds, so that a page or a server goes on answering.
   *
   * @throws What `fit` throws, as a rejection.
   */
  fitAsync(input: TransformInput, y?: TargetInput | LeakageOptions, options?: LeakageOptions): Promise<this> {
    return inTurns(this.fitOnly(input, y, options));
  }

  /** Throws for a frame without rows to fit on. */
  protected checkRows(frame: Frame): void {
    if (frame.nRows > 0) return;
    throw new DataError(`${this.kind}: expected at least one row to fit on, received none`);
  }

  /** Notes the features that it was fitted on. */
  protected noteFit(frame: Frame): void {
    this.fittedOn = { names: frame.features.map(({ name }) => name), named: frame.named };
  }

  /**
   * Fits on columns whose rows were guarded already, as a step of a pipeline.
   *
   * @internal
   */
  *fitFrame(frame: Frame, target?: Target): Generator<void, void> {
    this.checkRows(frame);
    yield* pieces(this.learn(frame, target));
    this.noteFit(frame);
  }

  /**
   * Fits on columns and transforms them, as a step of a pipeline.
   *
   * @internal
   */
  *fitApplyFrame(frame: Frame, target?: Target): Generator<void, Frame> {
    this.checkRows(frame);
    const out = yield* this.learnAndApply(frame, target);
    this.noteFit(frame);
    return out;
  }

  /** Learns, and transforms the same rows; another thing than one after the other only where it is crossed. */
  protected *learnAndApply(frame: Frame, target?: Target): Generator<void, Frame> {
    yield* this.fitFrame(frame, target);
    return yield* pieces(this.apply(frame));
  }

  /** The names of the table's columns it was fitted on; undefined when that was an array, or nothing yet. */
  protected fittedNames(): readonly string[] | undefined {
    return this.fittedOn?.named === true ? this.fittedOn.names : undefined;
  }

  /**
   * Transforms columns after checking that they are those of the fit, as a step of a pipeline.
   *
   * @internal
   */
  *applyFrame(frame: Frame): Generator<void, Frame> {
    this.checkFeatures(frame);
    return yield* pieces(this.apply(frame));
  }

  /** Throws unless a frame has the features of the fit. */
  protected checkFeatures(frame: Frame): void {
    const names = this.features();
    const received = frame.features.map(({ name }) => name);
    if (received.length !== names.length) {
      throw new DataError(
        `${this.kind}: expected ${count(names.length, "feature")} (${listNames(names)}), as in fit, received ${received.length} (${listNames(received)}); ` +
          "give the same columns as in fit",
      );
    }
    if (!frame.named || !this.fittedOn!.named) return;
    const wrong = names.findIndex((name, j) => name !== received[j]);
    if (wrong < 0) return;
    throw new DataError(
      `${this.kind}: expected the columns ${listNames(names, 40)} in this order, as in fit, received "${received[wrong]}" where "${names[wrong]}" was; ` +
        "put them in order with table.select",
    );
  }

  /**
   * Transforms with what was learned; the result remembers its rows' origin as the input does.
   *
   * @throws NotFittedError before fit; DataError when the features are not those of fit.
   */
  transform(input: TransformInput): Out {
    return finish(this.transforming(input));
  }

  /**
   * `transform` in turns: the event loop runs every few milliseconds.
   *
   * @throws What `transform` throws, as a rejection.
   */
  transformAsync(input: TransformInput): Promise<Out> {
    return inTurns(this.transforming(input));
  }

  /**
   * `fit`, then `transform`, on the train part; a transform that learns from `y` codes each row without
   * looking at the row's own.
   */
  fitTransform(input: TransformInput, y?: TargetInput | LeakageOptions, options?: LeakageOptions): Out {
    return finish(this.fitThenTransform(input, y, options));
  }

  /** `fitTransform` in turns: the event loop runs every few milliseconds. */
  fitTransformAsync(
    input: TransformInput,
    y?: TargetInput | LeakageOptions,
    options?: LeakageOptions,
  ): Promise<Out> {
    return inTurns(this.fitThenTransform(input, y, options));
  }

  /** The names of the features that come out, as scikit-learn names them. Throws NotFittedError before fit. */
  getFeatureNamesOut(): string[] {
    return this.namesOut(this.features());
  }

  /** Everything needed to transform again, for `JSON.stringify`; `transformFromJson` reads it back. */
  toJSON(): TransformJson {
    const { kind, fittedOn, targetName: target } = this;
    return {
      kind,
      options: this.optionsJson(),
      features: fittedOn === undefined ? null : { ...fittedOn, ...(target === undefined ? {} : { target }) },
      state: fittedOn === undefined ? null : this.stateJson(),
    };
  }

  /**
   * Takes back the features and the state of a saved transform.
   *
   * @internal
   */
  restore(json: TransformJson): this {
    if (json.state === null || json.features === null) return this;
    const names = json.features.names.map(String);
    this.readState(json.state, names);
    this.fittedOn = { names, named: json.features.named === true };
    if (json.features.target !== undefined) this.targetName = String(json.features.target);
    return this;
  }
}

/** What an inverse takes: an array or rows as wide as the transform's output. */
export const inverseFrame = (input: TransformInput, width: number, who: string): Frame => {
  const frame = toFrame(input, `${who}.inverseTransform`);
  if (frame.features.length === width) return frame;
  throw new DataError(
    `${who}.inverseTransform: expected ${count(width, "feature")}, as transform gives, received ${frame.features.length}` +
      `${isTable(input) ? " columns" : ""}; give what transform gave`,
  );
};
