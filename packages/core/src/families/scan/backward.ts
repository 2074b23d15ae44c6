import { pullBack } from "../../autodiff/backward";
import { isFloat } from "../../graph/dtype";
import type { Node } from "../../graph/node";
import { zeros } from "../../ops/create";
import { apply, Tensor } from "../../ops/tensor";
import { close } from "./close";
import type { ScanParams } from "./params";

/** How loops and their results are made: given by whoever declares the primitives, which need this gradient. */
export interface Loops {
  readonly scanNode: (operands: readonly Tensor[], params: ScanParams) => Tensor;
  readonly scanPart: (scan: Tensor, index: number) => Tensor;
}

/** The gradients of a scan's results by their positions, from the sum that its parts handed over. */
function takeApart(g: Tensor): Map<number, Tensor> {
  const found = new Map<number, Tensor>();
  const stack: Node[] = [g];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (node.op === "scanCotangent") {
      const { index } = node.params as { readonly index: number };
      const part = node.inputs[0] as Tensor;
      found.set(index, found.get(index)?.add(part) ?? part);
    } else stack.push(...node.inputs);
  }
  return found;
}

/**
 * The gradient of a loop is a loop in the other direction: it carries the gradients of the carries and the sums of
 * those of what comes from outside, and is given what each step began with and what its products came to.
 */
export function scanVjp(
  g: Tensor,
  scan: Tensor,
  operands: readonly Tensor[],
  { body, length, reverse }: ScanParams,
  { scanNode, scanPart }: Loops,
): (Tensor | null)[] {
  const cotangents = takeApart(g);
  const { carries, slices } = body;
  const saved = carries + body.stacked;
  const floats = (from: number, to: number): number[] =>
    Array.from({ length: to - from }, (_, i) => from + i).filter((i) =>
      isFloat((operands[i] as Tensor).dtype),
    );
  const [state, sliced, outside] = [
    floats(0, carries),
    floats(carries, carries + slices),
    floats(carries + slices, operands.length),
  ];
  const zerosOf = (x: Tensor): Tensor => zeros(x.shape, x.dtype);
  // What a step of the way back is given: what it carries, then slices.
  const first = [
    ...state.map((i) => cotangents.get(i) ?? zerosOf(operands[i] as Tensor)),
    ...outside.map((i) => zerosOf(operands[i] as Tensor)),
  ];
  const begun = Array.from({ length: carries }, (_, i) => scanPart(scan, saved + i));
  const products = body.products.map((_, i) => scanPart(scan, saved + carries + i));
  const given = [...cotangents.keys()].filter((index) => index >= carries);
  const xs = [
    ...begun,
    ...operands.slice(carries, carries + slices),
    ...products,
    ...given.map((index) => cotangents.get(index) as Tensor),
  ];
  const inputs = [...first, ...xs].map((x, index) => {
    const shape = index < first.length ? x.shape : x.shape.slice(1);
    return apply("input", [], { index, shape, dtype: x.dtype });
  });
  const carried = inputs.slice(0, first.length);
  const at = (offset: number, count: number): Tensor[] =>
    inputs.slice(first.length + offset, first.length + offset + count);
  // New nodes, so that the gradient ends here and not in what is outside.
  const watch = (x: Tensor): Tensor => new Tensor("identity", [x], {}, x.shape, x.dtype);
  const watched = [
    ...at(0, carries + slices).map(watch),
    ...operands.slice(carries + slices).map((x) => watch(x)),
  ];
  const outputs = body.at(watched, at(carries + slices, products.length));
  const seeds = at(carries + slices + products.length, given.length);
  const wanted = [...state, ...sliced, ...outside].map((i) => watched[i] as Tensor);
  const gradients = pullBack(
    [...state.map((i) => outputs[i] as Tensor), ...given.map((index) => outputs[index] as Tensor)],
    [...carried.slice(0, state.length), ...seeds],
    wanted,
  );
  const stepped = gradients.slice(0, state.length);
  const perSlice = gradients.slice(state.length, state.length + sliced.length);
  const sums = gradients
    .slice(state.length + sliced.length)
    .map((part, i) => (carried[state.length + i] as Tensor).add(part));
  const closed = close(`${body.name} backwards`, inputs, first.length, [...stepped, ...sums, ...perSlice]);
  const back = scanNode([...first, ...xs, ...closed.outside], {
    body: closed.body,
    length,
    reverse: !reverse,
  });
  const found = new Map<number, Tensor>();
  state.forEach((i, k) => {
    found.set(i, scanPart(back, k));
  });
  outside.forEach((i, k) => {
    found.set(i, scanPart(back, state.length + k));
  });
  sliced.forEach((i, k) => {
    found.set(i, scanPart(back, first.length + k));
  });
  return operands.map((_, i) => found.get(i) ?? null);
}
