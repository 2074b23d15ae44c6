import type { Affine } from "./affine";
import { subexpressions } from "./expressions";
import type { Expr, Indirect, LoopNest, Nest, Reducer, Store } from "./ir";

/**
 * The same loops with fewer of them: loops of length 1 are gone and two that walk memory as one become one, so that
 * the innermost is as long as can be.
 */
export function collapse(nest: Nest): Nest {
  if (nest.kind !== "loops") return nest;
  const outer = nest.dims.length;
  const extents = [...nest.dims, ...nest.reduce];
  const over = (terms: readonly number[], axis: number): number => terms[axis] ?? 0;
  const affines = allAffines(nest);
  // For each loop: which of the old ones it is made of.
  const merged: number[][] = [];
  extents.forEach((length, axis) => {
    if (length === 1) return;
    const before = merged[merged.length - 1];
    const last = before?.[before.length - 1];
    const together =
      last !== undefined &&
      last < outer === axis < outer &&
      affines.every((a) => over(a.terms, last) === over(a.terms, axis) * length);
    if (together) before?.push(axis);
    else merged.push([axis]);
  });
  const lengthOf = (axes: readonly number[]): number =>
    axes.reduce((n, axis) => n * (extents[axis] as number), 1);
  const isOuter = (axes: readonly number[]): boolean => (axes[0] as number) < outer;
  const outerLoops = merged.filter(isOuter);
  const lastOf = (axes: readonly number[]): number => axes[axes.length - 1] as number;
  const inReducers = rewriter(
    remap(merged.map(lastOf)),
    nest.reducers.map((r) => r.value),
  );
  const reducers: Reducer[] = nest.reducers.map((r) => ({ op: r.op, value: inReducers.expr(r.value) }));
  const stores = remapStores(nest.stores, outerLoops.map(lastOf));
  return {
    kind: "loops",
    dims: outerLoops.map(lengthOf),
    reduce: merged.filter((axes) => !isOuter(axes)).map(lengthOf),
    reducers,
    stores,
  };
}

function storedExprs(stores: readonly Store[]): Expr[] {
  return stores.flatMap((s) => (s.index ? [s.value, s.index.value] : [s.value]));
}

function affinesIn(roots: readonly Expr[]): Affine[] {
  return subexpressions(roots).flatMap((e) => (e.kind === "load" || e.kind === "index" ? [e.at] : []));
}

function allAffines(nest: LoopNest): Affine[] {
  return [...storeAffines(nest.stores), ...affinesIn(nest.reducers.map((r) => r.value))];
}

/** Every position that stores write and read. */
export function storeAffines(stores: readonly Store[]): Affine[] {
  return [...stores.map((s) => s.at), ...affinesIn(storedExprs(stores))];
}

/** The same stores over other loops, each one of the old ones; `undefined` for a loop that nothing moves with. */
export function remapStores(stores: readonly Store[], loops: readonly (number | undefined)[]): Store[] {
  const move = remap(loops);
  const moved = rewriter(move, storedExprs(stores));
  return stores.map((s) => {
    const { index, ...rest } = s;
    const store = { ...rest, at: move(s.at), value: moved.expr(s.value) };
    return index ? { ...store, index: moved.indirect(index) } : store;
  });
}

/** Positions over loops that are each one of the old ones. */
function remap(loops: readonly (number | undefined)[]): (a: Affine) => Affine {
  return (a) => ({
    offset: a.offset,
    terms: loops.map((i) => (i === undefined ? 0 : (a.terms[i] ?? 0))),
  });
}

/** Moves the indices of expressions, which are rewritten at once, operands before users. */
function rewriter(
  move: (a: Affine) => Affine,
  roots: readonly Expr[],
): { expr(e: Expr): Expr; indirect(i: Indirect): Indirect } {
  const known = new Map<Expr, Expr>();
  const expr = (e: Expr): Expr => known.get(e) as Expr;
  const indirect = (i: Indirect): Indirect => ({ ...i, value: expr(i.value) });
  const make = (e: Expr): Expr => {
    switch (e.kind) {
      case "load": {
        const { index, ...rest } = e;
        return index ? { ...rest, at: move(e.at), index: indirect(index) } : { ...rest, at: move(e.at) };
      }
      case "index":
        return { ...e, at: move(e.at) };
      case "op":
        return { ...e, args: e.args.map(expr) };
      default:
        return e;
    }
  };
  for (const e of subexpressions(roots)) known.set(e, make(e));
  return { expr, indirect };
}
