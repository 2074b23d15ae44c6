import { DataError } from "../errors";
import type { LeakageOptions } from "../leakage/guard";
import { checkOptions, oneOf, wholeNumber } from "../options";
import { type RandomStateLike, randomState } from "../random/random-state";
import { findEdges, type Strategy } from "./bin-edges";
import { completeNumbers } from "./complete-numbers";
import type { Frame, NumberFeature } from "./frame";
import { decodeCell, encodeNumbers, type JsonObject, listField } from "./json";
import { InvertibleTransform } from "./numeric";
import { placeRight } from "./search";
import { subsampled } from "./subsample";

/**
 * Options of {@link kBinsDiscretizer}.
 *
 * @example
 * ```ts
 * const options: KBinsDiscretizerOptions = { nBins: [3, 4], encode: "ordinal", strategy: "uniform" };
 * ```
 */
export interface KBinsDiscretizerOptions extends LeakageOptions {
  /** How many bins, for all features or for each; at least 2, default 5. */
  nBins?: number | readonly number[] | undefined;
  /**
   * What comes out: a column of zeros and ones for each bin ("onehot", default, or "onehotDense", which is the
   * same here), or the number of the bin from 0 ("ordinal").
   */
  encode?: "onehot" | "onehotDense" | "ordinal" | undefined;
  /** Bins of equal width ("uniform"), of equally many rows ("quantile", default), or around k means ("kmeans"). */
  strategy?: Strategy | undefined;
  /** Learn from so many random rows when there are more; default 200,000; null for all. */
  subsample?: number | null | undefined;
  /** The seed of that choice; default: a fresh one. */
  randomState?: RandomStateLike;
}

const resolve = (options: KBinsDiscretizerOptions) => {
  const who = "kBinsDiscretizer";
  checkOptions(who, options, ["nBins", "encode", "strategy", "subsample", "randomState", "allowLeakage"]);
  const { nBins = 5, subsample = 200_000 } = options;
  if (Array.isArray(nBins)) for (const n of nBins) wholeNumber(who, "nBins", n, 2);
  else wholeNumber(who, "nBins", nBins, 2);
  if (subsample !== null) wholeNumber(who, "subsample", subsample, 1);
  return {
    nBins: typeof nBins === "number" ? nBins : [...nBins],
    encode: oneOf(who, "encode", options.encode ?? "onehot", ["onehot", "onehotDense", "ordinal"]),
    strategy: oneOf(who, "strategy", options.strategy ?? "quantile", ["uniform", "quantile", "kmeans"]),
    subsample,
    randomState: options.randomState,
  };
};

// A few edges are counted faster than they are searched.
const few = 16;

/** The bin of each value. */
const binsOf = (numbers: Float64Array, edges: Float64Array): Float64Array => {
  const inner = edges.subarray(1, -1);
  const bins = new Float64Array(numbers.length);
  if (inner.length > few) {
    for (let i = 0; i < bins.length; i++) bins[i] = placeRight(inner, numbers[i]!);
    return bins;
  }
  for (let k = 0; k < inner.length; k++) {
    const edge = inner[k]!;
    for (let i = 0; i < bins.length; i++) bins[i]! += numbers[i]! >= edge ? 1 : 0;
  }
  return bins;
};

/**
 * The transform that {@link kBinsDiscretizer} makes.
 *
 * @example
 * ```ts
 * const bins: KBinsDiscretizer = kBinsDiscretizer({ nBins: 3 });
 * ```
 */
export class KBinsDiscretizer extends InvertibleTransform {
  readonly kind = "kBinsDiscretizer" as const;
  private readonly options: ReturnType<typeof resolve>;
  private edges: readonly Float64Array[] = [];

  constructor(options: KBinsDiscretizerOptions) {
    super(options);
    this.options = resolve(options);
  }

  private wanted(width: number): readonly number[] {
    const { nBins } = this.options;
    if (typeof nBins === "number") return new Array<number>(width).fill(nBins);
    if (nBins.length === width) return nBins;
    throw new DataError(
      `kBinsDiscretizer: expected nBins for each of ${width} features, received ${nBins.length} numbers; give one for all, or one a feature`,
    );
  }

  protected *learn(frame: Frame): Generator<void, void> {
    const all = yield* completeNumbers(frame, this.kind);
    const { subsample, strategy } = this.options;
    const wanted = this.wanted(all.length);
    const features = yield* subsampled(all, frame.nRows, subsample, () =>
      randomState(this.options.randomState),
    );
    const edges: Float64Array[] = [];
    for (const feature of features) {
      edges.push(findEdges(feature, wanted[edges.length]!, strategy));
      yield;
    }
    this.edges = edges;
  }

  /** The edges of each feature's bins, ends included; [-Infinity, Infinity] for a constant one. Throws NotFittedError before fit. */
  get binEdges(): Float64Array[] {
    this.features();
    return this.edges.map((edges) => edges.slice());
  }

  /** How many bins each feature has; fewer than asked for where some would have been empty of width. */
  get nBins(): Int32Array {
    this.features();
    return Int32Array.from(this.edges, (edges) => edges.length - 1);
  }

  protected *apply(frame: Frame): Generator<void, Frame> {
    const inputs = yield* completeNumbers(frame, this.kind);
    const names = this.namesOut(inputs.map(({ name }) => name));
    const features: NumberFeature[] = [];
    for (const [j, { numbers }] of inputs.entries()) {
      const edges = this.edges[j]!;
      const bins = binsOf(numbers, edges);
      yield;
      if (this.options.encode === "ordinal") {
        features.push({ name: names[j]!, numbers: bins });
        continue;
      }
      const columns = Array.from({ length: edges.length - 1 }, () => new Float64Array(bins.length));
      for (let i = 0; i < bins.length; i++) columns[bins[i]!]![i] = 1;
      for (const column of columns) features.push({ name: names[features.length]!, numbers: column });
      yield;
    }
    return { ...frame, features };
  }

  protected override namesOut(names: readonly string[]): string[] {
    if (this.options.encode === "ordinal") return [...names];
    // scikit-learn names bins by their number as a float.
    return names.flatMap((name, j) =>
      Array.from({ length: this.edges[j]!.length - 1 }, (_, bin) => `${name}_${bin}.0`),
    );
  }

  // The middle of each row's bin.
  protected revert(features: readonly NumberFeature[], nRows: number): NumberFeature[] {
    const names = this.features();
    let start = 0;
    return this.edges.map((edges, j) => {
      const n = edges.length - 1;
      const width = this.options.encode === "ordinal" ? 1 : n;
      const columns = features.slice(start, start + width).map(({ numbers }) => numbers);
      start += width;
      const out = new Float64Array(nRows);
      for (let i = 0; i < nRows; i++) {
        const bin = width === 1 && n !== 1 ? binAt(columns[0]!, i, n, names[j]!) : largest(columns, i);
        // -Infinity and Infinity stand for a constant feature, of which scikit-learn gives NaN back.
        out[i] = (edges[bin]! + edges[bin + 1]!) * 0.5;
      }
      return { name: names[j]!, numbers: out };
    });
  }

  protected optionsJson(): JsonObject {
    const { nBins, encode, strategy, subsample, randomState: seed } = this.options;
    return {
      nBins,
      encode,
      strategy,
      subsample,
      // A stream of random numbers is not saved, a seed is.
      randomState: typeof seed === "number" ? seed : undefined,
    };
  }

  protected stateJson(): JsonObject {
    return { edges: this.edges.map(encodeNumbers) };
  }

  protected readState(state: JsonObject, { length }: readonly string[]): void {
    const lists = listField(state, "edges");
    this.edges = lists.map((list) =>
      Float64Array.from(listField({ list }, "list"), (v) => Number(decodeCell(v))),
    );
    if (lists.length === length && this.edges.every((edges) => edges.length >= 2)) return;
    throw new DataError(
      `transformFromJson: expected edges for ${length} features, received ${lists.length} lists; the saved transform is damaged, save it again`,
    );
  }
}

const binAt = (numbers: Float64Array, i: number, n: number, name: string): number => {
  const bin = Math.trunc(numbers[i]!);
  if (bin >= 0 && bin < n) return bin;
  throw new DataError(
    `kBinsDiscretizer.inverseTransform: expected bins from 0 to ${n - 1} for "${name}", received ${numbers[i]} in row ${i}; give what transform gave`,
  );
};

const largest = (columns: readonly Float64Array[], i: number): number => {
  let best = 0;
  for (let bin = 1; bin < columns.length; bin++) if (columns[bin]![i]! > columns[best]![i]!) best = bin;
  return best;
};

/**
 * Cuts each feature into bins, as scikit-learn's `KBinsDiscretizer`: a curve becomes steps, which a linear
 * model can follow. New values beyond the train part fall into the first or the last bin. Bins that would be
 * narrower than 1e-8 are left out, so a feature of many equal values has fewer; a constant one has one.
 * `inverseTransform` gives the middle of each bin.
 *
 * @param options `nBins`, `encode`, `strategy`, `subsample`, `randomState`, `allowLeakage`.
 * @throws DataError for unknown options, fewer rows than means to find, texts, infinite or missing values;
 *   LeakageError when fitted on held-out rows.
 * @example
 * ```ts
 * const bins = kBinsDiscretizer({ nBins: 2, encode: "ordinal", strategy: "uniform" });
 * toNested(bins.fitTransform([[0], [4], [10]])); // [[0], [0], [1]]
 * bins.binEdges; // [Float64Array [0, 5, 10]]
 * ```
 */
export function kBinsDiscretizer(options: KBinsDiscretizerOptions = {}): KBinsDiscretizer {
  return new KBinsDiscretizer(options);
}
