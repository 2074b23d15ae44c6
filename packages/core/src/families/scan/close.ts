import { type Node, topological } from "../../graph/node";
import { apply, type Tensor } from "../../ops/tensor";
import { productsIn, ScanBody } from "./body";
import { copyOf } from "./substitute";

/** A body, and the tensors from outside that it uses. */
export interface Closed {
  readonly body: ScanBody;
  /** In the order of the body's last inputs. */
  readonly outside: readonly Tensor[];
}

const MOVES: ReadonlySet<string> = new Set(["reshape", "broadcastTo", "transpose", "slice", "iota"]);

/**
 * Cuts what `outputs` compute from `inputs` out of the graph around it. What does not depend on the inputs stays
 * outside, where it is computed once; single known numbers and what is made of them by movement come along.
 */
export function close(
  name: string,
  inputs: readonly Tensor[],
  carries: number,
  outputs: readonly Tensor[],
): Closed {
  const order = topological([...inputs, ...outputs], (n) => n.value !== undefined);
  const inner = new Set<Node>(inputs);
  const plain = new Set<Node>();
  for (const node of order) {
    if (node.inputs.some((input) => inner.has(input))) inner.add(node);
    const number = node.value?.length === 1 && !node.computed;
    const moved = node.value === undefined && MOVES.has(node.op) && node.inputs.every((i) => plain.has(i));
    if (number || moved) plain.add(node);
  }
  const outside: Tensor[] = [];
  const made = new Map<Node, Tensor>();
  const given = [...inputs];
  const inputFor = (node: Node): Tensor => {
    const input = apply("input", [], { index: given.length, shape: node.shape, dtype: node.dtype });
    given.push(input);
    outside.push(node as Tensor);
    return input;
  };
  const use = (node: Node): Tensor => {
    let to = made.get(node);
    if (!to) made.set(node, (to = inner.has(node) || plain.has(node) ? (node as Tensor) : inputFor(node)));
    return to;
  };
  for (const node of order) {
    if (!inner.has(node) || inputs.includes(node as Tensor)) continue;
    const operands = node.inputs.map(use);
    made.set(node, copyOf(node, operands, made));
  }
  const results = outputs.map(use);
  const products = productsIn(order.filter((node) => inner.has(node))).map(use);
  const all = [...results, ...inputs.slice(0, carries), ...products];
  const body = new ScanBody(name, given, carries, inputs.length - carries, all, outputs.length - carries);
  return { body, outside };
}
