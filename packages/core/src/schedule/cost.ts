import type { Node } from "../graph/node";
import { sizeOf } from "../graph/shape";
import { isElementwise } from "../primitives/index";
import { scalarOf } from "./expressions";

/** What one element of an operation costs, in simple vector instructions; what is not listed costs 1. */
const COST: Readonly<Record<string, number>> = {
  identity: 0,
  div: 3,
  sqrt: 3,
  exp: 12,
  expm1: 16,
  log: 16,
  log1p: 20,
  sin: 16,
  cos: 16,
  tan: 24,
  asin: 20,
  acos: 20,
  atan: 20,
  sinh: 24,
  cosh: 24,
  tanh: 20,
  asinh: 30,
  acosh: 30,
  atanh: 30,
  erf: 30,
  sigmoid: 16,
  pow: 50,
  atan2: 30,
  mod: 50,
  gather: 4,
  randomBits: 20,
  linearRecurrence: 2,
  argSort: 40,
};

/** What one element of an operation costs, in simple vector instructions. */
export function costOf(op: string): number {
  return COST[op] ?? 1;
}

/** Beyond this it is cheaper to store a value than to compute it again for every user. */
const RECOMPUTE = 4;
/** Single numbers are computed outside of the loops, so that more may be done again. */
const RECOMPUTE_SCALAR = 24;

/** How many operations may stand inside each other: expressions are walked by functions that call themselves. */
const LONGEST = 200;

/** How many tensors an expression may read, times three: functions of WebAssembly take less than 1,000 addresses. */
const WIDEST = 300;

const MOVES: ReadonlySet<string> = new Set([
  "broadcastTo",
  "transpose",
  "slice",
  "reshape",
  "windows",
  "iota",
]);

/** Whether a node can be computed where it is used. */
export function canInline(node: Node): boolean {
  return isElementwise(node.op) || MOVES.has(node.op) || node.op === "gather";
}

/** The nodes that are worth storing although they could be computed where they are used. */
export function worthStoring(order: readonly Node[]): Set<Node> {
  const users = new Map<Node, number>();
  const widened = new Set<Node>();
  for (const node of order) {
    for (const input of new Set(node.inputs)) users.set(input, (users.get(input) ?? 0) + 1);
    const widens = node.op === "broadcastTo" || node.op === "windows";
    if (widens && sizeOf(node.shape) > sizeOf((node.inputs[0] as Node).shape)) {
      widened.add(node.inputs[0] as Node);
    }
  }
  // What is widened may stand behind other movement.
  for (const node of [...order].reverse()) {
    if (widened.has(node) && MOVES.has(node.op)) for (const input of node.inputs) widened.add(input);
  }
  const stored = new Set<Node>();
  const costs = new Map<Node, number>();
  const lengths = new Map<Node, number>();
  /** How many tensors each expression reads; one that is read twice may count twice. */
  const widths = new Map<Node, number>();
  for (const node of order) {
    if (node.value || !canInline(node)) {
      costs.set(node, 0);
      widths.set(node, scalarOf(node) === undefined ? 1 : 0);
      continue;
    }
    const length = node.inputs.reduce((most, input) => Math.max(most, lengths.get(input) ?? 0), 0) + 1;
    lengths.set(node, length);
    let cost = MOVES.has(node.op) ? 0 : costOf(node.op);
    for (const input of new Set(node.inputs)) {
      cost += costs.get(input) ?? 0;
    }
    const width = node.inputs.reduce((sum, input) => sum + (widths.get(input) ?? 0), 0);
    widths.set(node, width);
    const limit = sizeOf(node.shape) === 1 ? RECOMPUTE_SCALAR : widened.has(node) ? 0 : RECOMPUTE;
    const again = (users.get(node) ?? 0) > 1 || widened.has(node);
    const worth = (again && cost > limit) || length > LONGEST || width > WIDEST;
    if (worth && !MOVES.has(node.op) && scalarOf(node) === undefined) {
      stored.add(node);
      lengths.set(node, 0);
      widths.set(node, 1);
      cost = 0;
    }
    costs.set(node, cost);
  }
  return stored;
}
