import { DataError } from "../errors";
import type { LeakageOptions } from "../leakage/guard";
import { checkOptions, oneOf } from "../options";
import { brent } from "./brent";
import { type Frame, type NumberFeature, numericPieces } from "./frame";
import { encodeNumbers, type JsonObject, numbersField } from "./json";
import { boxCox, type PowerFunctions, yeoJohnson } from "./power-functions";
import { knownNumbers } from "./quantile";
import { centered, restored, Scaler } from "./scaler";
import { standardScaler } from "./standard-scaler";

/**
 * Options of {@link powerTransformer}.
 *
 * @example
 * ```ts
 * const options: PowerTransformerOptions = { method: "boxCox" };
 * ```
 */
export interface PowerTransformerOptions extends LeakageOptions {
  /** "yeoJohnson" (default) for all numbers, or "boxCox" for positive ones. */
  method?: "yeoJohnson" | "boxCox" | undefined;
  /** Standardise what comes out, to mean 0 and variance 1; default true. */
  standardize?: boolean | undefined;
}

const isConstant = (numbers: Float64Array): boolean => {
  let first: number | undefined;
  for (const value of numbers) {
    if (Number.isNaN(value)) continue;
    first ??= value;
    if (value !== first) return false;
  }
  return true;
};

/**
 * The transform that {@link powerTransformer} makes.
 *
 * @example
 * ```ts
 * const power: PowerTransformer = powerTransformer();
 * ```
 */
export class PowerTransformer extends Scaler {
  readonly kind = "powerTransformer" as const;
  private readonly method: "yeoJohnson" | "boxCox";
  private readonly standardize: boolean;
  private exponents: Float64Array = new Float64Array(0);
  private means: Float64Array = new Float64Array(0);
  private scales: Float64Array = new Float64Array(0);

  constructor(options: PowerTransformerOptions) {
    super(options);
    checkOptions(this.kind, options, ["method", "standardize", "allowLeakage"]);
    this.method = oneOf(this.kind, "method", options.method ?? "yeoJohnson", ["yeoJohnson", "boxCox"]);
    this.standardize = options.standardize ?? true;
  }

  private get functions(): PowerFunctions {
    return this.method === "boxCox" ? boxCox : yeoJohnson;
  }

  private checkPositive({ name, numbers }: NumberFeature): void {
    if (this.method !== "boxCox") return;
    const row = numbers.findIndex((value) => value <= 0);
    if (row < 0) return;
    throw new DataError(
      `powerTransformer: expected numbers above 0 for method "boxCox", received ${numbers[row]} in row ${row} of "${name}"; choose { method: "yeoJohnson" }, or leave this column out`,
    );
  }

  private *bestExponent(feature: NumberFeature): Generator<void, number> {
    const { name, numbers } = feature;
    this.checkPositive(feature);
    if (isConstant(numbers)) {
      // Lambda 1 leaves a feature as it is.
      if (this.method === "yeoJohnson") return 1;
      throw new DataError(
        `powerTransformer: expected values that differ for method "boxCox", received the same in every row of "${name}"; drop this column`,
      );
    }
    const known = knownNumbers(numbers);
    const best = yield* brent(this.functions.likelihood(known), -2, 2);
    if (best !== undefined && Number.isFinite(best)) return best;
    throw new DataError(
      `powerTransformer: expected a column with a best power, received "${name}", whose likelihood grows without end; ` +
        "scale this column first, with standardScaler() or robustScaler(), or leave it out",
    );
  }

  protected *learnNumbers(given: Iterable<NumberFeature>, nRows: number): Generator<void, void> {
    const features = [...given];
    const exponents = new Float64Array(features.length);
    const powers: NumberFeature[] = [];
    for (const [j, feature] of features.entries()) {
      exponents[j] = yield* this.bestExponent(feature);
      if (!this.standardize) continue;
      powers.push({ name: feature.name, numbers: this.functions.forward(feature.numbers, exponents[j]!) });
      yield;
    }
    if (this.standardize) {
      const scaler = standardScaler();
      yield* scaler.fitFrame({ nRows, features: powers, named: false });
      this.means = scaler.mean;
      this.scales = scaler.scale!;
    } else {
      this.means = new Float64Array(features.length);
      this.scales = new Float64Array(features.length).fill(1);
    }
    this.exponents = exponents;
  }

  /** The power of each feature. Throws NotFittedError before fit. */
  get lambdas(): Float64Array {
    this.features();
    return this.exponents.slice();
  }

  protected override *apply(frame: Frame): Generator<void, Frame> {
    for (const feature of yield* numericPieces(frame, this.kind)) this.checkPositive(feature);
    return yield* super.apply(frame);
  }

  protected forward(numbers: Float64Array, j: number): Float64Array {
    const powers = this.functions.forward(numbers, this.exponents[j]!);
    return this.standardize ? centered(powers, this.means[j]!, this.scales[j]!) : powers;
  }

  protected backward(numbers: Float64Array, j: number): Float64Array {
    const powers = this.standardize ? restored(numbers, this.means[j]!, this.scales[j]!) : numbers;
    return this.functions.backward(powers, this.exponents[j]!);
  }

  protected optionsJson(): JsonObject {
    return { method: this.method, standardize: this.standardize };
  }

  protected stateJson(): JsonObject {
    return {
      lambdas: encodeNumbers(this.exponents),
      mean: encodeNumbers(this.means),
      scale: encodeNumbers(this.scales),
    };
  }

  protected readState(state: JsonObject, { length }: readonly string[]): void {
    this.exponents = numbersField(state, "lambdas", length);
    this.means = numbersField(state, "mean", length);
    this.scales = numbersField(state, "scale", length);
  }
}

/**
 * Makes skewed features look like the normal distribution: of all powers it takes the one under which the
 * train part is most likely to be normal, as scikit-learn's `PowerTransformer`. Missing values are ignored in
 * fit and stay missing; with "yeoJohnson" a constant feature stays as it is. Sources: Box and Cox (1964), Yeo
 * and Johnson (2000).
 *
 * @param options `method`, `standardize`, `allowLeakage`.
 * @throws DataError for numbers that "boxCox" cannot take (0 and below, or all the same), texts, infinite
 *   values, or a column with no value at all; LeakageError when fitted on held-out rows.
 * @example
 * ```ts
 * const power = powerTransformer({ standardize: false });
 * power.fit([[1], [2], [4], [8], [16]]);
 * power.lambdas; // [-0.25…], the higher a value, the more it is pulled in
 * ```
 */
export function powerTransformer(options: PowerTransformerOptions = {}): PowerTransformer {
  return new PowerTransformer(options);
}
