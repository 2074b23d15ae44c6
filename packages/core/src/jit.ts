import { currentEngine } from "./engines/current";
import type { Engine, Executable } from "./engines/engine";
import { evaluate } from "./engines/evaluate";
import { readyFor } from "./engines/ready";
import type { DataArray } from "./graph/dtype";
import { type Node, nextId, topological } from "./graph/node";
import { type Program, rootsOf } from "./graph/program";
import { flattenTree, type TreeShape, treeKey, unflattenTree } from "./graph/pytree";
import { keepRecent } from "./graph/recent";
import { sizeOf } from "./graph/shape";
import type { StateCell } from "./graph/state";
import { apply, constant, isTensor, type Tensor } from "./ops/tensor";
import { isTracing, withTrace } from "./ops/trace";
import type { Signature } from "./retrace";

/** Options of {@link jit}. */
export interface JitOptions {
  /** What to call the program in printed kernels. Default: the function's name. */
  readonly name?: string;
  /**
   * After how many traces to warn, once, that programs are compiled again and again, with what changed between the last
   * two. Default 8; `Infinity` for never.
   */
  readonly warnAfter?: number;
  /**
   * How many signatures are kept ready to run; beyond that the one that was used longest ago is forgotten, and traced
   * again should it come back. Default 64.
   */
  readonly cacheSize?: number;
}

/** A function that is traced once for each signature and then only runs. */
export interface JitFunction<A extends readonly unknown[], R> {
  (...args: A): R;
  /** The program for these arguments, traced if need be, for printers and exporters. */
  program(...args: A): Program;
  /** How many times the function has been traced. */
  readonly traces: number;
}

/** What has more elements may only be looked at, such as the windows of a picture, and is better not stored. */
const LARGEST_CONSTANT = 2 ** 24;

interface Traced {
  readonly program: Program;
  readonly out: TreeShape;
  /** For the engine that ran it last. */
  engine?: Engine;
  executable?: Executable;
}

/**
 * Compiles a function of tensors. It is traced once for each signature (structure, shapes and dtypes of the tensors in
 * its arguments; every other argument, such as a number or a string, by value) and later calls only run the program.
 * Variables that it reads become inputs, variables that it assigns are updated in place. Arguments and results are
 * tensors in any nesting of arrays and objects.
 *
 * Tensors that it closes over are constants, computed once. Side effects other than assigning variables happen only while tracing. Many signatures make many programs, so `jit`
 * warns when it traces often: pad batches to one shape, and pass numbers that change as tensors.
 *
 * @throws Error when the function reads the numbers of a traced tensor; TypeError for typed arrays, Maps and Sets among
 *   the arguments, or when the function returns something that hides tensors.
 * @example
 * const step = jit((x: Tensor) => x.square().sum());
 * step(tensor([1, 2, 3])).item(); // 14
 */
export function jit<A extends readonly unknown[], R>(
  fn: (...args: A) => R,
  options: JitOptions = {},
): JitFunction<A, R> {
  const name = options.name ?? (fn.name || "function");
  const { warnAfter = 8, cacheSize = 64 } = options;
  if (!isCount(warnAfter, 2) || !isCount(cacheSize, 1)) {
    throw new RangeError(
      `jit: received warnAfter ${warnAfter} and cacheSize ${cacheSize}, expected whole numbers of at least 2 and 1, or Infinity`,
    );
  }
  /** The ones used last stand last. */
  const traced = new Map<string, Traced>();
  const identities = new WeakMap<object, number>();
  let identity = 0;
  let traces = 0;
  let lastKey: string | undefined;
  let lastSignature: Signature | undefined;
  const identify = (value: object): number => {
    if (ArrayBuffer.isView(value) || value instanceof Map || value instanceof Set) {
      throw new TypeError(
        `jit: an argument of ${name} holds a ${value.constructor.name}, expected tensors; its ${
          ArrayBuffer.isView(value) ? "numbers" : "contents"
        } would be fixed at the first call. Pass ${
          ArrayBuffer.isView(value) ? "tensor(...)" : "an array or a plain object"
        } instead`,
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
    if (found && key === lastKey) return found;
    if (!found) {
      found = trace(name, fn, shape, leaves);
      const signature = { shape, leaves: leaves.map((leaf) => ({ shape: leaf.shape, dtype: leaf.dtype })) };
      if (++traces === warnAfter && lastSignature)
        void warn(name, traces, lastSignature, signature, cacheSize);
      lastSignature = traces < warnAfter ? signature : undefined;
    }
    keepRecent(traced, key, found, cacheSize);
    lastKey = key;
    return found;
  };

  const call = (...args: A): R => {
    // Inside another trace the function is simply part of it.
    if (isTracing()) return fn(...args);
    const leaves: Tensor[] = [];
    const found = find(args, leaves);
    // A gradient that is being taken must find its way through, so the function is part of that graph too.
    const watched = (x: Node): boolean => x.abstract || (x.scope?.active ?? false);
    if (leaves.some(watched) || found.program.outputs.some((x) => x.scope?.active)) return fn(...args);
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
    { get: () => traces },
  ) as JitFunction<A, R>;
}

function prepare(traced: Traced): Executable {
  const engine = currentEngine();
  if (traced.engine !== engine) traced.executable = readyFor((traced.engine = engine), traced.program);
  return traced.executable as Executable;
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
  const oldest = nextId();
  const { result, trace: seen } = withTrace(() => fn(...(args as never[] as never)));
  const outputs: Tensor[] = [];
  const out = flattenTree(result, isTensor, outputs);
  checkStatics(out, name);
  const states: StateCell[] = [];
  const updates: { state: number; value: Tensor }[] = [];
  for (const [cell, { current, assigned }] of seen.cells) {
    if (assigned) updates.push({ state: states.length, value: current });
    states.push(cell);
  }
  // A variable that was read before, outside of the function, is what it was then: a constant here.
  const isEarlierRead = (node: Node): boolean => node.op === "state" && !node.abstract;
  const order = topological(rootsOf({ outputs, updates }));
  // What the function closes over is computed once, not in every run.
  const isOutside = (node: Node): boolean =>
    node.id < oldest && !node.abstract && sizeOf(node.shape) <= LARGEST_CONSTANT;
  const used = order.filter((node) => node.id >= oldest).flatMap((node) => node.inputs);
  evaluate([...new Set([...order.filter(isEarlierRead), ...used.filter(isOutside)])]);
  return { program: { name, inputs, states, outputs, updates }, out };
}

function isCount(n: number, least: number): boolean {
  return n >= least && (Number.isInteger(n) || n === Number.POSITIVE_INFINITY);
}

/** What is no array or plain object is given back as it was while tracing, so it must not hold tensors. */
function checkStatics(shape: TreeShape, name: string): void {
  if (shape.kind === "array" || shape.kind === "object")
    for (const item of shape.items) checkStatics(item, name);
  if (shape.kind !== "static" || typeof shape.value !== "object" || shape.value === null) return;
  const { value } = shape;
  const inside =
    value instanceof Map ? [...value.values()] : value instanceof Set ? [...value] : Object.values(value);
  if (!inside.some((x) => isTensor(x) && x.abstract)) return;
  throw new TypeError(
    `jit: ${name} returned a ${value.constructor.name} that holds tensors, expected tensors in arrays and plain objects; ` +
      "return them so and put them together outside",
  );
}

/** Says why a function is traced so often. The text comes when it is needed: most programs go without it. */
async function warn(...about: Parameters<typeof import("./retrace").explainRetracing>): Promise<void> {
  const { explainRetracing } = await import("./retrace");
  console.warn(explainRetracing(...about));
}
