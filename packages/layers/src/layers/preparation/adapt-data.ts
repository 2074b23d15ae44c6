import { isTensor, type NdArrayLike, type TensorLike, tensor } from "@wellfit/core";
import { show } from "../../common/options";

/** What `adapt` looks at: an array or a tensor, or batches of them one after the other. */
export type AdaptData = TensorLike | Iterable<TensorLike>;

/** Numbers in float64, and the length of every axis. */
export interface AdaptBatch {
  /** The numbers in row-major order. */
  readonly data: ArrayLike<number>;
  /** The length of every axis. */
  readonly shape: readonly number[];
}

/**
 * The batches of data: one for an array, as many as come from a list of tensors or another iterable.
 *
 * @throws RangeError when there is nothing, or a number that is not finite.
 */
export function* batchesOf(where: string, data: AdaptData): Generator<AdaptBatch> {
  let some = false;
  for (const batch of isList(data) ? data : [data as TensorLike]) {
    const { shape } = typeof batch === "object" && "shape" in batch ? (batch as NdArrayLike) : tensor(batch);
    const numbers = tensor(batch, { dtype: "float64" }).data();
    if (numbers.length === 0) continue;
    some = true;
    const bad = numbers.findIndex((x: number) => !Number.isFinite(x));
    if (bad >= 0) {
      throw new RangeError(
        `${where}: adapt received ${numbers[bad]} at position ${bad} of data of shape [${shape.join(", ")}], expected finite ` +
          "numbers; fill in or leave out what is missing first",
      );
    }
    yield { data: numbers, shape };
  }
  if (!some)
    throw new RangeError(`${where}: adapt received no data (${show(data)}), expected at least one row`);
}

/** Whether data is a list of arrays rather than one: arrays of plain numbers are rows. */
function isList(data: AdaptData): data is Iterable<TensorLike> {
  if (typeof data !== "object" || isTensor(data) || ArrayBuffer.isView(data) || "shape" in data) return false;
  if (!Array.isArray(data)) return Symbol.iterator in data;
  const first: unknown = data[0];
  return isTensor(first) || (typeof first === "object" && first !== null && "shape" in first);
}
