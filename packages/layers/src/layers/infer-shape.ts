import { cast, type DType, isTensor, type Shape, type Tensor, zeros } from "@wellfit/core";
import { areShapes, type BatchShape, type Shapes } from "../common/shapes";
import type { CallOptions } from "./call-options";
import { type OutputShapes, SymbolicTensor } from "./symbolic";
import type { Tensors } from "./tensors";

/** Two lengths that stand for a free axis, one after the other: what differs then in the output is free too. */
const LENGTHS = [12, 24] as const;

/** The shapes that a function gives for shapes with free axes. Nothing is computed: tensors are lazy. */
export function traceShapes(
  inputs: Shapes,
  dtype: DType,
  options: CallOptions,
  call: (x: Tensors, options: CallOptions) => Tensors,
): OutputShapes {
  const free = (areShapes(inputs) ? inputs : [inputs]).some((shape) => shape.includes(null));
  const [first, second] = LENGTHS.map((length) => {
    const one = (shape: BatchShape): Tensor => zeros(shape.map((n) => n ?? length) as Shape, dtype);
    // Other arguments, such as masks and states, may be symbolic too.
    const filled = (value: unknown): unknown => {
      if (value instanceof SymbolicTensor) return cast(one(value.shape), value.dtype);
      return Array.isArray(value) ? value.map(filled) : value;
    };
    const given = Object.fromEntries(Object.entries(options).map(([name, value]) => [name, filled(value)]));
    return free || length === LENGTHS[0]
      ? call(areShapes(inputs) ? inputs.map(one) : one(inputs), given)
      : undefined;
  }) as [Tensors, Tensors | undefined];
  const merged = (a: Tensor, b: Tensor | undefined): BatchShape =>
    a.shape.map((n, axis) => (b !== undefined && b.shape[axis] !== n ? null : n));
  if (isTensor(first)) return merged(first, second as Tensor | undefined);
  if (Array.isArray(first)) {
    return first.map((x: Tensor, i) => merged(x, (second as readonly Tensor[] | undefined)?.[i]));
  }
  const other = second as Readonly<Record<string, Tensor>> | undefined;
  return Object.fromEntries(
    Object.entries(first as Readonly<Record<string, Tensor>>).map(([name, x]) => [
      name,
      merged(x, other?.[name]),
    ]),
  );
}
