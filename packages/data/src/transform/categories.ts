import { type Cell, isMissing, showCell, uniqueCells } from "../cell";
import { DataError } from "../errors";
import { cellsOf, type Feature, type Frame } from "./frame";
import { distinctNumbers, numericCodes } from "./numeric-codes";

/**
 * The categories of each feature: "auto" takes those of the train part (in order; an ordinal column keeps
 * its own), a list for each feature gives them by hand.
 *
 * @example
 * ```ts
 * const categories: CategoriesOption = [["low", "high"], ["S", "M", "L"]];
 * ```
 */
export type CategoriesOption = "auto" | readonly (readonly Cell[])[];

/** The place of each category; null and NaN are one and the same. */
export type CategoryPlaces = ReadonlyMap<Cell, number>;

const key = (cell: Cell): Cell => (isMissing(cell) ? null : cell);

/** The places of categories by value. */
export const placesOf = (categories: readonly Cell[]): CategoryPlaces =>
  new Map(categories.map((cell, place) => [key(cell), place]));

/** The place of each row's category, -1 where it is none of them. */
export const codesOf = (feature: Feature, places: CategoryPlaces): Int32Array => {
  if ("numbers" in feature) return numericCodes(feature.numbers, places, places.get(null) ?? -1);
  return Int32Array.from(feature.cells, (cell) => placeOfCell(places, cell));
};

/** The place of a cell, or -1 when it is none of the categories. */
export const placeOfCell = (places: CategoryPlaces, cell: Cell): number => places.get(key(cell)) ?? -1;

const found = (feature: Feature): Cell[] => {
  if ("numbers" in feature) return distinctNumbers(feature.numbers);
  const unique = uniqueCells(feature.cells);
  if (feature.order === undefined) return unique;
  return [...feature.order, ...unique.filter(isMissing)];
};

/** Throws where codes say that a cell is none of the categories, naming such cells and the first row. */
export const refuseUnknown = (
  feature: Feature,
  j: number,
  categories: readonly Cell[],
  codes: Int32Array,
  who: string,
  during: "fit" | "transform",
): void => {
  const first = codes.indexOf(-1);
  if (first < 0) return;
  const unknown = uniqueCells(cellsOf(feature).filter((_, row) => codes[row] === -1));
  throw new DataError(
    `${who}: expected the categories of ${during === "fit" ? "the option" : "fit"} (${categories.slice(0, 12).map(showCell).join(", ")}${categories.length > 12 ? ", …" : ""}), ` +
      `received unknown categories [${unknown.slice(0, 8).map(showCell).join(", ")}] in column ${j} ("${feature.name}"), first in row ${first}, during ${during}; ` +
      (during === "fit"
        ? "add them to { categories }"
        : who === "ordinalEncoder"
          ? 'mend the values, or pass { handleUnknown: "useEncodedValue", unknownValue: -1 }'
          : 'mend the values, or pass { handleUnknown: "ignore" }'),
  );
};

/** The categories of a frame, as asked for. */
export function* learnCategories(
  frame: Frame,
  option: CategoriesOption,
  who: string,
  strict: boolean,
): Generator<void, Cell[][]> {
  if (option === "auto") {
    const lists: Cell[][] = [];
    for (const feature of frame.features) {
      lists.push(found(feature));
      yield;
    }
    return lists;
  }
  if (option.length !== frame.features.length) {
    throw new DataError(
      `${who}: expected categories for each of ${frame.features.length} features, received ${option.length} lists; give one list a feature`,
    );
  }
  const lists = option.map((list) => [...list]);
  if (!strict) return lists;
  for (const [j, feature] of frame.features.entries()) {
    refuseUnknown(feature, j, lists[j]!, codesOf(feature, placesOf(lists[j]!)), who, "fit");
    yield;
  }
  return lists;
}
