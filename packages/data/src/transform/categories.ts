import { type Cell, isMissing, showCell, uniqueCells } from "../cell";
import { DataError } from "../errors";
import { cellsOf, type Feature, type Frame } from "./frame";

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

/** The place of a cell, or -1 when it is none of the categories. */
export const placeOfCell = (places: CategoryPlaces, cell: Cell): number => places.get(key(cell)) ?? -1;

const found = (feature: Feature): Cell[] => {
  const cells = cellsOf(feature);
  const order = "cells" in feature ? feature.order : undefined;
  const unique = uniqueCells(cells);
  if (order === undefined) return unique;
  return [...order, ...unique.filter(isMissing)];
};

/** Throws for cells that are none of the categories, naming them and the first row. */
export const refuseUnknown = (
  feature: Feature,
  j: number,
  categories: readonly Cell[],
  who: string,
  during: "fit" | "transform",
): void => {
  const places = placesOf(categories);
  const cells = cellsOf(feature);
  const first = cells.findIndex((cell) => placeOfCell(places, cell) < 0);
  if (first < 0) return;
  const unknown = uniqueCells(cells.filter((cell) => placeOfCell(places, cell) < 0));
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
export const learnCategories = (
  frame: Frame,
  option: CategoriesOption,
  who: string,
  strict: boolean,
): Cell[][] => {
  if (option === "auto") return frame.features.map(found);
  if (option.length !== frame.features.length) {
    throw new DataError(
      `${who}: expected categories for each of ${frame.features.length} features, received ${option.length} lists; give one list a feature`,
    );
  }
  const lists = option.map((list) => [...list]);
  if (!strict) return lists;
  frame.features.forEach((feature, j) => {
    refuseUnknown(feature, j, lists[j]!, who, "fit");
  });
  return lists;
};
