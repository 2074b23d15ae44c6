import { snakeCase } from "../common/names";
import type { Layer } from "../layers/layer";

/** What gives a name that is not taken: `dense`, then `dense_1`; names count within a model, not over the whole program. */
export function freeName(className: string, taken: ReadonlySet<string>): string {
  const base = className === "InputLayer" ? "input_layer" : snakeCase(className);
  let name = base;
  for (let i = 1; taken.has(name); i++) name = `${base}_${i}`;
  return name;
}

/**
 * Names the layers of a graph that were not given one, in the order in which they were made.
 *
 * @throws Error when two were given the same.
 */
export function nameLayers(where: string, layers: readonly Layer[]): void {
  const taken = new Set<string>();
  for (const { name, named } of layers) {
    if (!named) continue;
    if (taken.has(name)) throw twice(where, name);
    taken.add(name);
  }
  const unnamed = layers.filter((layer) => !layer.named);
  for (const layer of [...unnamed].sort((a, b) => a.serial - b.serial)) {
    layer.name = freeName(layer.className, taken);
    taken.add(layer.name);
  }
}

/** What is wrong when two layers of a model have the same name. */
export function twice(where: string, name: string): Error {
  return new Error(
    `${where}: two layers have the name ${JSON.stringify(name)}; give one of them another name`,
  );
}
