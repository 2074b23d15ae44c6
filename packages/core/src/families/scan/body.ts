import { vjpRules } from "../../autodiff/rules/index";
import { isFloat } from "../../graph/dtype";
import { labelOf } from "../../graph/label";
import { type Node, topological } from "../../graph/node";
import { marked } from "../../ops/custom-gradient";
import type { Tensor } from "../../ops/tensor";
import { copyOf } from "./substitute";

/**
 * What one step of a scan computes, as a graph of its own. Its inputs are the carries, then the slices of this step,
 * then what the body uses from outside; its outputs are the new carries, then what is stacked.
 */
export class ScanBody {
  /** Everything that is computed in a step, operands before users. */
  readonly order: readonly Node[];
  /** Products, whose results are kept for the gradient, because they are dear to compute again. */
  readonly products: readonly Node[];
  readonly #key: string;

  /**
   * @param name - What to call it in printed graphs and kernels.
   * @param inputs - `input` nodes: `carries` of them, then slices, then what comes from outside.
   * @param outputs - The new carries, what the user stacks, then what only a gradient asks for: the carries that the
   *   step began with, and the products.
   * @param stacked - How many the user stacks.
   */
  constructor(
    readonly name: string,
    readonly inputs: readonly Tensor[],
    readonly carries: number,
    readonly slices: number,
    readonly outputs: readonly Tensor[],
    readonly stacked: number,
  ) {
    this.order = topological([...inputs, ...outputs]);
    this.products = outputs.slice(2 * carries + stacked);
    const positions = new Map(this.order.map((node, i) => [node, i]));
    const numberOf = (node: Node): number | undefined => positions.get(node);
    const labels = this.order.map((node) => labelOf(node, numberOf, ({ id }) => id));
    this.#key = `${labels.join(";")}>${outputs.map(numberOf)}|${carries},${slices}`;
  }

  /** Two bodies that compute the same are the same to whoever keeps programs. */
  toJSON(): string {
    return this.#key;
  }

  /** What printed graphs show. */
  toString(): string {
    return this.name;
  }

  /**
   * The outputs for other inputs.
   *
   * @param products - What the products came to, when it is known: they are not computed then, but their gradients are.
   */
  at(inputs: readonly Tensor[], products?: readonly Tensor[]): Tensor[] {
    const made = new Map<Node, Tensor>(this.inputs.map((node, i) => [node, inputs[i] as Tensor]));
    const of = (node: Node): Tensor => made.get(node) as Tensor;
    for (const node of this.order) {
      if (made.has(node)) continue;
      const operands = node.inputs.map(of);
      const known = products?.[this.products.indexOf(node)];
      made.set(node, known ? asProduct(node, known, operands) : copyOf(node, operands, made));
    }
    return this.outputs.map(of);
  }
}

/** A product whose result is known, with the gradient of one that is computed. */
function asProduct(node: Node, known: Tensor, operands: readonly Tensor[]): Tensor {
  const rule = vjpRules[node.op as "contract"];
  const toString = (): string => node.op;
  return marked(known, operands, {
    back: (g, y, wanted) => rule(g, y, y.inputs.slice(1) as Tensor[], node.params as never, wanted),
    toString,
  });
}

/** The products among nodes that depend on the inputs of a body. */
export function productsIn(nodes: readonly Node[]): Node[] {
  return nodes.filter((node) => (node.op === "matmul" || node.op === "contract") && isFloat(node.dtype));
}
