import type { Affine } from "./affine";
import type { LoopNest, Reducer, Store } from "./ir";
import { ExpressionSharer } from "./share";

/** Loops over results that are this short and stand outside are written out, so that loops beside each other can join. */
const SHORTEST = 4;
/** What stays must be worth a loop. */
const WORTH = 32;

/** How many of the outermost loops over results are written out when reductions join. */
export function peeled(dims: readonly number[]): number {
  let count = 0;
  let copies = 1;
  const rest = (from: number): number => dims.slice(from).reduce((n, d) => n * d, 1);
  while (count < dims.length && copies * (dims[count] as number) <= SHORTEST && rest(count + 1) >= WORTH) {
    copies *= dims[count] as number;
    count += 1;
  }
  return count;
}

/** How often the loops that are written out run. */
export function copiesOf(dims: readonly number[]): number {
  return dims.slice(0, peeled(dims)).reduce((n, d) => n * d, 1);
}

/** The nest without loops of length 1. */
export function withoutOnes(nest: LoopNest): LoopNest {
  const extents = [...nest.dims, ...nest.reduce];
  if (!extents.includes(1)) return nest;
  const keep = (a: Affine): Affine => ({
    offset: a.offset,
    terms: a.terms.filter((_, i) => extents[i] !== 1),
  });
  const long = (lengths: readonly number[]): number[] => lengths.filter((n) => n !== 1);
  return moved(nest, long(nest.dims), long(nest.reduce), keep);
}

/** The nest over other loops, its positions moved. */
function moved(
  nest: LoopNest,
  dims: readonly number[],
  reduce: readonly number[],
  move: (a: Affine) => Affine,
): LoopNest {
  const share = new ExpressionSharer(move);
  return {
    kind: "loops",
    dims,
    reduce,
    reducers: nest.reducers.map(({ op, value }) => ({ op, value: share.of(value) })),
    stores: nest.stores.map((store) => {
      const { index, ...rest } = store;
      const to = { ...rest, at: move(store.at), value: share.of(store.value) };
      return index ? { ...to, index: { ...index, value: share.of(index.value) } } : to;
    }),
  };
}

/** Reductions over the same loops as one nest with several reducers, in which equal parts are computed once. */
export function combine(nests: readonly LoopNest[]): LoopNest {
  const pieces = nests.map(withoutOnes).flatMap(peel);
  const [first] = pieces as [LoopNest];
  const share = new ExpressionSharer();
  const reducers: Reducer[] = [];
  const stores: Store[] = [];
  for (const piece of pieces) {
    const offset = reducers.length;
    for (const { op, value } of piece.reducers) reducers.push({ op, value: share.of(value) });
    for (const store of piece.stores) {
      const { index, ...rest } = store;
      const to = { ...rest, value: share.of(store.value, offset) };
      stores.push(index ? { ...to, index: { ...index, value: share.of(index.value, offset) } } : to);
    }
  }
  return { kind: "loops", dims: first.dims, reduce: first.reduce, reducers, stores };
}

/** The nest without its short outermost loops, once for each of their steps. */
function peel(nest: LoopNest): LoopNest[] {
  const count = peeled(nest.dims);
  if (count === 0) return [nest];
  const steps = nest.dims
    .slice(0, count)
    .reduce<number[][]>(
      (all, n) => all.flatMap((at) => Array.from({ length: n }, (_, i) => [...at, i])),
      [[]],
    );
  return steps.map((at) => moved(nest, nest.dims.slice(count), nest.reduce, (a) => fix(a, at)));
}

/** The position with the first loops at the given steps. */
function fix(a: Affine, at: readonly number[]): Affine {
  return {
    offset: at.reduce((sum, step, i) => sum + step * (a.terms[i] as number), a.offset),
    terms: a.terms.slice(at.length),
  };
}
