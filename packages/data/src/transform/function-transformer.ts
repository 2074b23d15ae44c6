import { DataError } from "../errors";
import type { LeakageOptions } from "../leakage/guard";
import { checkOptions, oneOf } from "../options";
import { count, listNames } from "../wording";
import { type Frame, type NumberFeature, numericPieces } from "./frame";
import { type ArrayFunction, callOn, type RowFunction, type ValueFunction } from "./function-call";
import { type JsonObject, listField } from "./json";
import { InvertibleTransform } from "./numeric";
import { finish } from "./work";

/** The names of the features that come out: as many as go in, under their names, or made from those. */
export type FeatureNamesOut = "oneToOne" | ((names: readonly string[]) => readonly string[]);

/** What all forms of {@link FunctionTransformerOptions} share. */
interface Common extends LeakageOptions {
  /**
   * The names of what comes out: "oneToOne" keeps those of the features, a function makes them of those.
   * Default: "oneToOne" where as many come out as go in, else functiontransformer0, functiontransformer1, …
   */
  featureNamesOut?: FeatureNamesOut | undefined;
  /** See in fit, at about a hundred rows, whether `inverseFunc` turns `func` back; default true. */
  checkInverse?: boolean | undefined;
  /** The name under which `transformFromJson` asks for the functions; default the name of `func`. */
  name?: string | undefined;
}

/** Functions of single values. */
interface OfValues {
  /** What `func` is called with: each "value" (default), each "row", or the whole "array". */
  on?: "value" | undefined;
  /** What is made of each value; default: it stays as it is. */
  func?: ValueFunction | undefined;
  /** The way back. */
  inverseFunc?: ValueFunction | undefined;
}

/** Functions of rows. */
interface OfRows {
  on: "row";
  func: RowFunction;
  inverseFunc?: RowFunction | undefined;
}

/** Functions of arrays. */
interface OfArrays {
  on: "array";
  func: ArrayFunction;
  inverseFunc?: ArrayFunction | undefined;
}

/**
 * Options of {@link functionTransformer}: functions of single values, of rows (`on: "row"`: an array of
 * numbers to numbers, as many for each row), or of the whole array (`on: "array"`: of shape [rows, features]
 * to one of as many rows).
 *
 * @example
 * ```ts
 * const ratio: FunctionTransformerOptions = {
 *   on: "row",
 *   func: ([width, height]) => [width! / height!],
 *   featureNamesOut: () => ["ratio"],
 * };
 * ```
 */
export type FunctionTransformerOptions = Common & (OfValues | OfRows | OfArrays);

/**
 * The functions of a saved {@link functionTransformer}, which JSON cannot hold.
 *
 * @example
 * ```ts
 * const functions: Record<string, SavedFunctions> = { log1p: { func: Math.log1p, inverseFunc: Math.expm1 } };
 * ```
 */
export interface SavedFunctions {
  /** As in {@link functionTransformer}. */
  func: ValueFunction | RowFunction | ArrayFunction;
  /** As in {@link functionTransformer}; needed where it was given there. */
  inverseFunc?: ValueFunction | RowFunction | ArrayFunction | undefined;
  /** As in {@link functionTransformer}; needed where it was a function there. */
  featureNamesOut?: FeatureNamesOut | undefined;
}

const resolve = (options: FunctionTransformerOptions) => {
  const who = "functionTransformer";
  checkOptions(who, options, [
    "on",
    "func",
    "inverseFunc",
    "featureNamesOut",
    "checkInverse",
    "name",
    "allowLeakage",
  ]);
  const { func, inverseFunc, featureNamesOut } = options;
  for (const [option, value] of Object.entries({ func, inverseFunc })) {
    if (value === undefined || typeof value === "function") continue;
    throw new DataError(
      `${who}: expected ${option} as a function, received ${typeof value}; write for example { func: Math.log1p }`,
    );
  }
  if (func === undefined && inverseFunc !== undefined) {
    throw new DataError(`${who}: expected func beside inverseFunc, received none; give both`);
  }
  if (featureNamesOut !== undefined && typeof featureNamesOut !== "function") {
    oneOf(who, "featureNamesOut", featureNamesOut, ["oneToOne"]);
  }
  return {
    on: oneOf(who, "on", options.on ?? "value", ["value", "row", "array"]),
    func,
    inverseFunc,
    featureNamesOut,
    checkInverse: options.checkInverse ?? true,
    name: options.name ?? func?.name ?? "",
  };
};

const near = (a: number, b: number): boolean =>
  a === b || (Number.isNaN(a) && Number.isNaN(b)) || Math.abs(a - b) <= 1e-9 + 1e-7 * Math.abs(b);

/**
 * The transform that {@link functionTransformer} makes.
 *
 * @example
 * ```ts
 * const logs: FunctionTransformer = functionTransformer({ func: Math.log1p, inverseFunc: Math.expm1 });
 * ```
 */
export class FunctionTransformer extends InvertibleTransform {
  readonly kind = "functionTransformer" as const;
  protected override readonly infinite: boolean = true;
  private readonly options: ReturnType<typeof resolve>;
  private names: readonly string[] = [];

  constructor(options: FunctionTransformerOptions) {
    super(options);
    this.options = resolve(options);
  }

  private forward(columns: readonly Float64Array[], nRows: number): Generator<void, Float64Array[]> {
    return callOn(this.options.on, this.options.func, "func", columns, nRows);
  }

  private backward(columns: readonly Float64Array[], nRows: number): Float64Array[] {
    return finish(callOn(this.options.on, this.options.inverseFunc, "inverseFunc", columns, nRows));
  }

  // How many columns come out: one row tells, or all where a function looks at all of them.
  private *widthOut(columns: readonly Float64Array[], nRows: number): Generator<void, number> {
    const { on, featureNamesOut } = this.options;
    if (on === "value" || featureNamesOut === "oneToOne") return columns.length;
    const rows = on === "row" ? 1 : nRows;
    const some = columns.map((column) => column.subarray(0, rows));
    return (yield* this.forward(some, rows)).length;
  }

  private namesFor(names: readonly string[], width: number): string[] {
    const { featureNamesOut } = this.options;
    if (typeof featureNamesOut === "function") {
      const made = featureNamesOut(names);
      if (Array.isArray(made) && made.length === width) return made.map(String);
      throw new DataError(
        `functionTransformer: expected ${count(width, "name")} from featureNamesOut, as many as columns come out, received ${
          Array.isArray(made) ? `${made.length} (${listNames(made)})` : typeof made
        }`,
      );
    }
    if (width === names.length) return [...names];
    return Array.from({ length: width }, (_, i) => `functiontransformer${i}`);
  }

  private *checkWayBack(features: readonly NumberFeature[], nRows: number): Generator<void, void> {
    const { func, inverseFunc, checkInverse } = this.options;
    if (!checkInverse || func === undefined || inverseFunc === undefined) return;
    const step = Math.max(1, Math.floor(nRows / 100));
    const n = Math.ceil(nRows / step);
    const some = features.map(({ numbers }) =>
      Float64Array.from({ length: n }, (_, i) => numbers[i * step]!),
    );
    const back = this.backward(yield* this.forward(some, n), n);
    for (let j = 0; j < features.length; j++) {
      const row = some[j]!.findIndex((value, i) => !near(back[j]?.[i] ?? Number.NaN, value));
      if (row < 0) continue;
      throw new DataError(
        `functionTransformer: expected inverseFunc to turn back what func gives, received ${back[j]?.[row] ?? "nothing"} for ${some[j]![row]} in row ${row * step} of "${features[j]!.name}"; ` +
          "mend one of them, or pass { checkInverse: false } where they only nearly do",
      );
    }
  }

  protected *learn(frame: Frame): Generator<void, void> {
    const features = yield* numericPieces(frame, this.kind, true);
    yield* this.checkWayBack(features, frame.nRows);
    const columns = features.map(({ numbers }) => numbers);
    this.names = this.namesFor(
      features.map(({ name }) => name),
      yield* this.widthOut(columns, frame.nRows),
    );
  }

  protected *apply(frame: Frame): Generator<void, Frame> {
    const features = yield* numericPieces(frame, this.kind, true);
    const numbers = features.map((feature) => feature.numbers);
    const columns = yield* this.forward(numbers, frame.nRows);
    if (columns.length !== this.names.length && frame.nRows > 0) {
      throw new DataError(
        `functionTransformer: expected ${count(this.names.length, "column")} from func, as in fit, received ${columns.length}; give as many for any rows`,
      );
    }
    return {
      ...frame,
      features: this.names.map((name, j) => ({ name, numbers: columns[j] ?? new Float64Array(0) })),
    };
  }

  protected override namesOut(): string[] {
    return [...this.names];
  }

  protected revert(features: readonly NumberFeature[], nRows: number): NumberFeature[] {
    const { func, inverseFunc } = this.options;
    if (func !== undefined && inverseFunc === undefined) {
      throw new DataError(
        "functionTransformer.inverseTransform: expected an inverseFunc, received none; give it beside func, as in { func: Math.log1p, inverseFunc: Math.expm1 }",
      );
    }
    const columns = this.backward(
      features.map(({ numbers }) => numbers),
      nRows,
    );
    const names = this.features();
    if (columns.length === names.length) return columns.map((numbers, j) => ({ name: names[j]!, numbers }));
    throw new DataError(
      `functionTransformer.inverseTransform: expected ${count(names.length, "column")} from inverseFunc, as went in, received ${columns.length}`,
    );
  }

  protected optionsJson(): JsonObject {
    const { on, func, inverseFunc, featureNamesOut, checkInverse, name } = this.options;
    return {
      on,
      name: func === undefined ? null : name,
      inverse: inverseFunc !== undefined,
      featureNamesOut: typeof featureNamesOut === "function" ? "function" : (featureNamesOut ?? null),
      checkInverse,
    };
  }

  protected stateJson(): JsonObject {
    return { names: [...this.names] };
  }

  protected readState(state: JsonObject): void {
    this.names = listField(state, "names").map(String);
  }
}

/**
 * A transform of a function of yours, such as a logarithm of amounts, as scikit-learn's `FunctionTransformer`.
 * By default the function is called with each value; `on: "row"` calls it with each row, and `on: "array"`
 * once with the whole array. It must treat each row by itself: what it finds out about all rows together would
 * leak from the held-out ones. Missing values reach it as NaN.
 *
 * A function cannot be saved. `toJSON` notes its name, and `transformFromJson` takes the functions anew:
 * `transformFromJson(json, { functions: { log1p: { func: Math.log1p, inverseFunc: Math.expm1 } } })`.
 *
 * @param options `func`, `inverseFunc`, `on`, `featureNamesOut`, `checkInverse`, `name`, `allowLeakage`.
 * @throws DataError for texts, for functions that give no numbers or another number of rows or columns, and,
 *   unless `checkInverse` is false, for an inverse that is none; LeakageError when fitted on held-out rows.
 * @example
 * ```ts
 * const roots = functionTransformer({ func: Math.sqrt, inverseFunc: (x) => x * x });
 * toNested(roots.fitTransform([[4], [9]])); // [[2], [3]]
 * toNested(roots.inverseTransform([[5]])); // [[25]]
 * ```
 */
export function functionTransformer(options?: Common & OfValues): FunctionTransformer;
export function functionTransformer(options: Common & OfRows): FunctionTransformer;
export function functionTransformer(options: Common & OfArrays): FunctionTransformer;
export function functionTransformer(options: FunctionTransformerOptions): FunctionTransformer;
export function functionTransformer(options: FunctionTransformerOptions = {}): FunctionTransformer {
  return new FunctionTransformer(options);
}

/** A function transformer from its saved options and the functions that are given anew. */
export const functionTransformerFromOptions = (
  options: JsonObject,
  functions: Readonly<Record<string, SavedFunctions>>,
): FunctionTransformer => {
  const { on, name, inverse, featureNamesOut, checkInverse } = options;
  const checked = { on, checkInverse: checkInverse !== false };
  const names = featureNamesOut === "oneToOne" ? featureNamesOut : undefined;
  if (typeof name !== "string") {
    return functionTransformer({ ...checked, featureNamesOut: names } as FunctionTransformerOptions);
  }
  const given = Object.hasOwn(functions, name) ? functions[name] : undefined;
  const needed = [
    "func",
    ...(inverse === true ? ["inverseFunc"] : []),
    ...(featureNamesOut === "function" ? ["featureNamesOut"] : []),
  ] as const;
  const missing = needed.filter((option) => given?.[option as keyof SavedFunctions] === undefined);
  if (missing.length > 0) {
    throw new DataError(
      `transformFromJson: expected the functions of the functionTransformer "${name}", which JSON cannot hold, received ${
        given === undefined ? listNames(Object.keys(functions)) || "none" : `it without ${missing.join(", ")}`
      }; pass { functions: { ${JSON.stringify(name)}: { ${needed.join(", ")} } } } as the second argument`,
    );
  }
  return functionTransformer({
    ...checked,
    name,
    func: given!.func,
    inverseFunc: inverse === true ? given!.inverseFunc : undefined,
    featureNamesOut: featureNamesOut === "function" ? given!.featureNamesOut : names,
  } as FunctionTransformerOptions);
};
