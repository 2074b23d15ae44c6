import { isTensor, type Tensor } from "@wellfit/core";

/** What layers take and give: a tensor, several in order, or several by name. */
export type Tensors = Tensor | readonly Tensor[] | Readonly<Record<string, Tensor>>;

/** All of them in order; those by name in the order of the names, as Keras's trees. */
export function flattenTensors(tensors: Tensors): readonly Tensor[] {
  if (isTensor(tensors)) return [tensors];
  if (Array.isArray(tensors)) return tensors as readonly Tensor[];
  const byName = tensors as Readonly<Record<string, Tensor>>;
  return Object.keys(byName)
    .sort()
    .map((name) => byName[name] as Tensor);
}

/** The same arrangement of what `fn` makes of each. */
export function mapTensors<T extends Tensors>(tensors: T, fn: (x: Tensor, index: number) => Tensor): T {
  if (isTensor(tensors)) return fn(tensors, 0) as T;
  if (Array.isArray(tensors)) return tensors.map((x: Tensor, i) => fn(x, i)) as unknown as T;
  const names = Object.keys(tensors).sort();
  const byName = tensors as Readonly<Record<string, Tensor>>;
  return Object.fromEntries(names.map((name, i) => [name, fn(byName[name] as Tensor, i)])) as T;
}
