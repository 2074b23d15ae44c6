import { DataError } from "../errors";
import { type Frame, type NumberFeature, numericPieces } from "./frame";

const firstMissing = (numbers: Float64Array): number => {
  for (let row = 0; row < numbers.length; row++) if (Number.isNaN(numbers[row]!)) return row;
  return -1;
};

/** The numbers of a frame, for transforms that have no answer to a missing value. */
export function* completeNumbers(frame: Frame, who: string): Generator<void, NumberFeature[]> {
  const features = yield* numericPieces(frame, who);
  for (const { name, numbers } of features) {
    yield;
    const row = firstMissing(numbers);
    if (row < 0) continue;
    throw new DataError(
      `${who}: expected a value in every row, received a missing one in row ${row} of "${name}"; fill the gaps with simpleImputer() first`,
    );
  }
  return features;
}
