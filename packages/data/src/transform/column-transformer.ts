import { DataError } from "../errors";
import type { LeakageOptions } from "../leakage/guard";
import type { NdArray } from "../ndarray/ndarray";
import { checkOptions } from "../options";
import { repeated } from "../repeated";
import { count, listNames, unknownColumn } from "../wording";
import { Transform } from "./base";
import {
  type ColumnSelector,
  isColumnSelector,
  selectColumns,
  selectorFromJson,
  selectorJson,
} from "./column-selector";
import type { TargetInput } from "./fit-arguments";
import { arrayPieces, type Feature, type Frame, renamed, type TransformInput } from "./frame";
import { type JsonObject, type JsonValue, listField } from "./json";
import { applySteps, checkSteps, fitSteps, type Revive } from "./pipeline";
import { type Target, targetOf } from "./target";
import { pieces, type Work } from "./work";

/**
 * Some columns and what is done to them.
 *
 * @example
 * ```ts
 * const group: ColumnGroup = { columns: ["age", "income"], steps: [simpleImputer(), standardScaler()] };
 * ```
 */
export interface ColumnGroup {
  /**
   * Names of a table's columns or places (from 0) of an array's; or `{ kind: "numeric" }` and the like, or a
   * function that says of each column whether it belongs here.
   */
  readonly columns: ColumnSelector;
  /** Transforms in order; an empty list passes the columns through. */
  readonly steps: readonly Transform[];
}

/**
 * Options of {@link columnTransformer}.
 *
 * @example
 * ```ts
 * const options: ColumnTransformerOptions = { remainder: "passthrough" };
 * ```
 */
export interface ColumnTransformerOptions extends LeakageOptions {
  /** What becomes of columns in no group: "drop" (default), or "passthrough" at the end. */
  remainder?: "drop" | "passthrough" | undefined;
  /** Put the group's name before each feature's, as in "numeric__age"; default true. */
  verboseFeatureNamesOut?: boolean | undefined;
}

/**
 * The transform that {@link columnTransformer} makes.
 *
 * @example
 * ```ts
 * const prepare: ColumnTransformer = columnTransformer({ numeric: { columns: ["age"], steps: [standardScaler()] } });
 * ```
 */
export class ColumnTransformer extends Transform<NdArray<Float64Array>> {
  readonly kind = "columnTransformer" as const;
  /** The groups by name. */
  readonly groups: Readonly<Record<string, ColumnGroup>>;
  private readonly remainder: "drop" | "passthrough";
  private readonly verbose: boolean;
  private names: readonly string[] = [];
  /** The columns of each group, as the fit found them. */
  private chosen: Readonly<Record<string, readonly (string | number)[]>> = {};
  /** The columns of the fit that belong to no group. */
  private rest: readonly string[] = [];

  constructor(groups: Readonly<Record<string, ColumnGroup>>, options: ColumnTransformerOptions) {
    super(options);
    checkOptions(this.kind, options, ["remainder", "verboseFeatureNamesOut", "allowLeakage"]);
    const entries = Object.entries(groups);
    const wrong = entries.find(
      ([, group]) => !isColumnSelector(group?.columns) || !Array.isArray(group?.steps),
    );
    if (entries.length === 0 || wrong !== undefined) {
      throw new DataError(
        `columnTransformer: expected named groups of { columns, steps }, received ${wrong === undefined ? "none" : `"${wrong[0]}" without them`}; ` +
          'write { numeric: { columns: ["age"], steps: [standardScaler()] } }',
      );
    }
    for (const [name, { steps }] of entries) checkSteps(steps, `columnTransformer, group "${name}"`);
    checkSteps(
      entries.flatMap(([, { steps }]) => steps),
      "columnTransformer",
    );
    this.groups = Object.fromEntries(
      entries.map(([name, { columns, steps }]) => [name, { columns, steps: [...steps] }]),
    );
    this.remainder = options.remainder ?? "drop";
    this.verbose = options.verboseFeatureNamesOut ?? true;
  }

  private pick(frame: Frame, columns: readonly (string | number)[]): Frame {
    const names = frame.features.map(({ name }) => name);
    const features = columns.map((column): Feature => {
      const place = typeof column === "number" ? column : names.indexOf(column);
      const feature = frame.features[place];
      if (feature !== undefined) return feature;
      throw new DataError(
        typeof column === "number"
          ? `columnTransformer: expected columns from 0 to ${names.length - 1}, received ${column}`
          : `columnTransformer: ${unknownColumn(column, names)}`,
      );
    });
    return { ...frame, features };
  }

  private title(group: string, name: string): string {
    return this.verbose ? `${group}__${name}` : name;
  }

  private join(parts: readonly (readonly [string, Frame])[], frame: Frame): Frame {
    const features = parts.flatMap(([group, part]) =>
      part.features.map((feature) => renamed(feature, this.title(group, feature.name))),
    );
    return { ...frame, features };
  }

  private others(frame: Frame): Frame {
    if (this.remainder === "drop") return { ...frame, features: [] };
    return this.pick(frame, this.rest);
  }

  protected override readTarget(target: TargetInput, input: TransformInput): Target {
    return targetOf(target, input, this.kind);
  }

  protected *learn(frame: Frame, target?: Target): Generator<void, void> {
    yield* this.learnAndApply(frame, target);
  }

  protected override *learnAndApply(frame: Frame, target?: Target): Generator<void, Frame> {
    const used = new Set<Feature>();
    const parts: [string, Frame][] = [];
    const groups = Object.entries(this.groups);
    const chosen = Object.fromEntries(
      groups.map(([name, { columns }]) => [name, [...selectColumns(columns, frame)]]),
    );
    for (const [name, { steps }] of groups) {
      const picked = this.pick(frame, chosen[name]!);
      for (const feature of picked.features) used.add(feature);
      parts.push([name, picked.features.length === 0 ? picked : yield* fitSteps(steps, picked, target)]);
    }
    this.chosen = chosen;
    this.rest = frame.features.filter((feature) => !used.has(feature)).map(({ name }) => name);
    const joined = this.join([...parts, ["remainder", this.others(frame)]], frame);
    this.names = joined.features.map(({ name }) => name);
    const twice = repeated(this.names);
    if (twice.length > 0) {
      throw new DataError(
        `columnTransformer: expected a different name for each feature, received ${listNames(twice)} twice; leave verboseFeatureNamesOut at true`,
      );
    }
    return joined;
  }

  protected *apply(frame: Frame): Generator<void, Frame> {
    const parts: [string, Frame][] = [];
    for (const [name, { steps }] of Object.entries(this.groups)) {
      const picked = this.pick(frame, this.chosen[name]!);
      parts.push([name, picked.features.length === 0 ? picked : yield* applySteps(steps, picked)]);
    }
    return this.join([...parts, ["remainder", this.others(frame)]], frame);
  }

  // After a fit on an array a table counts by the places of its columns.
  protected override *frameOf(input: TransformInput, toFit = false): Generator<void, Frame> {
    const frame = yield* pieces(super.frameOf(input, toFit));
    if (toFit || !frame.named || this.fittedNames() !== undefined) return frame;
    const features = frame.features.map((feature, j) => renamed(feature, `x${j}`));
    return { ...frame, named: false, features };
  }

  // A table finds its columns by name, so others may be added, left out or moved; an array cannot.
  protected override checkFeatures(frame: Frame): void {
    const names = this.features();
    if (!frame.named && frame.features.length !== names.length) {
      throw new DataError(
        `columnTransformer: expected ${count(names.length, "feature")}, as in fit, received ${frame.features.length}`,
      );
    }
    const missing = this.inputNames().filter(
      (name) => !frame.features.some((feature) => feature.name === name),
    );
    if (frame.named && missing.length > 0) {
      throw new DataError(
        `columnTransformer: expected the columns ${listNames(this.inputNames(), 40)}, as in fit, received a table without ${listNames(missing)} (it has ${listNames(
          frame.features.map(({ name }) => name),
          40,
        )}); add them, empty where a value is not known`,
      );
    }
  }

  /**
   * The columns of a group, as the fit found them.
   *
   * @throws NotFittedError before fit; DataError for a group that is not there.
   */
  columnsOf(group: string): readonly (string | number)[] {
    this.features();
    const columns = this.chosen[group];
    if (columns !== undefined) return [...columns];
    throw new DataError(
      `columnTransformer.columnsOf: expected one of the groups ${listNames(Object.keys(this.groups))}, received "${group}"`,
    );
  }

  /** The names of the columns that are used, in the order of the groups. */
  private inputNames(): string[] {
    const names = this.features();
    const grouped = Object.values(this.chosen).flatMap((columns) =>
      columns.map((column) => (typeof column === "number" ? names[column]! : column)),
    );
    return [...new Set([...grouped, ...(this.remainder === "passthrough" ? this.rest : [])])];
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

  /** Everything needed to transform again, the steps of its groups included. */
  override toJSON(): ReturnType<Transform["toJSON"]> {
    const groups = Object.entries(this.groups).map(([name, { columns, steps }]) => ({
      name,
      columns: selectorJson(columns, this.fitted ? this.chosen[name] : undefined),
      steps: steps.map((step) => step.toJSON() as unknown as JsonValue),
    }));
    const options = { groups, remainder: this.remainder, verboseFeatureNamesOut: this.verbose };
    return { ...super.toJSON(), options };
  }

  protected stateJson(): JsonObject {
    const columns = Object.entries(this.chosen).map(([name, list]) => ({ name, columns: [...list] }));
    return { names: [...this.names], rest: [...this.rest], columns };
  }

  protected readState(state: JsonObject): void {
    this.names = listField(state, "names").map(String);
    this.rest = listField(state, "rest").map(String);
    // Before columns could be selected by kind, all of them stood in the options.
    const lists = (state.columns === undefined ? undefined : listField(state, "columns")) as
      | readonly { name: string; columns: (string | number)[] }[]
      | undefined;
    this.chosen = Object.fromEntries(
      Object.entries(this.groups).map(([name, { columns }]) => [
        name,
        lists?.find((group) => group.name === name)?.columns ?? (columns as readonly (string | number)[]),
      ]),
    );
  }
}

/**
 * Treats groups of columns each in their own way and sets the results side by side, as scikit-learn's
 * `ColumnTransformer`; columns in no group are dropped unless `remainder` says otherwise.
 *
 * @param groups Names, each with its columns (a list, `{ kind: "numeric" }` and the like, or a function) and its
 *   transforms in order.
 * @param options `remainder`, `verboseFeatureNamesOut`, `allowLeakage`.
 * @returns A transform whose output has the shape [rows, features], float64.
 * @throws DataError for unknown columns, or a group that ends in text; LeakageError when fitted on held-out
 *   rows.
 * @example
 * ```ts
 * const prepare = columnTransformer({
 *   numeric: { columns: ["age"], steps: [standardScaler()] },
 *   nominal: { columns: ["city"], steps: [oneHotEncoder()] },
 * });
 * prepare.fit(table({ age: [1, 3], city: ["Rome", "Oslo"] })).getFeatureNamesOut();
 * // ["numeric__age", "nominal__city_Oslo", "nominal__city_Rome"]
 * const byKind = columnTransformer({ numeric: { columns: { kind: "numeric" }, steps: [standardScaler()] } });
 * ```
 */
export function columnTransformer(
  groups: Readonly<Record<string, ColumnGroup>>,
  options: ColumnTransformerOptions = {},
): ColumnTransformer {
  return new ColumnTransformer(groups, options);
}

/** A column transformer from its saved options. */
export const columnTransformerFromOptions = (options: JsonObject, revive: Revive): ColumnTransformer => {
  const groups = listField(options, "groups").map((value) => {
    const group = value as JsonObject;
    const steps = listField(group, "steps").map(revive);
    return [String(group.name), { columns: selectorFromJson(group.columns), steps }] as const;
  });
  return columnTransformer(Object.fromEntries(groups), {
    remainder: options.remainder === "passthrough" ? "passthrough" : "drop",
    verboseFeatureNamesOut: options.verboseFeatureNamesOut !== false,
  });
};
