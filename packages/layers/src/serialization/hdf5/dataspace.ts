import { damaged, type ReaderBytes } from "./reader-bytes";

/** Reads the shape in a dataspace message; a dataspace without any value is the shape `[0]`. */
export function readDataspace(file: ReaderBytes, at: number): number[] {
  const version = file.u8(at, "a dataspace");
  if (version !== 1 && version !== 2) throw damaged(`a dataspace has the version ${version}`);
  const rank = file.u8(at + 1, "a dataspace");
  if (rank > 32) throw damaged(`a dataspace has ${rank} axes`);
  if (version === 2 && file.u8(at + 3, "a dataspace") === 2) return [0];
  const start = at + (version === 1 ? 8 : 4);
  const shape = Array.from({ length: rank }, (_, i) => file.size(start + 8 * i, "the length of an axis"));
  // Partial products grow only, so that 0 at the end does not hide an overflow.
  const count = shape.reduce((a, b) => a * Math.max(1, b), 1);
  if (!Number.isSafeInteger(count)) throw damaged(`an array has the shape [${shape.join(", ")}]`);
  return shape;
}
