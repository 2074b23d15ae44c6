import { DataError, NotFittedError } from "../errors";
import { guardFit, type LeakageOptions } from "../leakage/guard";
import { derive, placeOf } from "../leakage/provenance";
import type { NdArray } from "../ndarray/ndarray";
import { checkOptions } from "../options";
import { count } from "../wording";
import type { Transform } from "./base";
import type { TransformInput } from "./frame";
import type { JsonObject, JsonValue, TransformJson } from "./json";
import type { Revive } from "./pipeline";
import {
  type FunctionPair,
  functionPair,
  type NumberFunction,
  type TargetFunctionName,
} from "./target-functions";
import { type TargetValues, type ValueMatrix, valueMatrix } from "./target-values";

/**
 * A transform of numbers that can be turned back, such as standardScaler(), powerTransformer() or a pipeline
 * of such.
 *
 * @example
 * ```ts
 * const transformer: TargetTransform = standardScaler();
 * ```
 */
export type TargetTransform = Transform<NdArray<Float64Array>> & {
  /** What went in, from what came out. */
  inverseTransform(input: TransformInput): NdArray<Float64Array>;
};

/**
 * Options of {@link transformedTarget}: a transformer, or a function with its inverse.
 *
 * @example
 * ```ts
 * const options: TransformedTargetOptions = { func: "log1p" };
 * ```
 */
export interface TransformedTargetOptions extends LeakageOptions {
  /** A transform of numbers with an inverse, to be fitted on the target. */
  transformer?: TargetTransform | undefined;
  /** What is done with each number: a function, or the name of one that has an inverse here. */
  func?: NumberFunction | TargetFunctionName | undefined;
  /** The inverse of `func`; needed with a function of your own. */
  inverseFunc?: NumberFunction | undefined;
  /** Throw in fit when the inverse does not give some of the target back; default true. */
  checkInverse?: boolean | undefined;
}

/**
 * What a model gives for a target in its own units: what it gave as numbers of float64, later when it
 * promised it.
 *
 * @example
 * ```ts
 * type Later = InUnits<Promise<Float32Array>>; // Promise<NdArray<Float64Array>>
 * ```
 */
export type InUnits<P> =
  P extends PromiseLike<unknown> ? Promise<NdArray<Float64Array>> : NdArray<Float64Array>;

/**
 * What a model must have to be trained on a transformed target; those of `@wellfit/layers` have it.
 *
 * @example
 * ```ts
 * const model: TargetModel = { fit: (x, y) => {}, predict: (x) => [1, 2] };
 * ```
 */
export interface TargetModel {
  /** Trains on inputs and a target. */
  // biome-ignore lint/suspicious/noExplicitAny: the arguments of any model.
  fit(x: any, y: any, options?: any): unknown;
  /** Predicts the target of inputs. */
  // biome-ignore lint/suspicious/noExplicitAny: the arguments of any model.
  predict(...args: any[]): unknown;
}

/**
 * A model whose target and predictions are in the target's own units.
 *
 * @example
 * ```ts
 * const wrapped: WrappedModel<TargetModel> = transformedTarget({ func: "log1p" }).wrapModel(model);
 * ```
 */
export interface WrappedModel<M extends TargetModel> {
  /** The model itself, which knows transformed targets only. */
  readonly model: M;
  /**
   * Trains on the transformed target, which is fitted on `y` unless it was fitted before; the target in
   * `options.validationData` is transformed too.
   */
  fit(x: unknown, y: TargetValues, options?: object): ReturnType<M["fit"]>;
  /** Predicts, in the target's units. */
  predict(x: unknown, ...rest: readonly unknown[]): InUnits<ReturnType<M["predict"]>>;
}

const who = "transformedTarget";

const isPromise = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === "object" && value !== null && "then" in value;

const isClose = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-8 + 1e-5 * Math.abs(b);

/**
 * What {@link transformedTarget} makes.
 *
 * @example
 * ```ts
 * const target: TransformedTarget = transformedTarget({ transformer: standardScaler() });
 * ```
 */
export class TransformedTarget {
  /** The name of the factory that makes it. */
  readonly kind = "transformedTarget" as const;
  /** The transformer, when it works with one. */
  readonly transformer: TargetTransform | undefined;
  private readonly pair: FunctionPair | undefined;
  private readonly checkInverse: boolean;
  private readonly allowLeakage: boolean;
  /** How the target of fit looked. */
  private fittedOn: { readonly width: number; readonly flat: boolean } | undefined;

  constructor(options: TransformedTargetOptions) {
    checkOptions(who, options, ["transformer", "func", "inverseFunc", "checkInverse", "allowLeakage"]);
    const { transformer, func, inverseFunc } = options;
    const functions = func !== undefined || inverseFunc !== undefined;
    if ((transformer !== undefined) === functions) {
      throw new DataError(
        `${who}: expected either a transformer or func with inverseFunc, received ${functions ? "both" : "neither"}; ` +
          'write { transformer: standardScaler() } or { func: "log1p" }',
      );
    }
    if (transformer !== undefined && typeof transformer.inverseTransform !== "function") {
      throw new DataError(
        `${who}: expected a transformer with an inverse, received ${transformer?.kind ?? JSON.stringify(transformer)}, which has none; use a scaler, powerTransformer() or quantileTransformer()`,
      );
    }
    this.transformer = transformer;
    this.pair = functions ? functionPair(func as NumberFunction, inverseFunc, who) : undefined;
    this.checkInverse = options.checkInverse ?? true;
    this.allowLeakage = options.allowLeakage ?? false;
  }

  /** Was it fitted? */
  get fitted(): boolean {
    return this.fittedOn !== undefined;
  }

  private shape(): { readonly width: number; readonly flat: boolean } {
    if (this.fittedOn !== undefined) return this.fittedOn;
    throw new NotFittedError(
      `${who}: expected to be fitted first, received transform before fit; call ${who}.fit(yTrain), or fitTransform(yTrain)`,
    );
  }

  private forward(matrix: NdArray<Float64Array>): NdArray<Float64Array> {
    if (this.pair === undefined) return this.transformer!.transform(matrix);
    const { func } = this.pair;
    const data = matrix.data.map((value) => func(value));
    const bad = data.findIndex((value) => !Number.isFinite(value));
    if (bad < 0) return { data, shape: matrix.shape };
    throw new DataError(
      `${who}: expected a target for which func gives a number, received ${matrix.data[bad]} in row ${Math.floor(bad / matrix.shape[1]!)}, for which it gives ${data[bad]}; ` +
        'for zeros use { func: "log1p" }, for negative values { func: "asinh" } or a transformer',
    );
  }

  private back(matrix: NdArray<Float64Array>): NdArray<Float64Array> {
    if (this.pair === undefined) return this.transformer!.inverseTransform(matrix);
    const { inverse } = this.pair;
    return { data: matrix.data.map((value) => inverse(value)), shape: matrix.shape };
  }

  private checkPair({ data, shape: [nRows = 0, width = 1] }: NdArray<Float64Array>): void {
    const step = Math.max(1, Math.floor(nRows / 10));
    const rows = Math.ceil(nRows / step);
    const some = new Float64Array(rows * width);
    for (let i = 0; i < rows; i++) {
      some.set(data.subarray(i * step * width, (i * step + 1) * width), i * width);
    }
    const matrix = { data: some, shape: [rows, width] };
    const again = this.back(this.forward(matrix)).data;
    const bad = some.findIndex((value, i) => !isClose(again[i]!, value));
    if (bad < 0) return;
    throw new DataError(
      `${who}: expected an inverse that gives the target back, received ${again[bad]} for ${some[bad]}; mend inverseFunc, or pass { checkInverse: false }`,
    );
  }

  /**
   * Learns from the target of the train part.
   *
   * @param y Numbers, one a row or rows of several.
   * @throws LeakageError on held-out rows; DataError for texts and missing values, or an inverse that is none.
   */
  fit(y: TargetValues, options?: LeakageOptions): this {
    const { matrix, flat } = valueMatrix(y, who);
    const nRows = matrix.shape[0]!;
    const remember = guardFit(y, nRows, who, options?.allowLeakage ?? this.allowLeakage);
    if (nRows === 0) throw new DataError(`${who}: expected at least one row to fit on, received none`);
    // These rows were guarded here.
    this.transformer?.fit(matrix, { allowLeakage: true });
    if (this.checkInverse) this.checkPair(matrix);
    this.fittedOn = { width: matrix.shape[1]!, flat };
    remember();
    return this;
  }

  private checked(values: TargetValues, during: string): ValueMatrix {
    const { width } = this.shape();
    const given = valueMatrix(values, `${who}${during}`);
    if (given.matrix.shape[1] === width) return given;
    throw new DataError(
      `${who}${during}: expected ${count(width, "number")} a row, as in fit, received ${given.matrix.shape[1]}; give the same target`,
    );
  }

  /**
   * The target that a model is trained on.
   *
   * @returns A float64 array of the shape of `y`: [rows] or [rows, outputs].
   * @throws NotFittedError before fit; DataError for another width, or a value that func has no number for.
   */
  transform(y: TargetValues): NdArray<Float64Array> {
    const { matrix, flat } = this.checked(y, "");
    const { data } = this.forward(matrix);
    const shape = flat ? [matrix.shape[0]!] : matrix.shape;
    return derive({ data, shape }, placeOf(y, matrix.shape[0]!));
  }

  /** `fit`, then `transform`, on the train part. */
  fitTransform(y: TargetValues, options?: LeakageOptions): NdArray<Float64Array> {
    return this.fit(y, options).transform(y);
  }

  /**
   * Predictions in the target's units.
   *
   * @param predictions What a model gives that was trained on the transformed target: a tensor or an array.
   * @returns A float64 array of shape [rows] when the target of fit had one number a row and that shape, else
   *   [rows, outputs].
   * @throws NotFittedError before fit; DataError for another width.
   */
  inverseTransform(predictions: TargetValues): NdArray<Float64Array> {
    const { matrix } = this.checked(predictions, ".inverseTransform");
    const { data } = this.back(matrix);
    const nRows = matrix.shape[0]!;
    const shape = this.shape().flat ? [nRows] : matrix.shape;
    return derive({ data, shape }, placeOf(predictions, nRows));
  }

  /**
   * A function that predicts in the target's units, from one that predicts what the model was trained on.
   *
   * @param predict Gives a tensor or an array, or a promise of one.
   */
  wrapPredict<A extends readonly unknown[], P>(predict: (...args: A) => P): (...args: A) => InUnits<P> {
    return (...args) => {
      const given: unknown = predict(...args);
      const turn = (values: unknown): NdArray<Float64Array> => this.inverseTransform(values as TargetValues);
      return (isPromise(given) ? Promise.resolve(given).then(turn) : turn(given)) as InUnits<P>;
    };
  }

  /**
   * A model of which `fit` takes the target in its own units and `predict` gives it back in them.
   *
   * @param model A model with `fit(x, y, options)` and `predict(x)`, such as those of `@wellfit/layers`.
   */
  wrapModel<M extends TargetModel>(model: M): WrappedModel<M> {
    return {
      model,
      fit: (x, y, options) => {
        if (!this.fitted) this.fit(y);
        return model.fit(x, this.transform(y), this.inValidation(options)) as ReturnType<M["fit"]>;
      },
      predict: this.wrapPredict((...args) => model.predict(...args) as ReturnType<M["predict"]>),
    };
  }

  private inValidation(options: unknown): unknown {
    const { validationData } = (options ?? {}) as { validationData?: unknown };
    if (!Array.isArray(validationData)) return options;
    const [x, y, ...rest] = validationData as [unknown, TargetValues, ...unknown[]];
    return { ...(options as object), validationData: [x, this.transform(y), ...rest] };
  }

  /**
   * Everything needed to transform again; `transformFromJson` reads it back.
   *
   * @throws DataError for a function of your own, which JSON cannot hold.
   */
  toJSON(): TransformJson {
    const { transformer, pair, fittedOn, checkInverse } = this;
    if (pair !== undefined && pair.name === undefined) {
      throw new DataError(
        `${who}.toJSON: expected a transformer or the name of a function, received a function of your own, which JSON cannot hold; use { func: "log1p" } or the like, or { transformer: functionTransformer({ func, inverseFunc, name }) }`,
      );
    }
    const inner = transformer?.toJSON() as unknown as JsonValue | undefined;
    return {
      kind: this.kind,
      options: { transformer: inner, func: pair?.name, checkInverse },
      features: fittedOn === undefined ? null : { names: this.getFeatureNamesOut(), named: false },
      state: fittedOn === undefined ? null : { ...fittedOn },
    };
  }

  /** The names of the target's numbers: "y", or "y0", "y1" and so on. Throws NotFittedError before fit. */
  getFeatureNamesOut(): string[] {
    const { width } = this.shape();
    return width === 1 ? ["y"] : Array.from({ length: width }, (_, j) => `y${j}`);
  }

  /**
   * Takes back the state of what was saved.
   *
   * @internal
   */
  restore(json: TransformJson): this {
    if (json.state === null) return this;
    const { width, flat } = json.state;
    if (typeof width !== "number" || typeof flat !== "boolean") {
      throw new DataError(
        `transformFromJson: expected the width of a target, received ${JSON.stringify(json.state)}; the saved transform is damaged, save it again`,
      );
    }
    this.fittedOn = { width, flat };
    return this;
  }
}

/**
 * Trains a model on a target that was transformed, and gives its predictions in the target's own units, as
 * scikit-learn's `TransformedTargetRegressor`: prices by their logarithm, or any number standardised, which a
 * network learns more easily.
 *
 * @param options `transformer`, or `func` with `inverseFunc`; `checkInverse`, `allowLeakage`.
 * @throws DataError for both or neither of these, or a transformer without an inverse.
 * @example
 * ```ts
 * const target = transformedTarget({ func: "log1p" });
 * target.fitTransform([0, Math.E - 1]).data; // Float64Array [0, 1]
 * const predict = target.wrapPredict((x: number[]) => x.map(() => 1));
 * predict([5]).data; // Float64Array [1.718281828459045]
 * ```
 */
export function transformedTarget(options: TransformedTargetOptions): TransformedTarget {
  return new TransformedTarget(options ?? {});
}

/** A transformed target from its saved options. */
export const transformedTargetFromOptions = (options: JsonObject, revive: Revive): TransformedTarget => {
  const { transformer, func, checkInverse } = options;
  return transformedTarget({
    transformer: transformer == null ? undefined : (revive(transformer) as TargetTransform),
    func: (func ?? undefined) as TargetFunctionName | undefined,
    checkInverse: checkInverse !== false,
  });
};
