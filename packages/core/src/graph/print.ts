import { type Node, topological } from "./node";
import { showShape } from "./shape";
import type { StateCell } from "./state";

/**
 * A graph as text, one line a node in the order of computation:
 *
 * ```text
 * %0 = input 0 : float32[2, 3]
 * %1 = constant 2 : float32[]
 * %2 = broadcastTo(%1) {shape: [2, 3]} : float32[2, 3]
 * %3 = mul(%0, %2) : float32[2, 3]
 * return %3
 * ```
 */
export function showGraph(
  outputs: readonly Node[],
  updates: readonly { cell: StateCell; value: Node }[] = [],
): string {
  const order = topological([...outputs, ...updates.map((u) => u.value)], (node) => node.op === "constant");
  const names = new Map(order.map((node, i) => [node, `%${i}`]));
  const nameOf = (node: Node): string => names.get(node) as string;
  const lines = order.map((node) => {
    const operands = node.inputs.length > 0 ? `(${node.inputs.map(nameOf).join(", ")})` : "";
    const details = showDetails(node);
    return `${nameOf(node)} = ${node.op}${operands}${details && ` ${details}`} : ${node.dtype}${showShape(node.shape)}`;
  });
  for (const { cell, value } of updates) lines.push(`${cell.name} <- ${nameOf(value)}`);
  if (outputs.length > 0) lines.push(`return ${outputs.map(nameOf).join(", ")}`);
  return lines.join("\n");
}

function showDetails(node: Node): string {
  if (node.op === "constant") return showValues(node);
  if (node.op === "input") return String((node.params as { index: number }).index);
  if (node.op === "state") return (node.params as { cell: StateCell }).cell.name;
  const entries = Object.entries(node.params as object);
  return entries.length === 0
    ? ""
    : `{${entries.map(([key, value]) => `${key}: ${showParam(value)}`).join(", ")}}`;
}

function showParam(value: unknown): string {
  return Array.isArray(value) ? `[${value.join(", ")}]` : String(value);
}

function showValues(node: Node): string {
  const values = node.value ?? [];
  if (values.length === 1) return String(values[0]);
  const shown = Array.from(values.slice(0, 4), (x) => String(Math.round(x * 1e4) / 1e4));
  return `[${shown.join(", ")}${values.length > 4 ? ", …" : ""}]`;
}
