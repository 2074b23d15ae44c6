import type { Node } from "../graph/node";
import { labelsOf, lengthsOf } from "../primitives/contraction";
import { type Affine, fixed, loopVariable } from "./affine";
import { remapStores, storeAffines } from "./collapse";
import { type ExpressionBuilder, NeedsBuffer, scalarOf } from "./expressions";
import type { ContractNest, Operand, Store } from "./ir";

/** Whether a node is a sum of products. */
export function isContraction(node: Node): boolean {
  return node.op === "matmul" || node.op === "contract";
}

/** What movement moves. */
export function base(node: Node): Node {
  let at = node;
  while (["transpose", "broadcastTo", "slice", "reshape", "windows"].includes(at.op))
    at = at.inputs[0] as Node;
  return at;
}

/**
 * The loops of a contraction, in the order that the product of matrices wants: those of both operands, rows, columns.
 *
 * @param reading - Expressions over loops of these lengths that read what other kernels have stored.
 * @param stores - What is done with each sum, over the axes of the node.
 */
export function contractNest(
  node: Node,
  reading: (extents: readonly number[]) => ExpressionBuilder,
  stores: readonly Store[],
): ContractNest {
  const params = labelsOf(node);
  const lengths = lengthsOf(params, node.inputs);
  const summed = [...lengths.keys()].filter((label) => !params.out.includes(label));
  const labels = [...params.out, ...summed];
  const extents = labels.map((label) => lengths.get(label) as number);
  const builder = reading(extents);
  const [a, b] = [params.a, params.b].map((of, i) =>
    operand(node.inputs[i] as Node, of, labels, extents.length, builder),
  ) as [Operand, Operand];
  return arrange(extents, params.out.length, a, b, node.dtype as "float32", stores);
}

/** A contraction reads memory with even steps; what is computed or moved unevenly must be stored first. */
function operand(
  node: Node,
  of: readonly number[],
  labels: readonly number[],
  loops: number,
  builder: ExpressionBuilder,
): Operand {
  if (scalarOf(node) !== undefined) throw new NeedsBuffer(node);
  const coords: Affine[] = of.map((label, axis) =>
    node.shape[axis] === 1 ? fixed(0, loops) : loopVariable(labels.indexOf(label), loops),
  );
  const expr = builder.at(node, coords);
  if (expr.kind !== "load" || expr.index) throw new NeedsBuffer(expr.kind === "const" ? node : base(node));
  const { terms, offset } = expr.at;
  if (terms.some((t) => t < 0)) throw new NeedsBuffer(node);
  return { buffer: expr.buffer, offset, terms };
}

/** Loops that are walked as one: the last of them moves by single steps. */
type Loops = readonly number[];

/** The fewest rows that are worth a tile of their own. */
const SHORT = 4;

function arrange(
  extents: readonly number[],
  outer: number,
  left: Operand,
  right: Operand,
  dtype: "float32" | "float64",
  stores: readonly Store[],
): ContractNest {
  const axes = extents.map((_, i) => i).filter((i) => extents[i] !== 1);
  const step = (o: Operand, i: number): number => o.terms[i] as number;
  const stored = stores[0] as Store;
  const storedStep = (i: number): number => stored.at.terms[i] as number;
  // Columns lie side by side in what is written, so that whole vectors are.
  const turn = axes.some((i) => i < outer && storedStep(i) === 1 && step(right, i) === 0);
  const [a, b] = turn ? [right, left] : [left, right];
  const affines = storeAffines(stores);
  const merge = (group: readonly number[], also: readonly Affine[]): Loops[] => {
    const merged: number[][] = [];
    for (const i of group) {
      const before = merged[merged.length - 1];
      const last = before?.[before.length - 1];
      const together =
        last !== undefined &&
        [a, b, ...also].every((x) => x.terms[last] === (x.terms[i] as number) * (extents[i] as number));
      if (together) before?.push(i);
      else merged.push([i]);
    }
    return merged;
  };
  const falling = (group: readonly number[], of: (i: number) => number): number[] =>
    [...group].sort((i, j) => of(j) - of(i) || i - j);
  const outerAxes = axes.filter((i) => i < outer);
  const rows = merge(
    falling(
      outerAxes.filter((i) => step(b, i) === 0),
      (i) => step(a, i),
    ),
    affines,
  );
  const columns = merge(
    falling(
      outerAxes.filter((i) => step(a, i) === 0 && step(b, i) !== 0),
      storedStep,
    ),
    affines,
  );
  const both = merge(
    outerAxes.filter((i) => step(a, i) !== 0 && step(b, i) !== 0),
    affines,
  );
  const reduce = merge(
    falling(
      axes.filter((i) => i >= outer),
      (i) => step(a, i),
    ),
    [],
  );
  const lengthOf = (loops: Loops): number => loops.reduce((n, i) => n * (extents[i] as number), 1);
  // The innermost rows that are long enough, so that a tile reads what lies close together.
  const row = [...rows].reverse().find((loops) => lengthOf(loops) >= SHORT) ?? longest(rows, lengthOf);
  const column =
    columns.find((loops) => storedStep(loops[loops.length - 1] as number) === 1) ??
    longest(columns, lengthOf);
  const rest = [...both, ...rows.filter((l) => l !== row), ...columns.filter((l) => l !== column)];
  const loops: readonly (Loops | undefined)[] = [...rest, row, column];
  const inner = reduce.length > 0 ? reduce : [undefined];
  const moved = (o: Operand): Operand => ({
    ...o,
    terms: [...loops, ...inner].map((l) => (l ? (o.terms[l[l.length - 1] as number] as number) : 0)),
  });
  const length = (l: Loops | undefined): number => (l ? lengthOf(l) : 1);
  return {
    kind: "contract",
    dims: loops.map(length),
    reduce: inner.map(length),
    dtype,
    a: moved(a),
    b: moved(b),
    stores: remapStores(
      stores,
      loops.map((l) => l?.[l.length - 1]),
    ),
  };
}

function longest(groups: readonly Loops[], lengthOf: (loops: Loops) => number): Loops | undefined {
  return groups.reduce<Loops | undefined>(
    (best, l) => (best === undefined || lengthOf(l) >= lengthOf(best) ? l : best),
    undefined,
  );
}
