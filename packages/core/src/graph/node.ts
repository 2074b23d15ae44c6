import type { DataArray, DType } from "./dtype";
import type { Shape } from "./shape";

/**
 * While a scope is active the nodes made inside keep their inputs after they were read, because a gradient will
 * walk back over them.
 */
export interface Scope {
  active: boolean;
  readonly level: number;
}

let nodes = 0;

/** The id of the next node: whatever has a lower one was made before. */
export function nextId(): number {
  return nodes;
}

/**
 * A node of the graph: the name of a primitive, what it is applied to, and what comes out. Shape and dtype are
 * known at once, the value only when somebody asks for it.
 */
export class Node {
  /** Rises with every node made, so that inputs always have smaller numbers than what uses them. */
  readonly id: number = nodes++;
  /** The numbers, once they are known. */
  value: DataArray | undefined;
  /** The length of the longest chain of unread nodes below this one. */
  depth: number;
  /** Whether this depends on an argument or variable that has no value yet, inside `jit`. */
  abstract: boolean;
  /** Whether the value was computed, as opposed to given when the node was made. */
  computed = false;
  /**
   * The leaves that the value was computed from, by id, when the way to it was forgotten and no gradient finds back through
   * this node; {@link ANYTHING} where there were many.
   */
  lineage: readonly number[] | undefined;
  /** The gradient that may still walk back over this node. */
  scope: Scope | undefined;

  constructor(
    public op: string,
    public inputs: readonly Node[],
    public params: unknown,
    readonly shape: Shape,
    readonly dtype: DType,
    value?: DataArray,
  ) {
    this.value = value;
    let depth = 0;
    let abstract = op === "input";
    let scope: Scope | undefined;
    for (const input of inputs) {
      if (input.depth >= depth) depth = input.depth + 1;
      if (input.abstract) abstract = true;
      const s = input.scope;
      if (s?.active && (scope === undefined || s.level < scope.level)) scope = s;
    }
    this.depth = depth;
    this.abstract = abstract;
    this.scope = scope;
  }

  /**
   * Keep the value and, unless a gradient still needs the way here, forget how it came about.
   *
   * @param lineage - What to remember of that: see {@link lineageOf}.
   */
  settle(value: DataArray, lineage: readonly number[] = ANYTHING): void {
    this.value = value;
    this.depth = 0;
    this.computed = true;
    if (this.scope?.active) return;
    if (this.inputs.length > 0) this.lineage = lineage;
    this.op = "constant";
    this.inputs = [];
    this.params = {};
  }
}

/** Every node that the roots depend on, inputs before users; nodes that already have a value end the walk. */
export function topological(roots: readonly Node[], isLeaf: (node: Node) => boolean = hasValue): Node[] {
  const order: Node[] = [];
  const seen = new Set<Node>();
  // An explicit stack: graphs are deeper than the JavaScript stack.
  const stack: { node: Node; next: number }[] = [];
  const visit = (node: Node): void => {
    if (seen.has(node)) return;
    seen.add(node);
    stack.push({ node, next: 0 });
  };
  for (const root of roots) {
    visit(root);
    while (stack.length > 0) {
      const top = stack[stack.length - 1] as { node: Node; next: number };
      const inputs = isLeaf(top.node) ? [] : top.node.inputs;
      if (top.next < inputs.length) visit(inputs[top.next++] as Node);
      else {
        order.push(top.node);
        stack.pop();
      }
    }
  }
  return order;
}

/** The lineage of what was computed from more leaves than are worth remembering. */
export const ANYTHING: readonly number[] = [];

/** How many leaves are remembered. */
const REMEMBERED = 128;

/** The leaves among nodes, and those that the nodes were computed from, by id. */
export function lineageOf(nodes: readonly Node[]): readonly number[] {
  const ids = new Set<number>();
  for (const node of nodes) {
    if (!hasValue(node) && node.inputs.length > 0) continue;
    ids.add(node.id);
    for (const id of node.lineage ?? []) ids.add(id);
    if (ids.size > REMEMBERED || node.lineage === ANYTHING) return ANYTHING;
  }
  return [...ids];
}

function hasValue(node: Node): boolean {
  return node.value !== undefined;
}
