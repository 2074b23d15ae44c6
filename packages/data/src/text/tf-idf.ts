import { oneOf } from "../options";
import { rowsWith } from "./counts";
import type { CsrArray } from "./csr";

/**
 * How counts become weights.
 *
 * @example
 * ```ts
 * const options: TfidfOptions = { norm: "l1", sublinearTf: true };
 * ```
 */
export interface TfidfOptions {
  /**
   * What a row is divided by: the root of its squares' sum ("l2", default), the sum of its absolute values
   * ("l1"), or nothing (null).
   */
  norm?: "l1" | "l2" | null | undefined;
  /** Weigh terms by how rare they are; default true. */
  useIdf?: boolean | undefined;
  /** Count as if one more row had every term, so that none is divided by zero; default true. */
  smoothIdf?: boolean | undefined;
  /** Take 1 + ln(count) in place of a count; default false. */
  sublinearTf?: boolean | undefined;
}

/** The names of {@link TfidfOptions}. */
export const tfidfOptionNames: readonly string[] = ["norm", "useIdf", "smoothIdf", "sublinearTf"];

/** The options with their defaults. */
export type Weighing = { readonly [K in keyof Required<TfidfOptions>]: Exclude<TfidfOptions[K], undefined> };

/** A norm, checked; null for none. */
export const normOf = (norm: TfidfOptions["norm"], who: string): "l1" | "l2" | null =>
  norm === null ? null : oneOf<"l1" | "l2">(who, "norm", norm ?? "l2", ["l1", "l2"]);

/** Options with their defaults. */
export const weighingOf = (options: TfidfOptions, who: string): Weighing => ({
  norm: normOf(options.norm, who),
  useIdf: options.useIdf ?? true,
  smoothIdf: options.smoothIdf ?? true,
  sublinearTf: options.sublinearTf ?? false,
});

/** ln(rows / rows with the term) + 1 of each term. */
export const idfOf = (csr: CsrArray, smooth: boolean): Float64Array => {
  const more = smooth ? 1 : 0;
  const nRows = csr.shape[0] + more;
  return rowsWith(csr).map((rows) => Math.log(nRows / (rows + more)) + 1);
};

/** Divides each row by its norm, in place; a row of zeros stays one. */
export const divideRows = ({ values, indptr }: CsrArray, norm: "l1" | "l2" | null): void => {
  if (norm === null) return;
  for (let i = 0; i + 1 < indptr.length; i++) {
    let sum = 0;
    for (let at = indptr[i]!; at < indptr[i + 1]!; at++) {
      sum += norm === "l2" ? values[at]! * values[at]! : Math.abs(values[at]!);
    }
    if (sum === 0) continue;
    const length = norm === "l2" ? Math.sqrt(sum) : sum;
    for (let at = indptr[i]!; at < indptr[i + 1]!; at++) values[at]! /= length;
  }
};

/** The weights of counts, as a new array. */
export const weigh = (csr: CsrArray, weighing: Weighing, idf: Float64Array): CsrArray => {
  const values = csr.values.slice();
  for (let at = 0; at < values.length; at++) {
    if (weighing.sublinearTf) values[at] = Math.log(values[at]!) + 1;
    if (weighing.useIdf) values[at]! *= idf[csr.indices[at]!]!;
  }
  const out = { ...csr, values };
  divideRows(out, weighing.norm);
  return out;
};
