import type { DataArray } from "../../graph/dtype";
import type { Node } from "../../graph/node";
import type { Primitives } from "../../primitives/index";
import type { Random } from "../../primitives/random";
import type { Windowing } from "../../primitives/windows";
import { contractionLoops } from "./contraction";
import { elementwiseLoops } from "./elementwise";
import { extensionLoops } from "./extension";
import { indexingLoops } from "./indexing";
import type { Loop } from "./loop";
import { movementLoops } from "./movement";
import { reductionLoops } from "./reduction";

export type { Loop } from "./loop";

const known = (node: Node): DataArray => {
  throw new Error(`${node.op}: has no loop, its numbers come from outside`);
};

/** The loop of every primitive; the compiler names the one that is missing. */
export const loops: {
  readonly [K in Exclude<keyof Primitives, keyof Random | keyof Windowing>]: Loop<Primitives[K]>;
} = {
  constant: known,
  input: known,
  state: known,
  ...elementwiseLoops,
  ...movementLoops,
  ...reductionLoops,
  ...contractionLoops,
  ...indexingLoops,
};

/** The loop of a node, of whichever family. */
export function loopOf(node: Node): Loop<unknown> {
  return (loops[node.op as keyof typeof loops] ?? extensionLoops.get(node.op)) as Loop<unknown>;
}
