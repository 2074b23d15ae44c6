import { type Node, topological } from "../graph/node";
import { isElementwise, node, paramsOf } from "../primitives/index";
import type { Again } from "./simplify-contraction";

/** Windows of up to so many elements are compared element by element. */
const FEW = 9;

/**
 * The largest or smallest of a few elements of a window is elementwise: no loop is as short as a window, and what stands
 * before and after is done in one pass. `undefined` for other reductions.
 */
export function windowExtreme(n: Node, again: Again): Node | undefined {
  const [x] = n.inputs as [Node];
  const { axes } = paramsOf(n, "max");
  const lengths = axes.map((axis) => x.shape[axis] as number);
  const count = lengths.reduce((size, length) => size * length, 1);
  if (count > FEW || count < 2 || !ofWindows(x)) return undefined;
  const places = lengths.reduce<number[][]>(
    (all, length) => all.flatMap((at) => Array.from({ length }, (_, i) => [...at, i])),
    [[]],
  );
  const parts = places.map((place) => {
    const start = x.shape.map((_, axis) => place[axes.indexOf(axis)] ?? 0);
    const size = x.shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
    const part = again(node("slice", [x], { start, size, step: x.shape.map(() => 1) }));
    return again(node("reshape", [part], { shape: n.shape }));
  });
  const op = n.op === "max" ? "maximum" : "minimum";
  return parts.reduce((best, part) => again(node(op, [best, part], {})));
}

/** Whether what is reduced stood inside windows: elements of one window are then far from each other in memory. */
function ofWindows(x: Node): boolean {
  const ends = topological([x], ({ op }) => !isElementwise(op));
  return ends.some(
    ({ op, inputs }) => op === "windows" || (op === "transpose" && inputs[0]?.op === "reshape"),
  );
}
