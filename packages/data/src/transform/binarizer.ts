import { DataError } from "../errors";
import type { LeakageOptions } from "../leakage/guard";
import { checkOptions } from "../options";
import { completeNumbers } from "./complete-numbers";
import type { Frame, NumberFeature } from "./frame";
import type { JsonObject } from "./json";
import { NumericTransform } from "./numeric";

/**
 * Options of {@link binarizer}.
 *
 * @example
 * ```ts
 * const options: BinarizerOptions = { threshold: 0.5 };
 * ```
 */
export interface BinarizerOptions extends LeakageOptions {
  /** Values above it become 1, all others 0; default 0. */
  threshold?: number | undefined;
}

/**
 * The transform that {@link binarizer} makes.
 *
 * @example
 * ```ts
 * const signs: Binarizer = binarizer();
 * ```
 */
export class Binarizer extends NumericTransform {
  readonly kind = "binarizer" as const;
  private readonly threshold: number;

  constructor(options: BinarizerOptions) {
    super(options);
    checkOptions(this.kind, options, ["threshold", "allowLeakage"]);
    this.threshold = options.threshold ?? 0;
    if (!Number.isFinite(this.threshold)) {
      throw new DataError(
        `binarizer: expected threshold as a finite number, received ${String(options.threshold)}; give for example 0.5`,
      );
    }
  }

  protected *learn(frame: Frame): Generator<void, void> {
    yield* completeNumbers(frame, this.kind);
  }

  protected *apply(frame: Frame): Generator<void, Frame> {
    const features: NumberFeature[] = [];
    for (const { name, numbers } of yield* completeNumbers(frame, this.kind)) {
      const bits = new Float64Array(frame.nRows);
      for (let i = 0; i < bits.length; i++) bits[i] = numbers[i]! > this.threshold ? 1 : 0;
      features.push({ name, numbers: bits });
      yield;
    }
    return { ...frame, features };
  }

  protected optionsJson(): JsonObject {
    return { threshold: this.threshold };
  }

  protected stateJson(): JsonObject {
    return {};
  }

  protected readState(): void {}
}

/**
 * Makes 1 of values above `threshold` and 0 of all others, as scikit-learn's `Binarizer`. It learns nothing
 * but which features there are.
 *
 * @param options `threshold`, `allowLeakage`.
 * @throws DataError for a threshold that is no number, texts, infinite or missing values; LeakageError when
 *   fitted on held-out rows.
 * @example
 * ```ts
 * toNested(binarizer({ threshold: 2 }).fitTransform([[1], [2], [3]])); // [[0], [0], [1]]
 * ```
 */
export function binarizer(options: BinarizerOptions = {}): Binarizer {
  return new Binarizer(options);
}
