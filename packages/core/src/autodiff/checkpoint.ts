import { type Node, nextId, topological } from "../graph/node";
import { type Mark, marked } from "../ops/custom-gradient";
import { greater, where } from "../ops/math";
import { isTensor, Tensor } from "../ops/tensor";
import { pullBack } from "./backward";

/**
 * The same function, whose gradient computes its intermediate values again instead of keeping them: less memory for one
 * more forward pass through it. Values and gradients are the same, to the last bit where the engine's kernels are.
 *
 * Wrap stretches of a deep network, such as each block: what stays in memory is what goes from one to the next. Weights
 * may be arguments or be closed over; both get their gradients.
 *
 * @param f - Gives one tensor. It is called once; what is computed again is its graph, so that side effects happen once.
 * @throws TypeError when `f` returns something else.
 * @see Chen, Xu, Zhang, Guestrin, "Training Deep Nets with Sublinear Memory Cost" (2016).
 * @example
 * const block = checkpoint((x: Tensor) => x.exp().sin().exp());
 * grad((x: Tensor) => block(block(x)).sum())(tensor([0.1])).shape; // [1]
 */
export function checkpoint<A extends readonly unknown[]>(f: (...args: A) => Tensor): (...args: A) => Tensor {
  return (...args) => {
    const oldest = nextId();
    const value = f(...args);
    if (!isTensor(value)) {
      throw new TypeError(
        `checkpoint: the function returned ${String(value)}, expected one tensor; join several with concat or stack`,
      );
    }
    const isOutside = (node: Node): boolean => node.id < oldest || node.op === "state";
    const order = topological([value], (node) => isOutside(node) || node.inputs.length === 0) as Tensor[];
    // What has forgotten how it was computed cannot be computed again.
    if (isOutside(value) || order.some((node) => node.lineage !== undefined && !isOutside(node)))
      return value;
    const sources = order.filter(isOutside);
    const apart = toSetApart(order, isOutside);
    const back: Mark["back"] = (g) => {
      const copies = new Map<Node, Tensor>(apart.map((x) => [x, behind(x, g)]));
      const copyOf = (node: Node): Tensor => copies.get(node) ?? (node as Tensor);
      for (const node of order) {
        const { op, inputs, params, shape, dtype } = node;
        if (isOutside(node) || !inputs.some((input) => copies.has(input))) continue;
        copies.set(node, new Tensor(op, inputs.map(copyOf), params, shape, dtype));
      }
      return pullBack([copyOf(value)], [g], sources.map(copyOf));
    };
    return marked(value, sources, { back, toString: () => "checkpoint" });
  };
}

/** What is free to compute again, being only another way to look. */
const VIEWS: ReadonlySet<string> = new Set(["reshape", "transpose", "broadcastTo", "slice", "windows"]);

/**
 * As few of the tensors from outside as everything else hangs on, preferably not the weights: what is set apart may have
 * to be copied.
 */
function toSetApart(order: readonly Tensor[], isOutside: (node: Node) => boolean): Tensor[] {
  const apart = new Set<Tensor>();
  const again = new Set<Node>();
  const origins = new Map<Node, Tensor>();
  for (const node of order) {
    // Random numbers may hang on nothing but a key that is known.
    if (isOutside(node) || (node.op === "constant" && node.dtype === "int32")) origins.set(node, node);
    const from = node.inputs.flatMap((input) => origins.get(input) ?? []);
    if (isOutside(node) || node.inputs.length === 0) continue;
    if (node.inputs.some((input) => again.has(input)) || from.some((x) => apart.has(x))) again.add(node);
    else if (from[0] !== undefined) {
      if (VIEWS.has(node.op)) origins.set(node, from[0]);
      else {
        apart.add(from[0]);
        again.add(node);
      }
    }
  }
  return [...apart];
}

/**
 * The same numbers, but not before the gradient is there: without it the two forward passes would be found to be equal
 * and computed once, or be computed at the same time.
 */
function behind(x: Tensor, g: Tensor): Tensor {
  if (x.size === 0 || g.size === 0) return x;
  const first = g.slice(g.shape.map(() => 0));
  const either = where(greater(first, 0), x, x);
  return marked(either, [x], { back: (gradient) => [gradient], same: true, toString: () => "behind" });
}
