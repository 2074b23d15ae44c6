import type { Node } from "../graph/node";
import type { Buffer } from "./ir";

/** What a group of nodes does at its heart. */
export type GroupKind = "loop" | "reduce" | "contract" | "fixed";

/** Nodes that one kernel computes, over the space of its first node. */
export interface Group {
  readonly kind: GroupKind;
  /** The loops over the results, as a key: their lengths without the ones. */
  readonly space: string;
  /** In the order of computation; the first is what a reduction or contraction gives. */
  nodes: Node[];
  /** The nodes of each nest, of which reductions over the same loops may have several. */
  parts: Node[][];
  /** For a reduction, its loops without short outermost ones: those of one key can be walked together. */
  readonly together: string | undefined;
  /** How many results it has at a point of these loops. */
  reducers: number;
  /** For a reduction, how many terms it has at all the points of these loops. */
  readonly points: number;
  /** Stored nodes that the group reads at the very point that it computes. */
  reads: Map<Node, { pointwise: boolean }>;
  /** All that the group reads. */
  loaded: ReadonlySet<Buffer>;
  /** Cells that are read, and whether only at the point that is computed, or of the loops that are walked together. */
  states: Map<number, { pointwise: boolean; together: boolean }>;
  /** Cells that are updated by the group. */
  updates: Set<number>;
  /** Whether doubles occur in it. */
  readonly wide: boolean;
  /** What finishing an element costs; a contraction takes only so much. */
  cost: number;
}

/** How much may be done to each finished element inside a contraction before a loop of its own is better. */
const CONTRACT_EPILOGUE = 24;

/**
 * Merges groups whose loops walk the same space and of which one reads what the other has just computed. Every merge
 * keeps an order of the groups possible: a group never waits for itself.
 *
 * @param groups - In an order in which each comes after those it waits for.
 */
export function mergeGroups(groups: readonly Group[]): Group[] {
  const alive: (Group | undefined)[] = [...groups];
  const direct = dependencies(groups);
  const ancestors = allAncestors(direct);
  const owner = new Map<Node, number>();
  groups.forEach((g, i) => {
    for (const n of g.nodes) owner.set(n, i);
  });
  const mergeInto = (a: number, b: number): void => {
    const joined = join(alive[a] as Group, alive[b] as Group);
    for (const n of joined.nodes) owner.set(n, a);
    alive[a] = joined;
    alive[b] = undefined;
    const before = direct[a] as Set<number>;
    for (const i of direct[b] as Set<number>) before.add(i);
    before.delete(a);
    before.delete(b);
    (ancestors[a] as Bits).add(ancestors[b] as Bits);
    (ancestors[a] as Bits).clear(a);
    for (const [i, group] of alive.entries()) {
      if (!group || i === a) continue;
      const waits = direct[i] as Set<number>;
      if (waits.delete(b)) waits.add(a);
      const above = ancestors[i] as Bits;
      if (above.has(a) || above.has(b)) {
        above.add(ancestors[a] as Bits);
        above.set(a);
      }
    }
  };
  /** Whether `b` waits for `a` through another group. */
  const around = (a: number, b: number): boolean =>
    [...(direct[b] as Set<number>)].some((c) => c !== a && (ancestors[c] as Bits).has(a));
  for (let changed = true; changed; ) {
    changed = false;
    for (let b = 0; b < alive.length; b++) {
      const group = alive[b];
      if (group?.kind !== "loop") continue;
      const producers = new Set(
        [...group.reads.keys()].map((n) => owner.get(n)).filter((i) => i !== undefined),
      );
      for (const a of [...producers].sort((x, y) => y - x)) {
        if (a === b || !fits(alive[a] as Group, group) || around(a, b)) continue;
        mergeInto(a, b);
        changed = true;
        break;
      }
    }
  }
  // Loops beside each other over the same space that read the same, such as the slots of an optimizer.
  for (let b = 0; b < alive.length; b++) {
    for (let a = 0; a < b; a++) {
      const [into, group] = [alive[a], alive[b]];
      if (into?.kind !== "loop" || group?.kind !== "loop") continue;
      if (!fits(into, group) || !shareReads(into, group) || around(a, b) || around(b, a)) continue;
      mergeInto(a, b);
    }
  }
  joinReductions(alive, around, mergeInto);
  return alive.filter((g) => g !== undefined);
}

/** How many results may be summed in one loop: their running sums must stay in registers. */
const REDUCERS = 6;

/** Reductions over the same loops that do not wait for each other are walked together. */
function joinReductions(
  alive: (Group | undefined)[],
  around: (a: number, b: number) => boolean,
  mergeInto: (a: number, b: number) => void,
): void {
  const byLoops = new Map<string, number[]>();
  for (const [b, group] of alive.entries()) {
    if (group?.together === undefined) continue;
    const others = byLoops.get(group.together) ?? [];
    const into = others.find((a) => {
      const other = alive[a] as Group;
      const waits =
        other.nodes.some((n) => group.reads.has(n)) || group.nodes.some((n) => other.reads.has(n));
      return (
        !waits &&
        other.reducers + group.reducers <= REDUCERS &&
        addresses(other) + addresses(group) <= ADDRESSES &&
        !around(a, b) &&
        !around(b, a) &&
        apart(other, group)
      );
    });
    if (into === undefined) byLoops.set(group.together, [...others, b]);
    else mergeInto(into, b);
  }
}

/** Functions of WebAssembly take 1,000 parameters: the addresses that a kernel reads and writes, and its range. */
const ADDRESSES = 900;

function addresses({ loaded, nodes, updates }: Group): number {
  return loaded.size + nodes.length + updates.size;
}

/** Whether neither updates what the other reads elsewhere. */
function apart(a: Group, b: Group): boolean {
  return [...a.updates, ...b.updates].every((cell) => !disturbs(a, cell) && !disturbs(b, cell));
}

/** Whether two groups read a value at the very point that they compute. */
function shareReads(a: Group, b: Group): boolean {
  for (const [n, { pointwise }] of a.reads) if (pointwise && b.reads.get(n)?.pointwise) return true;
  for (const [cell, { pointwise }] of a.states) if (pointwise && b.states.get(cell)?.pointwise) return true;
  return false;
}

/** A set of small numbers. */
class Bits {
  private readonly words: Uint32Array;

  constructor(size: number) {
    this.words = new Uint32Array((size + 31) >>> 5);
  }
  has(i: number): boolean {
    return (((this.words[i >>> 5] as number) >>> (i & 31)) & 1) === 1;
  }
  set(i: number): void {
    this.words[i >>> 5] = (this.words[i >>> 5] as number) | (1 << (i & 31));
  }
  clear(i: number): void {
    this.words[i >>> 5] = (this.words[i >>> 5] as number) & ~(1 << (i & 31));
  }
  add(other: Bits): void {
    for (let i = 0; i < this.words.length; i++)
      this.words[i] = (this.words[i] as number) | (other.words[i] as number);
  }
}

/** For each group everything it waits for, directly or not. Groups stand in order. */
function allAncestors(direct: readonly Set<number>[]): Bits[] {
  const all: Bits[] = [];
  for (const before of direct) {
    const bits = new Bits(direct.length);
    for (const i of before) {
      bits.set(i);
      bits.add(all[i] as Bits);
    }
    all.push(bits);
  }
  return all;
}

function fits(into: Group, group: Group): boolean {
  if (into.kind === "fixed") return false;
  if (into.space !== group.space || addresses(into) + addresses(group) > ADDRESSES) return false;
  for (const n of into.nodes) if (group.reads.get(n)?.pointwise === false) return false;
  for (const n of group.nodes) if (into.reads.get(n)?.pointwise === false) return false;
  if (into.kind === "contract") {
    if (into.cost + group.cost > CONTRACT_EPILOGUE) return false;
    // Vectors of float32 sums have no room for doubles.
    if (into.nodes[0]?.dtype === "float32" && group.wide) return false;
  }
  // What is updated in place must not be read elsewhere by the same loops.
  for (const cell of group.updates) if (disturbs(into, cell)) return false;
  for (const cell of into.updates) if (disturbs(group, cell)) return false;
  return true;
}

/** Whether a group reads a cell at other points than those that it computes, so that an update in place would be seen. */
export function disturbs({ kind, states }: Group, cell: number): boolean {
  const read = states.get(cell);
  return read !== undefined && !(read.pointwise || (kind === "reduce" && read.together));
}

function join(a: Group, b: Group): Group {
  const nodes = [...a.nodes, ...b.nodes];
  const reads = new Map(a.reads);
  for (const [key, { pointwise }] of b.reads)
    reads.set(key, { pointwise: pointwise && (reads.get(key)?.pointwise ?? true) });
  for (const n of nodes) reads.delete(n);
  const states = new Map(a.states);
  for (const [key, { pointwise, together }] of b.states) {
    const before = states.get(key);
    states.set(key, {
      pointwise: pointwise && (before?.pointwise ?? true),
      together: together && (before?.together ?? true),
    });
  }
  const beside = a.kind === "reduce" && b.kind === "reduce";
  return {
    kind: a.kind,
    space: a.space,
    nodes,
    parts: beside ? [...a.parts, ...b.parts] : [[...(a.parts[0] as Node[]), ...(b.parts[0] as Node[])]],
    together: a.together,
    reducers: a.reducers + b.reducers,
    points: a.points,
    reads,
    loaded: new Set([...a.loaded, ...b.loaded]),
    states,
    updates: new Set([...a.updates, ...b.updates]),
    wide: a.wide || b.wide,
    cost: a.cost + b.cost,
  };
}

/** For each group those that must run before it: whoever computes what it reads, and whoever reads what it updates. */
export function dependencies(groups: readonly Group[]): Set<number>[] {
  const owner = new Map<Node, number>();
  groups.forEach((g, i) => {
    for (const n of g.nodes) owner.set(n, i);
  });
  const readers = new Map<number, number[]>();
  groups.forEach((g, i) => {
    for (const cell of g.states.keys()) readers.set(cell, [...(readers.get(cell) ?? []), i]);
  });
  const before = groups.map(() => new Set<number>());
  groups.forEach((g, i) => {
    for (const n of g.reads.keys()) {
      const o = owner.get(n);
      if (o !== undefined && o !== i) before[i]?.add(o);
    }
    for (const cell of g.updates) {
      for (const j of readers.get(cell) ?? []) if (j !== i) before[i]?.add(j);
    }
  });
  return before;
}

/**
 * The groups in an order in which each comes after those it waits for; `undefined` when there is none. As far as that
 * allows they stay in the order they stand in, which computes things shortly before they are used: what waits for
 * nothing, such as random numbers, would otherwise all be computed first and be kept.
 */
export function order(groups: readonly Group[]): Group[] | undefined {
  const before = dependencies(groups);
  const waiting = before.map((set) => set.size);
  const after = groups.map((): number[] => []);
  before.forEach((set, i) => {
    for (const j of set) after[j]?.push(i);
  });
  const out: Group[] = [];
  for (let i = 0; i < groups.length; ) {
    if (waiting[i] !== 0) {
      i++;
      continue;
    }
    out.push(groups[i] as Group);
    waiting[i] = -1;
    let next = i + 1;
    for (const j of after[i] as number[]) {
      waiting[j] = (waiting[j] as number) - 1;
      if (waiting[j] === 0) next = Math.min(next, j);
    }
    i = next;
  }
  return out.length === groups.length ? out : undefined;
}
