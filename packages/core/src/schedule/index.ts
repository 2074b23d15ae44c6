import { Node, topological } from "../graph/node";
import { type Program, rootsOf } from "../graph/program";
import { sizeOf } from "../graph/shape";
import { isElementwise, paramsOf } from "../primitives/index";
import { type Affine, sameAffine } from "./affine";
import { Buffers } from "./buffers";
import { collapse } from "./collapse";
import { combine, copiesOf, peeled, withoutOnes } from "./combine";
import type { NestContext, Targets } from "./context";
import { base, isContraction } from "./contraction";
import { canInline, costOf, worthStoring } from "./cost";
import { NeedsBuffer, subexpressions } from "./expressions";
import { extensionNests, ownNests } from "./extension";
import { disturbs, type Group, type GroupKind, mergeGroups, order } from "./groups";
import type { Buffer, Expr, Kernel, LoopNest, Nest, Schedule, Slot } from "./ir";
import { isReduction, makeNests, pointwiseAddress } from "./nests";
import { simplify } from "./simplify";

/** Turns a program into kernels: simplified, fused, in order, with memory planned. */
export function schedule(program: Program): Schedule {
  const simple = withSinks(simplify(program));
  const demanded = new Set<Node>();
  const inside = new Set<Node>();
  let best: Plan | undefined;
  for (;;) {
    try {
      const plan = attempt(simple, demanded, inside);
      // What only one kernel reads is computed there, unless that takes more kernels after all.
      if (best && plan.groups.length >= best.groups.length) return best.finish();
      best = plan;
      const single = readOnce(plan, simple, demanded);
      if (single.length === 0) return plan.finish();
      for (const node of single) inside.add(node);
    } catch (error) {
      // Each round stores at least one node more, so this ends.
      if (!(error instanceof NeedsBuffer) || demanded.has(error.node)) throw error;
      demanded.add(error.node);
      inside.delete(error.node);
    }
  }
}

/** Kernels as groups of nodes, which are not written down yet. */
interface Plan {
  readonly groups: readonly Group[];
  readonly stored: ReadonlySet<Node>;
  finish(): Schedule;
}

/** Elementwise values that are stored for the sake of one reduction, which has as many terms as they have elements. */
function readOnce({ groups, stored }: Plan, program: Program, demanded: ReadonlySet<Node>): Node[] {
  const readers = new Map<Node, Group[]>();
  for (const group of groups) {
    for (const node of group.reads.keys()) readers.set(node, [...(readers.get(node) ?? []), group]);
  }
  const kept = new Set<Node>(rootsOf(program));
  return [...stored].filter((node) => {
    const [only, ...others] = readers.get(node) ?? [];
    if (!only || others.length > 0 || only.kind !== "reduce" || !isElementwise(node.op)) return false;
    return only.points <= sizeOf(node.shape) && !kept.has(node) && !demanded.has(node);
  });
}

/** What is given back or kept must be computed by a kernel: leaves, and what cannot be stored twice, are copied. */
function withSinks(program: Program): Program {
  const copy = (node: Node): Node => new Node("identity", [node], {}, node.shape, node.dtype);
  const canKeep = (node: Node): boolean => canInline(node) || isReduction(node) || isContraction(node);
  return {
    ...program,
    outputs: program.outputs.map((node) => (isLeaf(node) ? copy(node) : node)),
    updates: program.updates
      .filter(
        ({ state, value }) => value.op !== "state" || paramsOf(value, "state").cell !== program.states[state],
      )
      .map(({ state, value }) => ({ state, value: isLeaf(value) || !canKeep(value) ? copy(value) : value })),
  };
}

function isLeaf({ value, op }: Node): boolean {
  return value !== undefined || op === "input" || op === "state";
}

function attempt(program: Program, demanded: ReadonlySet<Node>, inside: ReadonlySet<Node>): Plan {
  const { updates } = program;
  const roots = rootsOf(program);
  const all = topological(roots);
  const stored = new Set<Node>([
    ...demanded,
    ...[...worthStoring(all)].filter((node) => !inside.has(node)),
    ...roots,
  ]);
  for (const node of all) {
    if (!isLeaf(node) && !canInline(node)) stored.add(node);
    // Operands that are computed are bound to be asked for; to know it now saves an attempt for each.
    if (isContraction(node))
      for (const from of node.inputs.map(base)) if (isElementwise(from.op)) stored.add(from);
    if (extensionNests.has(node.op))
      for (const from of node.inputs) if (isElementwise(from.op) && !isLeaf(from)) stored.add(from);
  }
  const buffers = new Buffers(program.states);
  const context: NestContext = { buffers, stored, all };

  const plan = (inPlace: boolean): { groups: Group[]; late: typeof updates } | undefined => {
    const direct = inPlace ? updates : [];
    const groups = all.filter((node) => stored.has(node)).map((node) => analyse(node, direct, context));
    // A group that reads elsewhere what it updates would see its own work.
    if (groups.some((g) => [...g.updates].some((cell) => disturbs(g, cell)))) return undefined;
    if (!order(groups)) return undefined;
    const merged = order(mergeGroups(order(groups) as Group[])) as Group[];
    return { groups: merged, late: inPlace ? [] : updates };
  };
  const { groups, late } = (plan(true) ?? plan(false)) as { groups: Group[]; late: typeof updates };
  return { groups, stored, finish: () => finish(program, groups, late, context) };
}

/** Writes the kernels of groups down. */
function finish(
  { name, outputs, updates }: Program,
  groups: readonly Group[],
  late: Program["updates"],
  context: NestContext,
): Schedule {
  const { buffers } = context;
  const needed = new Set<Node>([...outputs, ...late.map((u) => u.value)]);
  for (const group of groups) for (const node of group.reads.keys()) needed.add(node);
  const targets: Targets = (node) => {
    const to: Buffer[] = needed.has(node) ? [buffers.stored(node)] : [];
    if (late.length === 0) {
      for (const { state, value } of updates) if (value === node) to.push(buffers.state(state));
    }
    return to;
  };
  // What is only read where there are no elements is for nobody.
  const live = groups.filter((group) => group.nodes.some((node) => targets(node).length > 0));
  const kernels: Kernel[] = live.map((group) => ({
    name: nameOf(group),
    nests: nestsOf(group, targets, context).map(collapse),
  }));
  for (const { state, value } of late) {
    const copied = new Node("identity", [value], {}, value.shape, value.dtype);
    kernels.push({
      name: "copy",
      nests: makeNests([copied], () => [buffers.state(state)], context).map(collapse),
    });
  }
  const results = outputs.map((node) => buffers.stored(node));
  return {
    name,
    kernels,
    outputs: results,
    slots: planSlots(kernels, results, buffers.slotCount),
  };
}

/** What a group does: one nest, or those of several nodes; reductions beside each other are one nest too. */
function nestsOf(group: Group, targets: Targets, context: NestContext): Nest[] {
  const nests = group.parts.map((nodes) => makeNests(nodes, targets, context));
  // What is updated in place may be read by another of the outermost steps, so these are walked together.
  const rows =
    group.kind === "reduce" && [...group.updates].some((c) => group.states.get(c)?.pointwise === false);
  return nests.length === 1 && !rows ? (nests[0] as Nest[]) : [combine(nests.flat() as LoopNest[])];
}

function kindOf(node: Node): GroupKind {
  if (isReduction(node)) return "reduce";
  if (isContraction(node) || ownNests.get(node.op)?.finishes) return "contract";
  return canInline(node) ? "loop" : "fixed";
}

/** A group of one node, with what it reads and whether only at the point it computes. */
function analyse(node: Node, updates: Program["updates"], context: NestContext): Group {
  const kind = kindOf(node);
  const nests = makeNests([node], (n) => [context.buffers.stored(n)], context);
  const reads: Group["reads"] = new Map();
  const states: Group["states"] = new Map();
  const loaded = new Set<Buffer>();
  const note = (buffer: Buffer, pointwise: boolean, together = pointwise): void => {
    const { place } = buffer;
    loaded.add(buffer);
    if (place.kind === "state") {
      const before = states.get(place.index);
      states.set(place.index, {
        pointwise: pointwise && (before?.pointwise ?? true),
        together: together && (before?.together ?? true),
      });
    }
    const from = place.kind === "arena" ? context.buffers.nodeOf(buffer) : undefined;
    if (from) reads.set(from, { pointwise: pointwise && (reads.get(from)?.pointwise ?? true) });
  };
  let cost = 0;
  let wide = node.dtype === "float64";
  let together: string | undefined;
  let reducers = 0;
  let points = 0;
  for (const made of nests) {
    const nest = made.kind === "loops" ? withoutOnes(made) : made;
    if (nest.kind === "contract") {
      note(nest.a.buffer, false);
      note(nest.b.buffer, false);
    } else if (nest.kind === "extension") for (const buffer of nest.reads) note(buffer, false);
    else {
      const here = pointwiseAddress(nest.dims);
      const short = peeled(nest.dims);
      const inner = nest.dims.slice(short);
      const shared = pointwiseAddress(inner).terms;
      const line = sizeOf(inner);
      /** Whether a position is in step with the loops that reductions share, and so read before it is written. */
      const isShared = ({ offset, terms }: Affine): boolean =>
        offset % line === 0 && terms.every((t, i) => t === (i < short ? 0 : (shared[i - short] ?? 0)));
      for (const e of subexpressions(nest.reducers.map((r) => r.value)))
        if (e.kind === "load") note(e.buffer, false, !e.index && isShared(e.at));
      for (const e of subexpressions(storedExprs(nest))) {
        // What such a node does itself is its heart, not what finishes its elements.
        if (e.kind === "op" && !ownNests.has(node.op)) cost += costOf(e.op);
        wide ||= e.dtype === "float64";
        if (e.kind === "load") {
          const own = !e.index && sameAffine(e.at, here);
          note(e.buffer, kind === "loop" && own, own);
        }
      }
      if (kind === "reduce") {
        together = `${nest.dims.slice(short)}|${nest.reduce}`;
        reducers = copiesOf(nest.dims);
        points = sizeOf([...inner, ...nest.reduce]);
      }
    }
  }
  const updated = new Set(updates.filter((u) => u.value === node).map((u) => u.state));
  return {
    kind,
    space: node.shape.filter((n) => n !== 1).join(","),
    nodes: [node],
    parts: [[node]],
    together,
    reducers,
    points,
    reads,
    loaded,
    states,
    updates: updated,
    wide,
    cost,
  };
}

function storedExprs(nest: Nest): Expr[] {
  if (nest.kind === "extension") return [];
  return nest.stores.flatMap((s) => (s.index ? [s.value, s.index.value] : [s.value]));
}

/** The operations of a kernel in order, as people speak of it: `matmul+add+maximum`. */
function nameOf(group: Group): string {
  const [root] = group.nodes as [Node];
  const names: string[] = group.kind === "loop" ? [] : [root.op];
  const own = group.kind === "loop" ? group.nodes : group.nodes.slice(1);
  const inside = own.flatMap((node) => (isElementwise(node.op) ? [node.op] : ["copy"]));
  const shown = [...names, ...inside];
  return shown.length > 4 ? `${shown.slice(0, 3).join("+")}+${shown.length - 3} more` : shown.join("+");
}

/** When each slot of the arena is in use, from the first kernel that writes it to the last that reads it. */
function planSlots(kernels: readonly Kernel[], outputs: readonly Buffer[], count: number): Slot[] {
  const slots = Array.from({ length: count }, () => ({
    bytes: 0,
    first: Number.POSITIVE_INFINITY,
    last: -1,
  }));
  const use = (buffer: Buffer, at: number): void => {
    if (buffer.place.kind !== "arena") return;
    const slot = slots[buffer.place.slot] as { bytes: number; first: number; last: number };
    slot.bytes = buffer.size * (buffer.dtype === "float64" ? 8 : 4);
    slot.first = Math.min(slot.first, at);
    slot.last = Math.max(slot.last, at);
  };
  kernels.forEach((kernel, at) => {
    for (const nest of kernel.nests) {
      if (nest.kind === "extension") {
        for (const buffer of [...nest.reads, ...nest.writes]) use(buffer, at);
        continue;
      }
      if (nest.kind === "contract") {
        use(nest.a.buffer, at);
        use(nest.b.buffer, at);
      } else {
        for (const e of subexpressions(nest.reducers.map((r) => r.value)))
          if (e.kind === "load") use(e.buffer, at);
      }
      for (const e of subexpressions(storedExprs(nest))) if (e.kind === "load") use(e.buffer, at);
      for (const store of nest.stores) use(store.buffer, at);
    }
  });
  for (const buffer of outputs) use(buffer, kernels.length);
  return slots;
}
