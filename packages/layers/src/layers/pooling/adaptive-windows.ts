import { averagePool, gather, maxPool, type Tensor, tensor, where } from "@wellfit/core";
import { weighAlong } from "../space/weigh-along";

/** Windows that cut an axis into `count` parts: where each begins and where it ends. They overlap where it does not divide. */
function adaptiveWindows(length: number, count: number): (readonly [number, number])[] {
  return Array.from({ length: count }, (_, i) => [
    Math.floor((i * length) / count),
    Math.ceil(((i + 1) * length) / count),
  ]);
}

/** Whether windows of one size lie side by side along all axes, and that size. */
function evenSize(x: Tensor, counts: readonly number[]): readonly number[] | undefined {
  const sizes = counts.map((count, i) => (x.shape[i + 1] as number) / count);
  return sizes.every(Number.isInteger) ? sizes : undefined;
}

/** The mean of each of `counts` windows along the axes behind the batch. */
export function adaptiveAveragePool(x: Tensor, counts: readonly number[]): Tensor {
  const size = evenSize(x, counts);
  if (size !== undefined) return averagePool(x, size);
  return counts.reduce((pooled, count, i) => {
    const length = pooled.shape[i + 1] as number;
    const shares = adaptiveWindows(length, count).map(([first, end]) =>
      Array.from({ length }, (_, at) => (at >= first && at < end ? 1 / (end - first) : 0)),
    );
    return weighAlong(pooled, i + 1, shares);
  }, x);
}

/** The largest element of each of `counts` windows along the axes behind the batch. */
export function adaptiveMaxPool(x: Tensor, counts: readonly number[]): Tensor {
  const size = evenSize(x, counts);
  if (size !== undefined) return maxPool(x, size);
  return counts.reduce((pooled, count, i) => {
    const axis = i + 1;
    const all = adaptiveWindows(pooled.shape[axis] as number, count);
    const longest = Math.max(...all.map(([first, end]) => end - first));
    const places = all.flatMap(([first, end]) =>
      Array.from({ length: longest }, (_, k) => (first + k < end ? first + k : -1)),
    );
    const shape = pooled.shape.flatMap((n, k) => (k === axis ? [count, longest] : [n]));
    const there = pooled.shape.flatMap((_, k) => (k === axis ? [count, longest] : [1]));
    const taken = gather(
      pooled,
      tensor(
        places.map((place) => Math.max(place, 0)),
        { dtype: "int32" },
      ),
      axis,
    );
    const inside = tensor(
      places.map((place) => place >= 0),
      { shape: there },
    );
    return where(inside, taken.reshape(shape), Number.NEGATIVE_INFINITY).max(axis + 1);
  }, x);
}
