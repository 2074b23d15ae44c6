import { DataError } from "../errors";
import type { LeakageOptions } from "../leakage/guard";
import type { NdArray } from "../ndarray/ndarray";
import { checkOptions } from "../options";
import { repeated } from "../repeated";
import { listNames, nearestName } from "../wording";
import { Transform } from "./base";
import type { TargetInput } from "./fit-arguments";
import { arrayPieces, type Feature, type Frame, renamed, type TransformInput } from "./frame";
import { decodeCell, type JsonObject, type JsonValue, listField } from "./json";
import { checkSteps, type Revive } from "./pipeline";
import { type Target, targetOf } from "./target";
import type { Work } from "./work";

/**
 * What a {@link featureUnion} sets side by side: a transform, the features as they are, or nothing.
 *
 * @example
 * ```ts
 * const parts: Record<string, UnionPart> = { scaled: standardScaler(), asIs: "passthrough" };
 * ```
 */
export type UnionPart = Transform | "passthrough" | "drop";

/**
 * Options of {@link featureUnion}.
 *
 * @example
 * ```ts
 * const options: FeatureUnionOptions = { transformerWeights: { scaled: 2 } };
 * ```
 */
export interface FeatureUnionOptions extends LeakageOptions {
  /** What the features of a part are multiplied by, by its name; default 1. */
  transformerWeights?: Readonly<Record<string, number>> | undefined;
  /** Put the part's name before each feature's, as in "scaled__age"; default true. */
  verboseFeatureNamesOut?: boolean | undefined;
}

/**
 * The transform that {@link featureUnion} makes.
 *
 * @example
 * ```ts
 * const union: FeatureUnion = featureUnion({ scaled: standardScaler(), gaps: missingIndicator() });
 * ```
 */
export class FeatureUnion extends Transform<NdArray<Float64Array>> {
  readonly kind = "featureUnion" as const;
  /** The parts by name. */
  readonly parts: Readonly<Record<string, UnionPart>>;
  private readonly weights: Readonly<Record<string, number>>;
  private readonly verbose: boolean;
  private names: readonly string[] = [];

  constructor(parts: Readonly<Record<string, UnionPart>>, options: FeatureUnionOptions) {
    super(options);
    checkOptions("featureUnion", options, ["transformerWeights", "verboseFeatureNamesOut", "allowLeakage"]);
    if (typeof parts !== "object" || parts === null || Array.isArray(parts) || parts instanceof Transform) {
      throw new DataError(
        "featureUnion: expected transforms by name; write { scaled: standardScaler(), gaps: missingIndicator() }",
      );
    }
    const names = Object.keys(parts);
    const transforms = Object.values(parts).filter((part) => part !== "passthrough" && part !== "drop");
    checkSteps(transforms as readonly Transform[], "featureUnion");
    this.parts = { ...parts };
    this.weights = { ...options.transformerWeights };
    this.verbose = options.verboseFeatureNamesOut ?? true;
    for (const [name, weight] of Object.entries(this.weights)) {
      if (names.includes(name) && Number.isFinite(weight)) continue;
      const near = nearestName(name, names);
      throw new DataError(
        `featureUnion: expected a finite transformerWeight for some of ${listNames(names)}, received ${weight} for "${name}"` +
          (near === undefined || near === name ? "" : `; did you mean "${near}"?`),
      );
    }
  }

  private weighted(name: string, features: readonly Feature[]): Feature[] {
    const weight = this.weights[name] ?? 1;
    return features.map((feature) => {
      const title = this.verbose ? `${name}__${feature.name}` : feature.name;
      if (weight === 1) return renamed(feature, title);
      if ("numbers" in feature) {
        return { name: title, numbers: feature.numbers.map((value) => value * weight) };
      }
      throw new DataError(
        `featureUnion: expected numbers to multiply by ${weight}, received text in "${feature.name}" of "${name}"; encode it, or give this part no weight`,
      );
    });
  }

  private *joined(
    frame: Frame,
    make: (transform: Transform) => Generator<void, Frame>,
  ): Generator<void, Frame> {
    const features: Feature[] = [];
    for (const [name, part] of Object.entries(this.parts)) {
      if (part === "drop") continue;
      const made = part === "passthrough" ? frame : yield* make(part);
      for (const feature of this.weighted(name, made.features)) features.push(feature);
    }
    return { ...frame, features };
  }

  protected override readTarget(target: TargetInput, input: TransformInput): Target {
    return targetOf(target, input, this.kind);
  }

  protected *learn(frame: Frame, target?: Target): Generator<void, void> {
    yield* this.learnAndApply(frame, target);
  }

  protected override *learnAndApply(frame: Frame, target?: Target): Generator<void, Frame> {
    const out = yield* this.joined(frame, (transform) => transform.fitApplyFrame(frame, target));
    const names = out.features.map(({ name }) => name);
    const twice = repeated(names);
    if (twice.length > 0) {
      throw new DataError(
        `featureUnion: expected a different name for each feature, received ${listNames(twice)} twice; leave verboseFeatureNamesOut at true`,
      );
    }
    this.names = names;
    return out;
  }

  protected apply(frame: Frame): Work<Frame> {
    return this.joined(frame, (transform) => transform.applyFrame(frame));
  }

  protected namesOut(): string[] {
    return [...this.names];
  }

  protected present(frame: Frame): Work<NdArray<Float64Array>> {
    return arrayPieces(frame, this.kind);
  }

  protected optionsJson(): JsonObject {
    return {};
  }

  /** Everything needed to transform again, its parts included. */
  override toJSON(): ReturnType<Transform["toJSON"]> {
    const parts = Object.entries(this.parts).map(([name, part]) => ({
      name,
      part: typeof part === "string" ? part : (part.toJSON() as unknown as JsonValue),
      weight: this.weights[name],
    }));
    return { ...super.toJSON(), options: { parts, verboseFeatureNamesOut: this.verbose } };
  }

  protected stateJson(): JsonObject {
    return { names: [...this.names] };
  }

  protected readState(state: JsonObject): void {
    this.names = listField(state, "names").map(String);
  }
}

/**
 * Several transforms of the same features, their results side by side, as scikit-learn's `FeatureUnion`.
 *
 * @param parts Names, each with a transform, "passthrough" or "drop".
 * @param options `transformerWeights`, `verboseFeatureNamesOut`, `allowLeakage`.
 * @returns A transform whose output has the shape [rows, features of all parts], float64.
 * @throws DataError for a part that is no transform, or a weight without a part; LeakageError when fitted on
 *   held-out rows.
 * @example
 * ```ts
 * const union = featureUnion({ filled: simpleImputer(), gaps: missingIndicator() });
 * toNested(union.fitTransform([[1], [null], [3]])); // [[1, 0], [2, 1], [3, 0]]
 * union.getFeatureNamesOut(); // ["filled__x0", "gaps__missingindicator_x0"]
 * ```
 */
export function featureUnion(
  parts: Readonly<Record<string, UnionPart>>,
  options: FeatureUnionOptions = {},
): FeatureUnion {
  return new FeatureUnion(parts, options);
}

/** A feature union from its saved options. */
export const featureUnionFromOptions = (options: JsonObject, revive: Revive): FeatureUnion => {
  const parts = listField(options, "parts") as readonly JsonObject[];
  const weighted = parts.filter(({ weight }) => weight !== undefined && weight !== null);
  return featureUnion(
    Object.fromEntries(
      parts.map(({ name, part }) => [
        String(name),
        part === "passthrough" || part === "drop" ? part : revive(part),
      ]),
    ),
    {
      transformerWeights: Object.fromEntries(
        weighted.map(({ name, weight }) => [String(name), Number(decodeCell(weight))]),
      ),
      verboseFeatureNamesOut: options.verboseFeatureNamesOut !== false,
    },
  );
};
