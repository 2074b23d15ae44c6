import type { LeakageOptions } from "../leakage/guard";
import { checkOptions, oneOf } from "../options";
import { completeNumbers } from "./complete-numbers";
import type { Frame, NumberFeature } from "./frame";
import type { JsonObject } from "./json";
import { NumericTransform } from "./numeric";

/**
 * Options of {@link normalizer}.
 *
 * @example
 * ```ts
 * const options: NormalizerOptions = { norm: "l1" };
 * ```
 */
export interface NormalizerOptions extends LeakageOptions {
  /** The length of a row: "l2" (default, the root of the squares' sum), "l1" (absolute values' sum) or "max". */
  norm?: "l1" | "l2" | "max" | undefined;
}

/** The length of each row. */
function* lengths(
  features: readonly NumberFeature[],
  nRows: number,
  norm: "l1" | "l2" | "max",
): Generator<void, Float64Array> {
  const sums = new Float64Array(nRows);
  for (const { numbers } of features) {
    if (norm === "l2") for (let i = 0; i < nRows; i++) sums[i]! += numbers[i]! * numbers[i]!;
    else if (norm === "l1") for (let i = 0; i < nRows; i++) sums[i]! += Math.abs(numbers[i]!);
    else for (let i = 0; i < nRows; i++) sums[i] = Math.max(sums[i]!, Math.abs(numbers[i]!));
    yield;
  }
  if (norm === "l2") for (let i = 0; i < nRows; i++) sums[i] = Math.sqrt(sums[i]!);
  // A row of zeros stays one.
  for (let i = 0; i < nRows; i++) if (sums[i] === 0) sums[i] = 1;
  return sums;
}

/**
 * The transform that {@link normalizer} makes.
 *
 * @example
 * ```ts
 * const rows: Normalizer = normalizer();
 * ```
 */
export class Normalizer extends NumericTransform {
  readonly kind = "normalizer" as const;
  private readonly norm: "l1" | "l2" | "max";

  constructor(options: NormalizerOptions) {
    super(options);
    checkOptions(this.kind, options, ["norm", "allowLeakage"]);
    this.norm = oneOf(this.kind, "norm", options.norm ?? "l2", ["l1", "l2", "max"]);
  }

  protected *learn(frame: Frame): Generator<void, void> {
    yield* completeNumbers(frame, this.kind);
  }

  protected *apply(frame: Frame): Generator<void, Frame> {
    const all = yield* completeNumbers(frame, this.kind);
    const norms = yield* lengths(all, frame.nRows, this.norm);
    const features: NumberFeature[] = [];
    for (const { name, numbers } of all) {
      const scaled = new Float64Array(frame.nRows);
      for (let i = 0; i < scaled.length; i++) scaled[i] = numbers[i]! / norms[i]!;
      features.push({ name, numbers: scaled });
      yield;
    }
    return { ...frame, features };
  }

  protected optionsJson(): JsonObject {
    return { norm: this.norm };
  }

  protected stateJson(): JsonObject {
    return {};
  }

  protected readState(): void {}
}

/**
 * Divides each row by its length, so that only its direction is left, as scikit-learn's `Normalizer`. Rows of
 * zeros stay zeros. It learns nothing but which features there are: each row is treated by itself.
 *
 * @param options `norm`, `allowLeakage`.
 * @throws DataError for an unknown norm, texts, infinite or missing values; LeakageError when fitted on
 *   held-out rows.
 * @example
 * ```ts
 * toNested(normalizer().fitTransform([[3, 4], [0, 0]])); // [[0.6, 0.8], [0, 0]]
 * ```
 */
export function normalizer(options: NormalizerOptions = {}): Normalizer {
  return new Normalizer(options);
}
