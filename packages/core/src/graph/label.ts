import type { Node } from "./node";
import type { StateCell } from "./state";

/**
 * What a node computes, as text: equal for nodes of the same operation on the same operands.
 *
 * @param numberOf - What to call an operand.
 * @param cellOf - What to call a variable.
 */
export function labelOf(
  { op, inputs, params, shape, dtype, value }: Node,
  numberOf: (operand: Node) => unknown,
  cellOf: (cell: StateCell) => unknown,
): string {
  const type = `${dtype}[${shape}]`;
  // -0 is not 0.
  if (value) return `${type}=${Array.from(value, (x) => (Object.is(x, -0) ? "-0" : x))}`;
  if (op === "state") return `${type}@${cellOf((params as { cell: StateCell }).cell)}`;
  return `${type}${op}(${inputs.map(numberOf)})${JSON.stringify(params)}`;
}
