import type { DataArray } from "../graph/dtype";
import { lineageOf, type Node, topological } from "../graph/node";
import { keepRecent } from "../graph/recent";
import { currentEngine } from "./current";
import { describe, detach } from "./form";

/** How many different pieces of graph are kept ready to run, for each engine. */
const KEPT = 256;

/** What was computed, whatever the single numbers in it were. */
const forms = new Set<string>();

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
  const cache = engine.expressions;
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
  executable ??= engine.compile(
    detach({ name: "expression", inputs, outputs: wanted, updates: [] }, order, form),
  );
  // The collector's word comes with a turn of the event loop, and who computes in one go never makes one.
  keepRecent(cache, key, executable, KEPT)?.release?.();
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
