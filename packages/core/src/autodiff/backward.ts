import { isFloat } from "../graph/dtype";
import { ANYTHING, lineageOf, type Node, topological } from "../graph/node";
import { sameShape, showShape } from "../graph/shape";
import { zeros } from "../ops/create";
import { cast, type Tensor, tensor } from "../ops/tensor";
import type { PrimitiveName } from "../primitives/index";
import type { VjpRule } from "./rule";
import { extensionVjps } from "./rules/extension";
import { vjpRules } from "./rules/index";

/**
 * The gradients of `y` with respect to each of `xs`, as tensors of their shapes, by a rewrite of the graph between
 * them; zeros where `y` does not depend on one. Works inside `jit`, where it is how a training step is written.
 *
 * @param y - What to differentiate; a scalar unless `seed` is given.
 * @param xs - Tensors that `y` was computed from, such as `variable.value`.
 * @param seed - The gradient of `y`, of its shape. 1 by default.
 * Outside of `jit`, `grad` and `vjp` a tensor forgets how it was computed when its numbers are read, and long chains are
 * computed on the way, so ask for gradients first or use those.
 *
 * @throws RangeError when `y` is not a scalar and no seed is given; Error when the way from `xs` to `y` was forgotten.
 * @example
 * const x = tensor([1, 2, 3]);
 * gradients(x.square().sum(), [x])[0].toArray(); // [2, 4, 6]
 */
export function gradients(y: Tensor, xs: readonly Tensor[], seed?: Tensor): Tensor[] {
  if (!isFloat(y.dtype)) throw new TypeError(`gradients: received a result of ${y.dtype}, expected a float`);
  if (seed === undefined && y.size !== 1) {
    throw new RangeError(
      `gradients: received a result of shape ${showShape(y.shape)}, expected a scalar; reduce it with sum() or mean(), ` +
        "or give the gradient to start from",
    );
  }
  if (seed !== undefined && !sameShape(seed.shape, y.shape)) {
    throw new RangeError(
      `gradients: the seed has shape ${showShape(seed.shape)}, the result ${showShape(y.shape)}`,
    );
  }
  return pullBack([y], [seed ?? tensor(1, { dtype: y.dtype }).broadcastTo(y.shape)], xs);
}

/**
 * The gradients of `xs` from those of several results, as {@link gradients} for one.
 *
 * @param seeds - The gradients of `ys`, of their shapes.
 */
export function pullBack(ys: readonly Tensor[], seeds: readonly Tensor[], xs: readonly Tensor[]): Tensor[] {
  const wanted = new Set<Node>(xs);
  const order = topological(ys, (node) => wanted.has(node) || node.inputs.length === 0);
  const reaches = new Set<Node>();
  for (const node of order) {
    if (wanted.has(node) || node.inputs.some((input) => reaches.has(input))) reaches.add(node);
  }
  checkForgotten(order, xs, wanted);
  const found = new Map<Node, Tensor>();
  const collect = (node: Tensor, part: Tensor): void => {
    const before = found.get(node);
    found.set(node, before === undefined ? part : before.add(part));
  };
  ys.forEach((y, i) => {
    collect(y, cast(seeds[i] as Tensor, y.dtype));
  });
  for (const node of order.reverse()) {
    const g = found.get(node);
    if (g === undefined || wanted.has(node) || !reaches.has(node)) continue;
    const inputs = node.inputs as readonly Tensor[];
    const rule = (vjpRules[node.op as PrimitiveName] ?? extensionVjps.get(node.op)) as VjpRule<unknown>;
    rule(g, node as Tensor, inputs, node.params, wanted).forEach((part, i) => {
      const input = inputs[i] as Tensor;
      if (part !== null && reaches.has(input) && isFloat(input.dtype)) collect(input, part);
    });
  }
  return xs.map((x) => found.get(x) ?? zeros(x.shape, x.dtype));
}

/**
 * A gradient along the ways that are left would be wrong without a word where something that was computed from an operand
 * has forgotten how. What is traced or watched forgets nothing.
 */
function checkForgotten(order: readonly Node[], xs: readonly Node[], wanted: ReadonlySet<Node>): void {
  const open = xs.filter((x) => !x.abstract && !x.scope?.active);
  if (open.length === 0) return;
  const lost = order.filter((node) => node.lineage !== undefined && !wanted.has(node));
  for (const x of lost.length > 0 ? open : []) {
    const leaves = lineageOf(topological([x]));
    const mayHang = ({ id, lineage }: Node): boolean =>
      id > x.id && (lineage === ANYTHING || leaves.every((leaf) => lineage?.includes(leaf)));
    if (!lost.some(mayHang)) continue;
    throw new Error(
      "gradients: the numbers of the result, or of a tensor on the way to it, were read before (or its chain was too long " +
        "to keep), and how they were computed was forgotten; use grad() or valueAndGrad(), or ask for gradients before reading",
    );
  }
}
