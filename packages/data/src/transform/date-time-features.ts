import { isMissing, showCell } from "../cell";
import { DataError } from "../errors";
import type { LeakageOptions } from "../leakage/guard";
import type { NdArray } from "../ndarray/ndarray";
import { checkOptions, oneOf } from "../options";
import { lastMoment, parseIso } from "../table/datetime-iso";
import { isTable } from "../table/table";
import { listNames } from "../wording";
import { Transform } from "./base";
import { calendarOf, cyclicalFields, type DateTimeField, dateTimeFields, fieldOf, phaseOf } from "./calendar";
import {
  arrayPieces,
  type Feature,
  type Frame,
  framePieces,
  type NumberFeature,
  type TransformInput,
} from "./frame";
import { encodeNumbers, type JsonObject, numbersField } from "./json";
import type { Work } from "./work";

/**
 * Options of {@link dateTimeFeatures}.
 *
 * @example
 * ```ts
 * const options: DateTimeFeaturesOptions = { features: ["hour", "dayOfWeek"], cyclical: true };
 * ```
 */
export interface DateTimeFeaturesOptions extends LeakageOptions {
  /** What to make of each moment, in this order; default year, month, day, dayOfWeek and hour. */
  features?: readonly DateTimeField[] | undefined;
  /**
   * Which of them become a sine and a cosine, so that December lies beside January: those named, all that come
   * round again (true), or none (false, the default).
   */
  cyclical?: boolean | readonly DateTimeField[] | undefined;
  /**
   * The moment that `elapsed` counts seconds from: ISO 8601 or milliseconds since 1970; default: the earliest
   * of each feature in the train part.
   */
  origin?: string | number | undefined;
}

// Epoch milliseconds of a cell; NaN where it is missing, undefined where it is no moment.
const momentOfCell = (cell: unknown): number | undefined => {
  if (isMissing(cell as null)) return Number.NaN;
  const time =
    typeof cell === "number" ? cell : typeof cell === "string" ? parseIso(cell.trim()) : Number.NaN;
  return Math.abs(time) <= lastMoment ? time : undefined;
};

const timesOf = (feature: Feature, who: string): Float64Array => {
  if ("times" in feature && feature.times !== undefined) return feature.times;
  const cells = "numbers" in feature ? feature.numbers : feature.cells;
  const times = new Float64Array(cells.length);
  for (let i = 0; i < times.length; i++) {
    const time = momentOfCell(cells[i]);
    if (time === undefined) {
      throw new DataError(
        `${who}: expected dates in ISO 8601 such as "2024-03-01" or "2024-03-01T09:30:00Z", or milliseconds since 1970, received ${showCell(cells[i])} in row ${i} of "${feature.name}"; ` +
          'read other forms with readCsv or table and columns: { … : { kind: "datetime", format: "dd/MM/yyyy" } }',
      );
    }
    times[i] = time;
  }
  return times;
};

const checkFields = (fields: readonly unknown[], option: string, words: readonly DateTimeField[]): void => {
  if (!Array.isArray(fields) || fields.length === 0) {
    throw new DataError(
      `dateTimeFeatures: expected ${option} as a list of names, received ${JSON.stringify(fields)}; give some of ${listNames(words, 20)}`,
    );
  }
  for (const field of fields) oneOf("dateTimeFeatures", option, field, words);
  if (new Set(fields).size < fields.length) {
    throw new DataError(
      `dateTimeFeatures: expected each of ${option} once, received ${listNames(fields, 20)}`,
    );
  }
};

/**
 * The transform that {@link dateTimeFeatures} makes.
 *
 * @example
 * ```ts
 * const moments: DateTimeFeatures = dateTimeFeatures({ features: ["month"] });
 * ```
 */
export class DateTimeFeatures extends Transform<NdArray<Float64Array>> {
  readonly kind = "dateTimeFeatures" as const;
  private readonly fields: readonly DateTimeField[];
  private readonly cyclical: readonly DateTimeField[];
  private readonly since: number | undefined;
  private origins: Float64Array = new Float64Array(0);

  constructor(options: DateTimeFeaturesOptions) {
    super(options);
    checkOptions(this.kind, options, ["features", "cyclical", "origin", "allowLeakage"]);
    const { features = ["year", "month", "day", "dayOfWeek", "hour"], cyclical = false, origin } = options;
    checkFields(features, "features", dateTimeFields);
    if (typeof cyclical !== "boolean") checkFields(cyclical, "cyclical", cyclicalFields);
    const round = typeof cyclical === "boolean" ? (cyclical ? cyclicalFields : []) : cyclical;
    const stray =
      typeof cyclical === "boolean" ? undefined : round.find((field) => !features.includes(field));
    if (stray !== undefined) {
      throw new DataError(
        `dateTimeFeatures: expected cyclical as some of features (${listNames(features, 20)}), received "${stray}"; name it in features too`,
      );
    }
    this.fields = [...features];
    this.cyclical = features.filter((field) => round.includes(field));
    this.since = origin === undefined ? undefined : momentOfCell(origin);
    if (origin !== undefined && !Number.isFinite(this.since)) {
      throw new DataError(
        `dateTimeFeatures: expected origin in ISO 8601 or as milliseconds since 1970, received ${JSON.stringify(origin)}; give for example "2020-01-01"`,
      );
    }
  }

  // Of a table its columns of moments are taken, and later those of the same names.
  protected override *frameOf(input: TransformInput, toFit = false): Generator<void, Frame> {
    const frame = yield* framePieces(input, this.kind);
    if (!isTable(input)) return frame;
    const names = toFit ? undefined : this.fittedNames();
    const wanted = (feature: Feature): boolean =>
      names === undefined ? "times" in feature : names.includes(feature.name);
    const features = frame.features.filter(wanted);
    if (features.length > 0) return { ...frame, features };
    throw new DataError(
      `dateTimeFeatures: expected ${names === undefined ? "at least one column of kind datetime" : `the columns ${listNames(names)}`}, received a table with ${listNames(input.columnNames)}; ` +
        'declare it with columns: { name: "datetime" }, or give the columns of fit',
    );
  }

  protected *learn(frame: Frame): Generator<void, void> {
    const origins = new Float64Array(frame.features.length);
    for (let j = 0; j < origins.length; j++) {
      const times = timesOf(frame.features[j]!, this.kind);
      let first = Infinity;
      for (let i = 0; i < times.length; i++) if (times[i]! < first) first = times[i]!;
      if (first === Infinity) {
        throw new DataError(
          `dateTimeFeatures: expected at least one moment in each column, received only missing values in "${frame.features[j]!.name}" (${frame.nRows} rows); drop this column`,
        );
      }
      origins[j] = this.since ?? first;
      yield;
    }
    this.origins = origins;
  }

  protected *apply(frame: Frame): Generator<void, Frame> {
    const features: NumberFeature[] = [];
    for (let j = 0; j < frame.features.length; j++) {
      const feature = frame.features[j]!;
      const calendar = calendarOf(timesOf(feature, this.kind));
      for (const field of this.fields) {
        const name = `${feature.name}_${field}`;
        if (this.cyclical.includes(field)) {
          const turns = phaseOf(calendar, field).map((phase) => 2 * Math.PI * phase);
          features.push({ name: `${name}_sin`, numbers: turns.map(Math.sin) });
          features.push({ name: `${name}_cos`, numbers: turns.map(Math.cos) });
        } else features.push({ name, numbers: fieldOf(calendar, field, this.origins[j]!) });
        yield;
      }
    }
    return { ...frame, features };
  }

  protected namesOut(names: readonly string[]): string[] {
    return names.flatMap((name) =>
      this.fields.flatMap((field) =>
        this.cyclical.includes(field)
          ? [`${name}_${field}_sin`, `${name}_${field}_cos`]
          : [`${name}_${field}`],
      ),
    );
  }

  protected present(frame: Frame): Work<NdArray<Float64Array>> {
    return arrayPieces(frame, this.kind);
  }

  /** What `elapsed` counts from in each feature, in milliseconds since 1970. Throws NotFittedError before fit. */
  get origin(): Float64Array {
    this.features();
    return this.origins.slice();
  }

  protected optionsJson(): JsonObject {
    const { fields, cyclical, since } = this;
    return { features: fields, cyclical: cyclical.length === 0 ? false : cyclical, origin: since };
  }

  protected stateJson(): JsonObject {
    return { origins: encodeNumbers(this.origins) };
  }

  protected readState(state: JsonObject, { length }: readonly string[]): void {
    this.origins = numbersField(state, "origins", length);
  }
}

/**
 * Numbers of moments: year, month, day of the week, hour and others, as pandas' `dt` gives them, all in UTC. It
 * takes a table's columns of kind datetime, or rows of ISO 8601 texts (a time without a zone is UTC) and of
 * milliseconds since 1970. With `cyclical` a field becomes sin 2πt and cos 2πt, where t goes from 0 to 1 once
 * round (a month by its own length), so that the end lies beside the start. Missing moments stay missing.
 *
 * @param options `features`, `cyclical`, `origin`, `allowLeakage`.
 * @returns A transform whose output has the shape [rows, columns × features], float64; its features are named
 *   like "sold_month", "sold_hour_sin" and "sold_hour_cos".
 * @throws DataError for unknown fields and for what is no moment; LeakageError when fitted on held-out rows.
 * @example
 * ```ts
 * const moments = dateTimeFeatures({ features: ["year", "weekOfYear", "isWeekend", "elapsed"] });
 * toNested(moments.fitTransform([["2024-12-30T12:00:00Z"], ["2025-01-05"]]));
 * // [[2024, 1, 0, 0], [2025, 1, 1, 475200]]
 * toNested(dateTimeFeatures({ features: ["hour"], cyclical: true }).fitTransform([["2024-01-01T06:00Z"]]));
 * // [[1, 6.1e-17]]
 * ```
 */
export function dateTimeFeatures(options: DateTimeFeaturesOptions = {}): DateTimeFeatures {
  return new DateTimeFeatures(options);
}
