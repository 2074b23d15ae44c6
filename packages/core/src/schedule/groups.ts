import type { Node } from "../graph/node";

/** What a group of nodes does at its heart. */
export type GroupKind = "loop" | "reduce" | "contract" | "fixed";

/** Nodes that one kernel computes, over the space of its first node. */
export interface Group {
  readonly kind: GroupKind;
  /** The lengths of the loops over the results. */
  readonly dims: readonly number[];
  /** In the order of computation; the first is what a reduction or contraction gives. */
  nodes: Node[];
  /** Stored nodes that the group reads at the very point that it computes. */
  reads: Map<Node, { pointwise: boolean }>;
  /** Cells that are read, and whether only at the point that is computed. */
  states: Map<number, { pointwise: boolean }>;
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
 * keeps the order of groups possible: a group never waits for itself.
 */
export function mergeGroups(groups: Group[]): Group[] {
  let merged = [...groups];
  for (let changed = true; changed; ) {
    changed = false;
    const edges = dependencies(merged);
    search: for (const [b, group] of merged.entries()) {
      if (group.kind !== "loop") continue;
      for (const a of producers(merged, group, b)) {
        const into = merged[a] as Group;
        if (!fits(into, group) || reachesAround(edges, a, b)) continue;
        const joined = join(into, group);
        const next = merged.filter((_, i) => i !== a && i !== b);
        next.push(joined);
        if (!order(next)) continue;
        merged = order(next) as Group[];
        changed = true;
        break search;
      }
    }
  }
  return merged;
}

/** The groups that compute what a group reads, the latest first. */
function producers(groups: readonly Group[], group: Group, self: number): number[] {
  const found: number[] = [];
  for (let i = groups.length - 1; i >= 0; i--) {
    if (i !== self && (groups[i] as Group).nodes.some((n) => group.reads.has(n))) found.push(i);
  }
  return found;
}

function fits(into: Group, group: Group): boolean {
  if (into.kind === "fixed") return false;
  const squeeze = (dims: readonly number[]): string => dims.filter((n) => n !== 1).join(",");
  if (squeeze(into.dims) !== squeeze(group.dims)) return false;
  for (const n of into.nodes) if (group.reads.get(n)?.pointwise === false) return false;
  if (into.kind === "contract") {
    if (into.cost + group.cost > CONTRACT_EPILOGUE) return false;
    // Vectors of float32 sums have no room for doubles.
    if (into.nodes[0]?.dtype === "float32" && group.wide) return false;
  }
  // What is updated in place must not be read elsewhere by the same loops.
  for (const cell of group.updates) if (into.states.get(cell)?.pointwise === false) return false;
  for (const cell of into.updates) if (group.states.get(cell)?.pointwise === false) return false;
  return true;
}

function join(a: Group, b: Group): Group {
  const nodes = [...a.nodes, ...b.nodes];
  const both = <K>(
    x: Map<K, { pointwise: boolean }>,
    y: Map<K, { pointwise: boolean }>,
  ): Map<K, { pointwise: boolean }> => {
    const out = new Map(x);
    for (const [key, { pointwise }] of y)
      out.set(key, { pointwise: pointwise && (out.get(key)?.pointwise ?? true) });
    return out;
  };
  const reads = both(a.reads, b.reads);
  for (const n of nodes) reads.delete(n);
  return {
    kind: a.kind,
    dims: a.dims,
    nodes,
    reads,
    states: both(a.states, b.states),
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
  const before = groups.map(() => new Set<number>());
  groups.forEach((g, i) => {
    for (const n of g.reads.keys()) {
      const o = owner.get(n);
      if (o !== undefined && o !== i) before[i]?.add(o);
    }
    for (const cell of g.updates) {
      groups.forEach((reader, j) => {
        if (j !== i && reader.states.has(cell)) before[i]?.add(j);
      });
    }
  });
  return before;
}

/** Whether `b` waits for `a` through another group. */
function reachesAround(before: readonly Set<number>[], a: number, b: number): boolean {
  const stack = [...(before[b] as Set<number>)].filter((i) => i !== a);
  const seen = new Set(stack);
  while (stack.length > 0) {
    const i = stack.pop() as number;
    for (const j of before[i] as Set<number>) {
      if (j === a) return true;
      if (!seen.has(j)) {
        seen.add(j);
        stack.push(j);
      }
    }
  }
  return false;
}

/** The groups in an order in which each comes after those it waits for; `undefined` when there is none. */
export function order(groups: readonly Group[]): Group[] | undefined {
  const before = dependencies(groups);
  const done = new Set<number>();
  const out: Group[] = [];
  for (let progress = true; progress; ) {
    progress = false;
    groups.forEach((group, i) => {
      if (done.has(i) || ![...(before[i] as Set<number>)].every((j) => done.has(j))) return;
      done.add(i);
      out.push(group);
      progress = true;
    });
  }
  return out.length === groups.length ? out : undefined;
}
