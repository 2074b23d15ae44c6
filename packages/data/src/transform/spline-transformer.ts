import { DataError } from "../errors";
import type { LeakageOptions } from "../leakage/guard";
import { checkOptions, oneOf, wholeNumber } from "../options";
import { BSplines } from "./bspline";
import { completeNumbers } from "./complete-numbers";
import type { Frame, NumberFeature } from "./frame";
import { decodeCell, encodeNumbers, type JsonObject, listField } from "./json";
import { NumericTransform } from "./numeric";
import { allKnots, baseKnots, checkKnots, type Knots } from "./spline-knots";

/** What happens beyond the outermost knots. */
type Extrapolation = "error" | "constant" | "linear" | "continue" | "periodic";

/**
 * Options of {@link splineTransformer}.
 *
 * @example
 * ```ts
 * const options: SplineTransformerOptions = { nKnots: 6, knots: "quantile", extrapolation: "linear" };
 * ```
 */
export interface SplineTransformerOptions extends LeakageOptions {
  /** How many knots, at least 2; default 5. Of no account when `knots` is a list. */
  nKnots?: number | undefined;
  /** The degree of the pieces; default 3, cubic splines. */
  degree?: number | undefined;
  /**
   * Where the knots lie: at even distances from the least to the largest value ("uniform", default), with
   * equally many rows between them ("quantile"), or at the given places, a row for each knot and a column for
   * each feature.
   */
  knots?: Knots | undefined;
  /**
   * What a value beyond the outermost knots gives: an error, the value at the end ("constant", default), a
   * line on from there ("linear"), the polynomial of the last piece ("continue"), or the value at the same
   * place of the circle ("periodic": the last knot is the first one again).
   */
  extrapolation?: Extrapolation | undefined;
  /** Keep the last spline of each feature, with which all sum to 1; default true. */
  includeBias?: boolean | undefined;
}

const resolve = (options: SplineTransformerOptions) => {
  const who = "splineTransformer";
  checkOptions(who, options, ["nKnots", "degree", "knots", "extrapolation", "includeBias", "allowLeakage"]);
  const nKnots = wholeNumber(who, "nKnots", options.nKnots ?? 5, 2);
  const degree = wholeNumber(who, "degree", options.degree ?? 3, 0);
  const knots = options.knots ?? "uniform";
  if (Array.isArray(knots)) checkKnots(knots);
  else oneOf(who, "knots", knots, ["uniform", "quantile"]);
  const extrapolation = oneOf(who, "extrapolation", options.extrapolation ?? "constant", [
    "error",
    "constant",
    "linear",
    "continue",
    "periodic",
  ]);
  const n = typeof knots === "string" ? nKnots : knots.length;
  if (extrapolation === "periodic" && n <= degree) {
    throw new DataError(
      `${who}: expected more knots than the degree for periodic splines, received ${n} knots and degree ${degree}; raise nKnots, or lower degree`,
    );
  }
  return { nKnots, degree, knots, extrapolation, includeBias: options.includeBias ?? true };
};

/**
 * The transform that {@link splineTransformer} makes.
 *
 * @example
 * ```ts
 * const curves: SplineTransformer = splineTransformer({ nKnots: 4 });
 * ```
 */
export class SplineTransformer extends NumericTransform {
  readonly kind = "splineTransformer" as const;
  private readonly options: ReturnType<typeof resolve>;
  private splines: readonly BSplines[] = [];

  constructor(options: SplineTransformerOptions) {
    super(options);
    this.options = resolve(options);
  }

  protected *learn(frame: Frame): Generator<void, void> {
    const { knots, nKnots, degree, extrapolation } = this.options;
    const features = yield* completeNumbers(frame, this.kind);
    if (frame.nRows < 2) {
      throw new DataError("splineTransformer: expected at least 2 rows to fit on, received 1");
    }
    if (typeof knots !== "string" && knots[0]!.length !== features.length) {
      throw new DataError(
        `splineTransformer: expected knots with a place for each of ${features.length} features, received rows of ${knots[0]!.length}`,
      );
    }
    const splines: BSplines[] = [];
    for (const feature of features) {
      const base = baseKnots(feature, splines.length, knots, nKnots);
      splines.push(new BSplines(allKnots(base, degree, extrapolation === "periodic"), degree));
      yield;
    }
    this.splines = splines;
  }

  /** How many splines each feature has, the one that `includeBias: false` leaves out among them. */
  private width(splines: BSplines): number {
    return this.options.extrapolation === "periodic" ? splines.n - this.options.degree : splines.n;
  }

  /** How many columns come out. Throws NotFittedError before fit. */
  get nFeaturesOut(): number {
    this.features();
    const left = this.options.includeBias ? 0 : 1;
    return this.splines.reduce((sum, splines) => sum + this.width(splines) - left, 0);
  }

  /** The knots of each feature, those beyond its ends included. Throws NotFittedError before fit. */
  get knots(): Float64Array[] {
    this.features();
    return this.splines.map(({ knots }) => knots.slice());
  }

  protected *apply(frame: Frame): Generator<void, Frame> {
    const inputs = yield* completeNumbers(frame, this.kind);
    const names = this.namesOut(inputs.map(({ name }) => name));
    const features: NumberFeature[] = [];
    for (const [j, feature] of inputs.entries()) {
      const columns = this.columns(feature, this.splines[j]!);
      if (!this.options.includeBias) columns.pop();
      for (const numbers of columns) features.push({ name: names[features.length]!, numbers });
      yield;
    }
    return { ...frame, features };
  }

  private columns({ name, numbers }: NumberFeature, splines: BSplines): Float64Array[] {
    const { degree, extrapolation } = this.options;
    const { start, end, values } = splines;
    const width = this.width(splines);
    const columns = Array.from({ length: width }, () => new Float64Array(numbers.length));
    for (let row = 0; row < numbers.length; row++) {
      let x = numbers[row]!;
      const outside = x < start || x > end;
      if (outside && extrapolation === "error") {
        throw new DataError(
          `splineTransformer: expected values from ${start} to ${end} in "${name}", where its knots end, received ${x} in row ${row}; ` +
            'choose another extrapolation, such as { extrapolation: "constant" }',
        );
      }
      if (extrapolation === "periodic") x = start + modulo(x - start, end - start);
      const held = outside && (extrapolation === "constant" || extrapolation === "linear");
      const at = held ? (x < start ? start : end) : x;
      splines.evaluate(at);
      for (let i = 0; i <= degree; i++) columns[(splines.first + i) % width]![row]! += values[i]!;
      if (!held || extrapolation === "constant") continue;
      splines.evaluate(at, true);
      for (let i = 0; i <= degree; i++) columns[splines.first + i]![row]! += values[i]! * (x - at);
    }
    return columns;
  }

  protected override namesOut(names: readonly string[]): string[] {
    const left = this.options.includeBias ? 0 : 1;
    return names.flatMap((name, j) =>
      Array.from({ length: this.width(this.splines[j]!) - left }, (_, i) => `${name}_sp_${i}`),
    );
  }

  protected optionsJson(): JsonObject {
    const { knots, ...rest } = this.options;
    return { ...rest, knots: typeof knots === "string" ? knots : knots.map((row) => [...row]) };
  }

  protected stateJson(): JsonObject {
    return { knots: this.splines.map(({ knots }) => encodeNumbers(knots)) };
  }

  protected readState(state: JsonObject, { length }: readonly string[]): void {
    const { degree } = this.options;
    this.splines = listField(state, "knots").map((list) => {
      const knots = Float64Array.from(listField({ list }, "list"), (value) => Number(decodeCell(value)));
      return new BSplines(knots, degree);
    });
    if (this.splines.length === length && this.splines.every(({ n }) => n > degree)) return;
    throw new DataError(
      `transformFromJson: expected the knots of ${length} features, received ${this.splines.length} lists; the saved transform is damaged, save it again`,
    );
  }
}

// The remainder with the sign of the divisor, as NumPy has it.
const modulo = (a: number, b: number): number => {
  const rest = a % b;
  return rest !== 0 && b < 0 !== rest < 0 ? rest + b : rest;
};

/**
 * Replaces each feature by B-splines: bumps side by side, of which a linear model can build any smooth curve,
 * as scikit-learn's `SplineTransformer`. Unlike powers they do not swing far out at the ends. Source: Eilers
 * and Marx (1996).
 *
 * @param options `nKnots`, `degree`, `knots`, `extrapolation`, `includeBias`, `allowLeakage`.
 * @throws DataError for unknown options, knots that do not ascend, values beyond the knots with
 *   `extrapolation: "error"`, texts, infinite or missing values; LeakageError when fitted on held-out rows.
 * @example
 * ```ts
 * const tents = splineTransformer({ nKnots: 3, degree: 1 });
 * toNested(tents.fitTransform([[0], [1], [3], [4]])); // [[1, 0, 0], [0.5, 0.5, 0], [0, 0.5, 0.5], [0, 0, 1]]
 * ```
 */
export function splineTransformer(options: SplineTransformerOptions = {}): SplineTransformer {
  return new SplineTransformer(options);
}
