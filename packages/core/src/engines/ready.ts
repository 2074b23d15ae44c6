import { type Node, topological } from "../graph/node";
import { type Program, rootsOf } from "../graph/program";
import { keepRecent } from "../graph/recent";
import { sizeOf } from "../graph/shape";
import type { Engine, Executable } from "./engine";
import { describe, detach } from "./form";

/** How many programs are kept for those who will ask for an equal one, for each engine. */
const KEPT = 64;

/** Constants of more numbers than this are somebody's data, which nobody else will have. */
const SHORT = 16;

/** Inputs of more numbers than this take memory that is given back with the last who computes with them. */
const LONG = 2 ** 18;

/**
 * A program made ready to run on an engine. Programs of equal structure, such as the training steps of equal models, are
 * compiled once: what is kept knows nothing of the variables of the first, and each run is given its own.
 */
export function readyFor(engine: Engine, program: Program): Executable {
  const { inputs, updates } = program;
  const roots = rootsOf(program);
  // In the order in which they were made, which the compiler goes by where two orders are as good.
  const order = topological([...inputs, ...roots]).sort((a, b) => a.id - b.id);
  const isOwn = ({ op, value, shape }: Node): boolean =>
    value ? value.length > SHORT : op === "input" && sizeOf(shape) > LONG;
  if (order.some(isOwn)) return engine.compile(program);
  const form = describe(order, roots, () => false, program.states);
  const key = `${updates.map(({ state }) => state)}|${form.key}`;
  const executable = engine.programs.get(key) ?? engine.compile(detach(program, order, form));
  keepRecent(engine.programs, key, executable, KEPT);
  return executable;
}
