import { Node } from "../graph/node";
import { checkShape } from "../graph/shape";
import { type Contraction, contraction } from "./contraction";
import { type Elementwise, elementwise } from "./elementwise";
import { extensionRules } from "./extension";
import { type Indexing, indexing } from "./indexing";
import { type Movement, movement } from "./movement";
import type { Result, Rule } from "./primitive";
import type { Random } from "./random";
import { type Reduction, reduction } from "./reduction";
import { type Source, source } from "./source";
import type { Windowing } from "./windows";

/** Every primitive by name, with its parameters. Tables of rules are exhaustive over this type. */
export interface Primitives
  extends Source,
    Elementwise,
    Movement,
    Windowing,
    Reduction,
    Contraction,
    Indexing,
    Random {}

/** The name of a primitive. */
export type PrimitiveName = keyof Primitives;

/** Shape and dtype rules of every primitive but those that come with their operations; see `extensionRules`. */
export const rules: {
  readonly [K in Exclude<PrimitiveName, keyof Random | keyof Windowing>]: Rule<Primitives[K]>;
} = {
  ...source,
  ...elementwise,
  ...movement,
  ...reduction,
  ...contraction,
  ...indexing,
};

/** What a primitive would give for these operands; throws what the user should read when they do not fit. */
export function infer<K extends PrimitiveName>(
  name: K,
  inputs: readonly Node[],
  params: Primitives[K],
): Result {
  const rule = (rules[name as keyof typeof rules] ?? extensionRules.get(name)) as Rule<Primitives[K]>;
  const result = rule(inputs, params);
  if (!mayBeVirtual(name)) checkShape(result.shape, name, result.dtype);
  return result;
}

/** What need not be stored may be larger than memory: each window of a picture, compared with its maximum. */
function mayBeVirtual(name: string): boolean {
  return isElementwise(name) || (name in movement && name !== "concat") || name === "windows";
}

/** A node of a graph under construction below the floor of tensors. */
export function node<K extends PrimitiveName>(name: K, inputs: readonly Node[], params: Primitives[K]): Node {
  const { shape, dtype } = infer(name, inputs, params);
  return new Node(name, inputs, params, shape, dtype);
}

/** The parameters of a node that is known to be of a primitive. */
export function paramsOf<K extends PrimitiveName>(of: Node, _name: K): Primitives[K] {
  return of.params as Primitives[K];
}

/** Whether a primitive is computed element by element. */
export function isElementwise(op: string): op is keyof Elementwise {
  return op in elementwise;
}
