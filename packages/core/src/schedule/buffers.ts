import type { DataArray } from "../graph/dtype";
import type { Node } from "../graph/node";
import { checkShape, sizeOf } from "../graph/shape";
import type { StateCell } from "../graph/state";
import { paramsOf } from "../primitives/index";
import type { Buffer } from "./ir";

/** The buffers of a program: those that are given, and one for every node that is stored. */
export class Buffers {
  readonly #byNode = new Map<Node, Buffer>();
  readonly #byState = new Map<number, Buffer>();
  readonly #nodes = new Map<Buffer, Node>();
  #constants = 0;
  #slots = 0;

  readonly #states: readonly StateCell[];

  constructor(states: readonly StateCell[]) {
    this.#states = states;
  }

  /** Where the numbers of a leaf of the graph are. */
  leaf(node: Node): Buffer | undefined {
    const known = this.#byNode.get(node);
    if (known) return known;
    if (node.value) {
      return this.#add(node, `c${this.#constants++}`, { kind: "constant", data: node.value as DataArray });
    }
    if (node.op === "input") {
      const { index } = paramsOf(node, "input");
      return this.#add(node, `in${index}`, { kind: "input", index });
    }
    if (node.op === "state") {
      const buffer = this.state(this.#states.indexOf(paramsOf(node, "state").cell));
      this.#byNode.set(node, buffer);
      return buffer;
    }
    return undefined;
  }

  /** The memory of a cell. */
  state(index: number): Buffer {
    let buffer = this.#byState.get(index);
    if (!buffer) {
      const cell = this.#states[index] as StateCell;
      const name = `${cell.name}#${cell.id}`;
      buffer = { name, dtype: cell.dtype, size: sizeOf(cell.shape), place: { kind: "state", index } };
      this.#byState.set(index, buffer);
    }
    return buffer;
  }

  /** The buffer of a node that is stored in the arena. */
  stored(node: Node): Buffer {
    const known = this.#byNode.get(node);
    if (known) return known;
    const slot = this.#slots++;
    return this.#add(node, `t${slot}`, { kind: "arena", slot });
  }

  /** The node whose numbers a buffer holds, for those of the arena. */
  nodeOf(buffer: Buffer): Node | undefined {
    return this.#nodes.get(buffer);
  }

  /** How many arena slots have been given out. */
  get slotCount(): number {
    return this.#slots;
  }

  #add(node: Node, name: string, place: Buffer["place"]): Buffer {
    checkShape(node.shape, node.op, node.dtype);
    const buffer: Buffer = { name, dtype: node.dtype, size: sizeOf(node.shape), place };
    this.#byNode.set(node, buffer);
    this.#nodes.set(buffer, node);
    return buffer;
  }
}
