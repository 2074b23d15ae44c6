import type { DataArray } from "../graph/dtype";
import { lineageOf, Node, topological } from "../graph/node";
import type { StateCell } from "../graph/state";
import { paramsOf } from "../primitives/index";
import { currentEngine } from "./current";
import type { Engine, Executable } from "./engine";

/** How many different pieces of graph are kept ready to run, for each engine. */
const KEPT = 256;

/** What was computed, whatever the single numbers in it were. */
const forms = new Set<string>();

const prepared = new WeakMap<Engine, Map<string, Executable>>();

/**
 * Computes the roots and everything they need in one program and keeps the values of the roots. Graphs of equal
 * structure share one compiled program; their numbers are its inputs.
 *
 * @throws Error when a root depends on the argument of a function that is being traced.
 */
export function evaluate(roots: readonly Node[]): void {
  const wanted = roots.filter((root) => root.value === undefined);
  if (wanted.length === 0) return;
  for (const root of wanted) {
    if (root.abstract) {
      throw new Error(
        "This tensor has no value yet: it depends on an argument or a variable of a function that jit is tracing. Return " +
          "it from the function and read the result, or compute with tensor operations instead of reading numbers",
      );
    }
  }
  const order = topological(wanted);
  let form = describe(order, wanted, isInput);
  const engine = currentEngine();
  let cache = prepared.get(engine);
  if (!cache) prepared.set(engine, (cache = new Map()));
  let executable = cache.get(form.key);
  if (!executable) {
    // The second time that only a number is another, it becomes an input, and is not compiled again.
    const loose = numbers(order);
    const open = loose.size > 0 ? describe(order, wanted, (node) => isInput(node) || loose.has(node)) : form;
    if (forms.has(open.key)) {
      form = open;
      executable = cache.get(form.key);
    } else if (open !== form) {
      if (forms.size >= KEPT) forms.clear();
      forms.add(open.key);
    }
  }
  const { key, inputs, states } = form;
  if (executable) cache.delete(key);
  else executable = engine.compile(rebuild(order, wanted, inputs, states));
  cache.set(key, executable);
  if (cache.size > KEPT) {
    const [oldest, unused] = cache.entries().next().value as [string, Executable];
    cache.delete(oldest);
    // The collector's word comes with a turn of the event loop, and who computes in one go never makes one.
    unused.release?.();
  }
  const values = executable.run(
    inputs.map((node) => node.value as DataArray),
    states,
  );
  const lineage = lineageOf(order);
  wanted.forEach((node, i) => {
    node.settle(values[i] as DataArray, lineage);
  });
}

/**
 * One element is part of the structure: it becomes a constant in the kernels. More are an input, and so is one that
 * was computed: a running loss is another number each time, and must not be compiled each time.
 */
function isInput(node: Node): boolean {
  return node.value !== undefined && (node.value.length !== 1 || node.computed);
}

/** The single numbers that may be inputs just as well. An exponent may not: to square is another kernel, and other bits. */
function numbers(order: readonly Node[]): Set<Node> {
  const found = new Set(order.filter((node) => node.value !== undefined && !isInput(node)));
  for (const { op, inputs } of order) {
    let exponent = op === "pow" ? inputs[1] : undefined;
    for (; exponent; exponent = exponent.inputs[0]) found.delete(exponent);
  }
  return found;
}

function describe(
  order: readonly Node[],
  roots: readonly Node[],
  given: (node: Node) => boolean,
): { key: string; inputs: Node[]; states: StateCell[] } {
  const positions = new Map<Node, number>();
  const inputs: Node[] = [];
  const states: StateCell[] = [];
  const parts: string[] = [];
  order.forEach((node, position) => {
    positions.set(node, position);
    if (given(node)) {
      inputs.push(node);
      parts.push(`${node.dtype}[${node.shape}]`);
    } else if (node.value) parts.push(`${node.dtype}[${node.shape}]=${showNumber(node.value[0] as number)}`);
    else if (node.op === "state") {
      const { cell } = paramsOf(node, "state");
      if (!states.includes(cell)) states.push(cell);
      parts.push(`state${states.indexOf(cell)}:${node.dtype}[${node.shape}]`);
    } else {
      const from = node.inputs.map((input) => positions.get(input)).join(",");
      parts.push(`${node.op}(${from})${JSON.stringify(node.params)}`);
    }
  });
  const key = `${parts.join(";")}>${roots.map((root) => positions.get(root)).join(",")}`;
  return { key, inputs, states };
}

/** -0 is not 0. */
function showNumber(x: number): string {
  return Object.is(x, -0) ? "-0" : String(x);
}

/** The same graph without the values of this occasion, so that the program keeps no user's arrays alive. */
function rebuild(
  order: readonly Node[],
  roots: readonly Node[],
  inputs: readonly Node[],
  states: readonly StateCell[],
): Parameters<Engine["compile"]>[0] {
  const copies = new Map<Node, Node>();
  const copyOf = (node: Node): Node => copies.get(node) as Node;
  for (const node of order) {
    const { shape, dtype } = node;
    const index = inputs.indexOf(node);
    if (index >= 0) {
      copies.set(node, new Node("input", [], { index, shape, dtype }, shape, dtype));
    } else if (node.op === "identity" && !node.value) {
      // A mark of its own may hold functions, which hold tensors.
      copies.set(node, copyOf(node.inputs[0] as Node));
    } else if (node.value) copies.set(node, new Node("constant", [], {}, shape, dtype, node.value));
    else copies.set(node, new Node(node.op, node.inputs.map(copyOf), node.params, shape, dtype));
  }
  return {
    name: "expression",
    inputs: inputs.map(copyOf),
    states,
    outputs: roots.map(copyOf),
    updates: [],
  };
}
