import type { Cell } from "../cell";
import { codesOf, placesOf } from "./categories";
import type { Feature } from "./frame";

/** When categories are rare enough to be put together. */
export interface InfrequentOptions {
  readonly minFrequency: number | undefined;
  readonly maxCategories: number | undefined;
}

/**
 * Which categories of a feature are infrequent in the train part, as in scikit-learn: those below
 * `minFrequency` (a count, or a share of the rows when below 1), and the rarest that exceed `maxCategories`.
 */
export const findInfrequent = (
  feature: Feature,
  categories: readonly Cell[],
  { minFrequency, maxCategories }: InfrequentOptions,
): boolean[] => {
  const counts = categories.map(() => 0);
  if (minFrequency === undefined && maxCategories === undefined) return counts.map(() => false);
  const codes = codesOf(feature, placesOf(categories));
  for (const place of codes) if (place >= 0) counts[place]!++;
  const least =
    minFrequency === undefined ? 0 : minFrequency < 1 ? minFrequency * codes.length : minFrequency;
  const rare = counts.map((n) => n < least);
  const columns = rare.filter((value) => !value).length + (rare.includes(true) ? 1 : 0);
  if (maxCategories !== undefined && maxCategories < columns) {
    // Ties go by the order of the categories, so the sort must be stable.
    const rising = counts.map((_, place) => place).sort((i, j) => counts[i]! - counts[j]!);
    for (const place of rising.slice(0, counts.length - (maxCategories - 1))) rare[place] = true;
  }
  return rare;
};
