import { DataError } from "../errors";
import type { LeakageOptions } from "../leakage/guard";
import type { NdArray } from "../ndarray/ndarray";
import { checkOptions, oneOf } from "../options";
import { completeNumbers } from "./complete-numbers";
import type { Frame, NumberFeature } from "./frame";
import type { JsonObject } from "./json";
import { NumericTransform } from "./numeric";
import { countTerms, listTerms, type Term, termName } from "./polynomial-terms";

/**
 * Options of {@link polynomialFeatures}.
 *
 * @example
 * ```ts
 * const options: PolynomialFeaturesOptions = { degree: 3, includeBias: false };
 * ```
 */
export interface PolynomialFeaturesOptions extends LeakageOptions {
  /** The highest degree of a term, or the lowest and the highest; default 2. */
  degree?: number | readonly [min: number, max: number] | undefined;
  /** Only products of different features, no powers; default false. */
  interactionOnly?: boolean | undefined;
  /** Put a column of ones first, the term of degree 0; default true. */
  includeBias?: boolean | undefined;
  /** How the array lies in memory: "C", row after row, as all arrays here. */
  order?: "C" | undefined;
}

/** More terms than this are a slip rather than a wish. */
const mostTerms = 1_000_000;

const degreesOf = (degree: unknown, includeBias: boolean): [min: number, max: number] => {
  const [min, max] = (Array.isArray(degree) ? degree : [0, degree]) as [number, number];
  const whole = Number.isInteger(min) && Number.isInteger(max) && 0 <= min && min <= max;
  if (!whole || (Array.isArray(degree) && degree.length !== 2)) {
    throw new DataError(
      `polynomialFeatures: expected degree as a whole number of at least 0, or [min, max] of such, received ${JSON.stringify(degree) ?? String(degree)}; give for example 2 or [2, 3]`,
    );
  }
  if (max === 0 && !includeBias) {
    throw new DataError(
      "polynomialFeatures: expected at least one term, received degree 0 without the column of ones; give degree 1 or more, or { includeBias: true }",
    );
  }
  return [min, max];
};

/**
 * The transform that {@link polynomialFeatures} makes.
 *
 * @example
 * ```ts
 * const products: PolynomialFeatures = polynomialFeatures({ interactionOnly: true });
 * ```
 */
export class PolynomialFeatures extends NumericTransform {
  readonly kind = "polynomialFeatures" as const;
  private readonly degrees: readonly [min: number, max: number];
  private readonly options: {
    readonly degree: number | readonly [number, number];
    readonly interactionOnly: boolean;
    readonly includeBias: boolean;
  };
  private terms: readonly Term[] = [];

  constructor(options: PolynomialFeaturesOptions) {
    super(options);
    checkOptions(this.kind, options, ["degree", "interactionOnly", "includeBias", "order", "allowLeakage"]);
    const { degree = 2, interactionOnly = false, includeBias = true } = options;
    oneOf(this.kind, "order", options.order ?? "C", ["C"]);
    this.degrees = degreesOf(degree, includeBias);
    this.options = { degree, interactionOnly, includeBias };
  }

  private plan(width: number): Term[] {
    const { interactionOnly } = this.options;
    const n = countTerms(width, this.degrees[1], interactionOnly);
    if (n > mostTerms) {
      throw new DataError(
        `polynomialFeatures: expected at most ${mostTerms} terms, received ${width} features of degree ${this.degrees[1]}, which make ${n}; ` +
          "lower degree, pass { interactionOnly: true }, or choose fewer features",
      );
    }
    return listTerms(width, this.degrees[1], interactionOnly);
  }

  protected *learn(frame: Frame): Generator<void, void> {
    yield* completeNumbers(frame, this.kind);
    this.terms = this.plan(frame.features.length);
  }

  private kept(): Term[] {
    return this.terms.filter(({ degree }) => degree >= this.degrees[0]);
  }

  protected *apply(frame: Frame): Generator<void, Frame> {
    const inputs = yield* completeNumbers(frame, this.kind);
    const names = this.namesOut(inputs.map(({ name }) => name));
    const columns: Float64Array[] = [];
    for (const { factor, rest } of this.terms) {
      const numbers = inputs[factor]!.numbers;
      columns.push(rest < 0 ? numbers : product(numbers, columns[rest]!));
      yield;
    }
    const out = columns.filter((_, i) => this.terms[i]!.degree >= this.degrees[0]);
    if (this.options.includeBias) out.unshift(new Float64Array(frame.nRows).fill(1));
    const features = out.map((numbers, i): NumberFeature => ({ name: names[i]!, numbers }));
    return { ...frame, features };
  }

  /**
   * The exponents: a row for each term that comes out, a column for each feature that goes in. Throws
   * NotFittedError before fit.
   */
  get powers(): NdArray<Int32Array> {
    const width = this.features().length;
    const rows = this.kept().map(({ powers }) => powers);
    if (this.options.includeBias) rows.unshift(new Int32Array(width));
    const data = new Int32Array(rows.length * width);
    rows.forEach((powers, i) => {
      data.set(powers, i * width);
    });
    return { data, shape: [rows.length, width] };
  }

  /** How many terms come out. Throws NotFittedError before fit. */
  get nOutputFeatures(): number {
    this.features();
    return this.kept().length + (this.options.includeBias ? 1 : 0);
  }

  protected override namesOut(names: readonly string[]): string[] {
    const terms = this.kept().map(({ powers }) => termName(powers, names));
    return this.options.includeBias ? ["1", ...terms] : terms;
  }

  protected optionsJson(): JsonObject {
    const { degree, interactionOnly, includeBias } = this.options;
    return {
      degree: typeof degree === "number" ? degree : [...degree],
      interactionOnly,
      includeBias,
    };
  }

  protected stateJson(): JsonObject {
    return {};
  }

  protected readState(_state: JsonObject, names: readonly string[]): void {
    this.terms = this.plan(names.length);
  }
}

const product = (a: Float64Array, b: Float64Array): Float64Array => {
  const out = new Float64Array(a.length);
  for (let i = 0; i < out.length; i++) out[i] = a[i]! * b[i]!;
  return out;
};

/**
 * Powers of features and products of them up to a degree, as scikit-learn's `PolynomialFeatures`: of a and b
 * with degree 2 it makes 1, a, b, a², ab and b². A linear model on these draws curves.
 *
 * @param options `degree`, `interactionOnly`, `includeBias`, `order`, `allowLeakage`.
 * @throws DataError for degrees that are none, more than a million terms, texts, infinite or missing values;
 *   LeakageError when fitted on held-out rows.
 * @example
 * ```ts
 * const powers = polynomialFeatures({ includeBias: false });
 * toNested(powers.fitTransform([[2, 3]])); // [[2, 3, 4, 6, 9]]
 * powers.getFeatureNamesOut(); // ["x0", "x1", "x0^2", "x0 x1", "x1^2"]
 * ```
 */
export function polynomialFeatures(options: PolynomialFeaturesOptions = {}): PolynomialFeatures {
  return new PolynomialFeatures(options);
}
