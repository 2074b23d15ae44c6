import { isMissing } from "../cell";
import { DataError } from "../errors";
import { cellsOf, type Feature, type Frame } from "./frame";

/** Features with every gap as NaN or null, whatever value meant missing. */
export const withGaps = (frame: Frame, mark: number | string | null, who: string): Frame => {
  if (isMissing(mark)) return frame;
  const features = frame.features.map((feature): Feature => {
    const rest = cellsOf(feature).filter((cell) => cell !== mark && isMissing(cell)).length;
    if (rest > 0) {
      throw new DataError(
        `${who}: expected missing values only as ${JSON.stringify(mark)}, received ${rest} empty values in "${feature.name}" besides; fill these first with another simpleImputer()`,
      );
    }
    if ("numbers" in feature) {
      const { name, kind, numbers } = feature;
      return { name, kind, numbers: numbers.map((value) => (value === mark ? Number.NaN : value)) };
    }
    return { ...feature, cells: feature.cells.map((cell) => (cell === mark ? null : cell)) };
  });
  return { ...frame, features };
};

/** 1 where a feature has no value, else 0. */
export const gapsOf = (feature: Feature): Float64Array => {
  if ("numbers" in feature) return feature.numbers.map((value) => (Number.isNaN(value) ? 1 : 0));
  return Float64Array.from(feature.cells, (cell) => (isMissing(cell) ? 1 : 0));
};

/** The places of the features that lack a value somewhere. */
export const placesWithGaps = (frame: Frame): number[] =>
  frame.features.flatMap((feature, j) => (gapsOf(feature).includes(1) ? [j] : []));

/** The name of the column that tells where a feature is missing, as scikit-learn names it. */
export const indicatorName = (name: string): string => `missingindicator_${name}`;
