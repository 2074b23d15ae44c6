import { currentEngine } from "./engines/current";
import type { Engine, Executable } from "./engines/engine";
import { evaluate } from "./engines/evaluate";
import type { DataArray } from "./graph/dtype";
import { type Node, topological } from "./graph/node";
import type { Program } from "./graph/program";
import { flattenTree, type TreeShape, treeKey, unflattenTree } from "./graph/pytree";
import type { StateCell } from "./graph/state";
import { apply, constant, isTensor, type Tensor } from "./ops/tensor";
import { isTracing, withTrace } from "./ops/trace";

/** Options of {@link jit}. */
export interface JitOptions {
  /** What to call the program in printed kernels. Default: the function's name. */
  readonly name?: string;
}

/** A function that is traced once for each signature and then only runs. */
export interface JitFunction<A extends readonly unknown[], R> {
  (...args: A): R;
  /** The program for these arguments, traced if need be, for printers and exporters. */
  program(...args: A): Program;
  /** How many signatures have been traced. */
  readonly traces: number;
}

interface Traced {
  readonly program: Program;
  readonly out: TreeShape;
  /** By engine, so that a change of engine compiles again. */
  readonly executables: WeakMap<Engine, Executable>;
}

/**
 * Compiles a function of tensors. It is traced once for each signature (structure, shapes and dtypes of the tensors in
 * its arguments; every other argument, such as a number or a string, by value) and later calls only run the program.
 * Variables that it reads become inputs, variables that it assigns are updated in place. Arguments and results are
 * tensors in any nesting of arrays and objects.
 *
 * Side effects other than assigning variables happen only while tracing.
 *
 * @throws Error when the function reads the numbers of a traced tensor; TypeError for typed arrays among the arguments.
 * @example
 * const step = jit((x: Tensor) => x.square().sum());
 * step(tensor([1, 2, 3])).item(); // 14
 */
export function jit<A extends readonly unknown[], R>(
  fn: (...args: A) => R,
  options: JitOptions = {},
): JitFunction<A, R> {
  const name = options.name ?? (fn.name || "function");
  const traced = new Map<string, Traced>();
  const identities = new WeakMap<object, number>();
  let identity = 0;
  const identify = (value: object): number => {
    if (ArrayBuffer.isView(value)) {
      throw new TypeError(
        `jit: an argument of ${name} holds a ${value.constructor.name}, expected tensors; its numbers would be fixed at the ` +
          "first call. Pass tensor(...) instead",
      );
    }
    let id = identities.get(value);
    if (id === undefined) identities.set(value, (id = identity++));
    return id;
  };

  const find = (args: A, leaves: Tensor[]): Traced => {
    const shape = flattenTree(args, isTensor, leaves);
    let key = treeKey(shape, identify);
    for (const leaf of leaves) key += `|${leaf.dtype}${leaf.shape.join(",")}`;
    let found = traced.get(key);
    if (!found) traced.set(key, (found = trace(name, fn, shape, leaves)));
    return found;
  };

  const call = (...args: A): R => {
    // Inside another trace the function is simply part of it.
    if (isTracing()) return fn(...args);
    const leaves: Tensor[] = [];
    const found = find(args, leaves);
    // A gradient that is being taken must find its way through, so the function is part of that graph too.
    const watched = (x: Node): boolean => x.scope?.active ?? false;
    if (leaves.some(watched) || found.program.outputs.some(watched)) return fn(...args);
    evaluate(leaves);
    const { program, out } = found;
    const values = prepare(found).run(
      leaves.map((leaf) => leaf.value as DataArray),
      program.states,
    );
    return unflattenTree(
      out,
      values.map((value, i) => {
        const { shape, dtype } = program.outputs[i] as Tensor;
        return constant(value, shape, dtype);
      }),
    ) as R;
  };
  return Object.defineProperty(
    Object.assign(call, {
      program: (...args: A): Program => find(args, []).program,
    }),
    "traces",
    { get: () => traced.size },
  ) as JitFunction<A, R>;
}

function prepare({ program, executables }: Traced): Executable {
  const engine = currentEngine();
  let executable = executables.get(engine);
  if (!executable) executables.set(engine, (executable = engine.compile(program)));
  return executable;
}

function trace(
  name: string,
  fn: (...args: never) => unknown,
  shape: TreeShape,
  leaves: readonly Tensor[],
): Traced {
  const inputs = leaves.map((leaf, index) =>
    apply("input", [], { index, shape: leaf.shape, dtype: leaf.dtype }),
  );
  const args = unflattenTree(shape, inputs) as never;
  const { result, trace: seen } = withTrace(() => fn(...(args as never[] as never)));
  const outputs: Tensor[] = [];
  const out = flattenTree(result, isTensor, outputs);
  const states: StateCell[] = [];
  const updates: { state: number; value: Tensor }[] = [];
  for (const [cell, { current, assigned }] of seen.cells) {
    if (assigned) updates.push({ state: states.length, value: current });
    states.push(cell);
  }
  // A variable that was read before, outside of the function, is what it was then: a constant here.
  const isEarlierRead = (node: Node): boolean => node.op === "state" && !node.abstract;
  evaluate(topological([...outputs, ...updates.map((u) => u.value)]).filter(isEarlierRead));
  return { program: { name, inputs, states, outputs, updates }, out, executables: new WeakMap() };
}
