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
  return asSum(params, lengths, n.inputs, again);
}

/** Products of elements, summed. */
function asSum(
  params: ContractParams,
  lengths: ReadonlyMap<number, number>,
  inputs: readonly Node[],
  again: Again,
): Node {
  const summed = [...lengths.keys()].filter((label) => !params.out.includes(label));
  const labels = [...params.out, ...summed];
  const shape = labels.map((label) => lengths.get(label) as number);
  const spread = (x: Node, of: readonly number[]): Node => {
    const order = labels.filter((label) => of.includes(label));
    const turned = again(node("transpose", [x], { perm: order.map((label) => of.indexOf(label)) }));
    const lined = labels.map((label) => (of.includes(label) ? (lengths.get(label) as number) : 1));
    return again(node("broadcastTo", [again(node("reshape", [turned], { shape: lined }))], { shape }));
  };
  const [a, b] = inputs as [Node, Node];
  const products = again(node("mul", [spread(a, params.a), spread(b, params.b)], {}));
  if (summed.length === 0) return products;
  const axes = summed.map((_, i) => params.out.length + i);
  return again(node("sum", [products], { axes }));
}

/** Up to so many terms, rows and columns are written out. */
const FEW = 3;

/**
 * Products of two and three terms are elementwise, and two and three rows are sums over the columns beside each other:
 * both fuse with what stands before and after, and no tile could be filled. `undefined` for all others.
 */
export function smallProduct(n: Node, again: Again): Node | undefined {
  const params = labelsOf(n);
  const lengths = lengthsOf(params, n.inputs);
  const count = (labels: readonly number[]): number =>
    labels.reduce((size, label) => size * (lengths.get(label) as number), 1);
  const summed = [...lengths.keys()].filter((label) => !params.out.includes(label));
  const rows = params.out.filter((label) => !params.b.includes(label));
  const columns = params.out.filter((label) => !params.a.includes(label));
  const [a, b] = n.inputs as [Node, Node];
  if (summed.length === 1 && count(summed) > 0 && count(summed) <= FEW && count(params.out) > 0) {
    const [label] = summed as [number];
    const terms = Array.from({ length: count(summed) }, (_, k) => {
      const part = (x: Node, of: readonly number[]): Node => {
        const axis = of.indexOf(label);
        const start = x.shape.map((_, i) => (i === axis ? k : 0));
        const size = x.shape.map((length, i) => (i === axis ? 1 : length));
        return again(node("slice", [x], { start, size, step: x.shape.map(() => 1) }));
      };
      return again(node("contract", [part(a, params.a), part(b, params.b)], params));
    });
    return terms.reduce((sum, term) => again(node("add", [sum, term], {})));
  }
  // Columns must lie side by side where they are read.
  const natural =
    columns.length > 0 && params.b.indexOf(columns[columns.length - 1] as number) === params.b.length - 1;
  if (rows.length === 1 && count(rows) <= FEW && count(columns) >= 32 && natural && b.op !== "transpose") {
    return asSum(params, lengths, [a, b], again);
  }
  return undefined;
}

/** The sum over axes that both operands have is a longer sum of products. */
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
