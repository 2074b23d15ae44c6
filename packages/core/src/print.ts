import { currentEngine } from "./engines/current";
import { topological } from "./graph/node";
import { showGraph } from "./graph/print";
import type { Program } from "./graph/program";
import type { StateCell } from "./graph/state";
import type { JitFunction } from "./jit";
import { jit } from "./jit";
import { isTensor, type Tensor } from "./ops/tensor";
import { showSchedule } from "./schedule/print";

/**
 * The graph of a tensor, or of a function at these arguments, as text with one line a node.
 *
 * @example
 * printGraph((x: Tensor) => x.mul(2), tensor([1, 2]));
 * // %0 = input 0 : float32[2]
 * // %1 = constant 2 : float32[]
 * // %2 = broadcastTo(%1) {shape: [2]} : float32[2]
 * // %3 = mul(%0, %2) : float32[2]
 * // return %3
 */
export function printGraph<A extends readonly unknown[]>(
  what: Tensor | ((...args: A) => unknown),
  ...args: A
): string {
  if (isTensor(what)) return showGraph([what]);
  const { outputs, updates, states } = compiled(what).program(...args);
  return showGraph(
    outputs,
    updates.map(({ state, value }) => ({ cell: states[state] as StateCell, value })),
  );
}

/**
 * The kernels that the current engine runs for a tensor, or for a function at these arguments, as text: which loops,
 * what each reads and writes, and what was fused into it.
 *
 * @example
 * printKernels((x: Tensor) => x.mul(2).add(1).sum(), tensor([1, 2]));
 */
export function printKernels<A extends readonly unknown[]>(
  what: Tensor | ((...args: A) => unknown),
  ...args: A
): string {
  return showPlan(isTensor(what) ? jit(() => what).program() : compiled(what).program(...args));
}

function showPlan(program: Program): string {
  const { plan } = currentEngine().compile(program);
  if (plan) return showSchedule(plan.schedule, plan.arenaBytes);
  return topological([...program.outputs, ...program.updates.map((u) => u.value)])
    .map(({ dtype, shape, op }) => `${dtype}[${shape.join(",")}] ${op} by the reference interpreter`)
    .join("\n");
}

/** The function itself when it is compiled already. */
export function compiled<A extends readonly unknown[]>(fn: (...args: A) => unknown): JitFunction<A, unknown> {
  return "program" in fn ? (fn as JitFunction<A, unknown>) : jit(fn);
}
