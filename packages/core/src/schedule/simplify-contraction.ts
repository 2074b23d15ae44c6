import type { Node } from "../graph/node";
import { type ContractParams, labelsOf, lengthsOf } from "../primitives/contraction";
import { node, paramsOf } from "../primitives/index";

/** Simplifies a new node and gives the one to use instead. */
export type Again = (n: Node) => Node;

/**
 * Products in which an operand is a vector: an outer product is elementwise, a matrix by a vector is a sum that takes
 * in what stands before and after it. `undefined` for all others.
 */
export function thinProduct(n: Node, again: Again): Node | undefined {
  const params = labelsOf(n);
  const lengths = lengthsOf(params, n.inputs);
  const count = (labels: readonly number[]): number =>
    labels.reduce((size, label) => size * (lengths.get(label) as number), 1);
  const summed = [...lengths.keys()].filter((label) => !params.out.includes(label));
  const only = (one: readonly number[], other: readonly number[]): number =>
    count(one.filter((label) => !other.includes(label) && params.out.includes(label)));
  const thin = [count(summed), only(params.a, params.b), only(params.b, params.a)].includes(1);
  if (!thin || count([...lengths.keys()]) === 0) return undefined;
  const labels = [...params.out, ...summed];
  const shape = labels.map((label) => lengths.get(label) as number);
  const spread = (x: Node, of: readonly number[]): Node => {
    const order = labels.filter((label) => of.includes(label));
    const turned = again(node("transpose", [x], { perm: order.map((label) => of.indexOf(label)) }));
    const lined = labels.map((label) => (of.includes(label) ? (lengths.get(label) as number) : 1));
    return again(node("broadcastTo", [again(node("reshape", [turned], { shape: lined }))], { shape }));
  };
  const [a, b] = n.inputs as [Node, Node];
  const products = again(node("mul", [spread(a, params.a), spread(b, params.b)], {}));
  if (summed.length === 0) return products;
  const axes = summed.map((_, i) => params.out.length + i);
  return again(node("sum", [products], { axes }));
}

/** The sum of a product over axes that both operands have is a longer sum of products. */
export function sumOfProducts(n: Node, again: Again): Node | undefined {
  const [product] = n.inputs as [Node];
  if (product.op !== "matmul" && product.op !== "contract") return undefined;
  const { a, b, out } = labelsOf(product);
  const { axes } = paramsOf(n, "sum");
  const gone = axes.map((axis) => out[axis] as number);
  if (!gone.every((label) => a.includes(label) && b.includes(label))) return undefined;
  const params: ContractParams = { a, b, out: out.filter((label) => !gone.includes(label)) };
  return again(node("contract", product.inputs, params));
}
