import { labelOf } from "../graph/label";
import { Node } from "../graph/node";
import { type Program, withNodes } from "../graph/program";
import { StateCell } from "../graph/state";
import { paramsOf } from "../primitives/index";

/** What a piece of graph computes, as text, with what it is given when it runs. */
export interface Form {
  /** Equal for graphs that one compiled program serves. */
  readonly key: string;
  readonly inputs: readonly Node[];
  readonly states: readonly StateCell[];
}

/**
 * Describes a graph so that two of the same structure read the same.
 *
 * @param order - Its nodes, operands before users.
 * @param roots - What is computed.
 * @param given - Which nodes are inputs.
 * @param known - The cells in the order in which they will be given; those that are found come behind them.
 */
export function describe(
  order: readonly Node[],
  roots: readonly Node[],
  given: (node: Node) => boolean,
  known: readonly StateCell[] = [],
): Form {
  const positions = new Map<Node, number>();
  const cells = new Map(known.map((cell, i) => [cell, i]));
  const inputs: Node[] = [];
  const cellOf = (cell: StateCell): number => {
    if (!cells.has(cell)) cells.set(cell, cells.size);
    return cells.get(cell) as number;
  };
  const numberOf = (node: Node): number => positions.get(node) as number;
  const parts = order.map((node, position) => {
    positions.set(node, position);
    if (!given(node)) return labelOf(node, numberOf, cellOf);
    inputs.push(node);
    return `${node.dtype}[${node.shape}]`;
  });
  const key = `${parts.join(";")}>${roots.map(numberOf)}`;
  return { key, inputs, states: [...cells.keys()] };
}

/**
 * The same program without the arrays and variables of this occasion, so that what is compiled from it keeps nobody's
 * numbers alive. Its inputs and cells are those of its form.
 */
export function detach(program: Omit<Program, "states">, order: readonly Node[], form: Form): Program {
  const copies = new Map<Node, Node>();
  const of = (node: Node): Node => copies.get(node) as Node;
  const states = form.states.map(({ name, shape, dtype }) => new StateCell(name, shape, dtype));
  for (const node of order) {
    const { op, inputs, params, shape, dtype, value } = node;
    const leaf = (name: string, about: object): Node => new Node(name, [], about, shape, dtype);
    const index = form.inputs.indexOf(node);
    let copy: Node;
    if (index >= 0) copy = leaf("input", { index, shape, dtype });
    else if (value) (copy = leaf("constant", {})).value = value;
    else if (op === "state") copy = leaf(op, { cell: states[form.states.indexOf(paramsOf(node, op).cell)] });
    // A mark of its own may hold functions, which hold tensors.
    else if (op === "identity") copy = of(inputs[0] as Node);
    else copy = new Node(op, inputs.map(of), params, shape, dtype);
    copies.set(node, copy);
  }
  return { ...withNodes(program, of), states, inputs: program.inputs.map(of) };
}
