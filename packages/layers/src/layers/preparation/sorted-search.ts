import { gather, searchSorted, type Tensor, tensor } from "@wellfit/core";

/** For each whole number whether it is in a list of different ones, and at which place. */
export function sortedSearch(x: Tensor, list: readonly number[]): readonly [found: Tensor, place: Tensor] {
  const order = list.map((_, i) => i).sort((a, b) => (list[a] as number) - (list[b] as number));
  const sorted = tensor(Int32Array.from(order, (i) => list[i] as number));
  const near = searchSorted(sorted, x).minimum(list.length - 1);
  return [gather(sorted, near).equal(x), gather(tensor(Int32Array.from(order)), near)];
}
