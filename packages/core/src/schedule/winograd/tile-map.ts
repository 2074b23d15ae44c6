import type { DType } from "../../graph/dtype";
import { Node } from "../../graph/node";
import { sizeOf, stridesOf } from "../../graph/shape";
import { node } from "../../primitives/index";
import { type Affine, fixed, loopVariable } from "../affine";
import type { NestContext } from "../context";
import { subexpressions } from "../expressions";
import type { OwnNests } from "../extension";
import type { Expr, LoopNest, Store } from "../ir";
import { reading, storesOf } from "../nests";
import { ExpressionSharer } from "../share";
import type { Again } from "../simplify-contraction";

/** The name of nodes that {@link tileMap} makes. */
export const TILE_MAP = "tileMap";

/** Which small matrix goes over which tiles. */
export interface TileMapParams {
  /** The two axes along which a tile lies. */
  readonly axes: readonly [number, number];
  /** From the elements of a tile along an axis to those of the result; the same for both axes. */
  readonly matrix: readonly (readonly number[])[];
  /**
   * Which axes, of those that are left, become longer by the elements of the results, and how long they are then: tiles
   * side by side are a picture again, of which the last may be cut. Without it the elements are two axes in front.
   */
  readonly into?: { readonly axes: readonly [number, number]; readonly lengths: readonly [number, number] };
  /**
   * So many elements lie unused behind those at each place of a tile: without them all that is written for one tile could
   * fall into one set of a cache. The shape is then `[places, elements of each + gap]`.
   */
  readonly gap?: number;
  /** Whether it is computed beside an equal one, so that neither is kept for the other. */
  readonly separate?: boolean;
}

/** A gap of one line of cache. */
const GAP = 16;

/** As {@link tileMap}, in front of all other axes, in memory that is fast to write. */
export function apart(
  x: Node,
  axes: readonly [number, number],
  matrix: TileMapParams["matrix"],
  again: Again,
  separate = false,
): Node {
  const rest = x.shape.filter((_, axis) => !axes.includes(axis));
  const [places, size] = [matrix.length ** 2, sizeOf(rest)];
  const params: TileMapParams = { axes, matrix, gap: GAP, separate };
  const all = again(new Node(TILE_MAP, [x], params, [places, size + GAP], x.dtype));
  const used = again(node("slice", [all], { start: [0, 0], size: [places, size], step: [1, 1] }));
  return again(node("reshape", [used], { shape: [matrix.length, matrix.length, ...rest] }));
}

/** `matrix · tile · matrixᵀ` for every tile of a node. */
export function tileMap(x: Node, params: TileMapParams): Node {
  const { axes, matrix, into } = params;
  const rest = x.shape.filter((_, axis) => !axes.includes(axis));
  into?.axes.forEach((axis, i) => {
    rest[axis] = into.lengths[i] as number;
  });
  const shape = into ? rest : [matrix.length, matrix.length, ...rest];
  return new Node(TILE_MAP, [x], params, shape, x.dtype);
}

/** A stretch of tiles along an axis, and how many elements of each belong to the result. */
interface Stretch {
  readonly first: number;
  readonly tiles: number;
  readonly elements: number;
}

/** The loops over tiles: each is read whole, and all of its results are stored, finished by what follows them. */
export const tileMapNests: OwnNests["make"] = (nodes, targets, context) => {
  const [root] = nodes as [Node];
  const { matrix, into } = root.params as TileMapParams;
  const stores = storesOf(nodes, true, targets, context);
  const nest = (stretches: readonly Stretch[]): LoopNest => tileNest(root, stores, stretches, context);
  if (!into) return [nest([])];
  const [down, across] = into.lengths.map((length): Stretch[] => {
    const tiles = Math.floor(length / matrix.length);
    const whole = { first: 0, tiles, elements: matrix.length };
    return [whole, { first: tiles, tiles: 1, elements: length % matrix.length }].filter(
      (s) => s.tiles * s.elements > 0,
    );
  }) as [Stretch[], Stretch[]];
  return down.flatMap((a) => across.map((b) => nest([a, b])));
};

/** The loops over some of the tiles. */
function tileNest(
  root: Node,
  stores: readonly Store[],
  stretches: readonly Stretch[],
  context: NestContext,
): LoopNest {
  const { axes, matrix, into, gap } = root.params as TileMapParams;
  const [x] = root.inputs as [Node];
  const left = x.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const stretchOf = (i: number): Stretch | undefined => stretches[into?.axes.indexOf(i) ?? -1];
  const dims = left.map((axis, i) => stretchOf(i)?.tiles ?? (x.shape[axis] as number));
  const loops = dims.length;
  const builder = reading(dims, context);
  const coords: Affine[] = [];
  left.forEach((axis, i) => {
    const at = dims[i] === 1 ? fixed(0, loops) : loopVariable(i, loops);
    coords[axis] = { ...at, offset: stretchOf(i)?.first ?? 0 };
  });
  const variables = left.map((axis) => coords[axis] as Affine);
  const resultOf = products(matrix, root.dtype, (u, v) => {
    const at = [...coords];
    at[axes[0]] = fixed(u, loops);
    at[axes[1]] = fixed(v, loops);
    return builder.at(x, at);
  });
  const [high, wide] = into ? stretches.map((s) => s.elements) : [matrix.length, matrix.length];
  const share = new ExpressionSharer();
  const all: Store[] = [];
  for (let i = 0; i < (high as number); i++) {
    for (let j = 0; j < (wide as number); j++) {
      const move = (at: Affine): Affine =>
        here(
          gap === undefined ? at : unmerged(at, matrix.length, dims),
          variables,
          [i, j],
          into?.axes,
          matrix.length,
        );
      const moved = new ExpressionSharer(move);
      const result = resultOf(i, j);
      for (const { value, at, ...store } of stores)
        all.push({ ...store, at: move(at), value: share.of(withResult(moved.of(value), result)) });
    }
  }
  return { kind: "loops", dims, reduce: [], reducers: [], stores: all };
}

/** The elements of `matrix · tile · matrixᵀ`, of which each step is one expression for all that need it. */
function products(
  matrix: TileMapParams["matrix"],
  dtype: DType,
  element: (u: number, v: number) => Expr,
): (i: number, j: number) => Expr {
  const size = Array.from({ length: (matrix[0] as readonly number[]).length }, (_, u) => u);
  const tile = size.map((u) => size.map((v) => element(u, v)));
  const rows = matrix.map((by) =>
    size.map((v) =>
      combination(
        by,
        tile.map((line) => line[v] as Expr),
        dtype,
      ),
    ),
  );
  return (i, j) => combination(matrix[j] as readonly number[], rows[i] as Expr[], dtype);
}

/** A position over the places of a tile and all that lies at each, as one over the axes that both are made of. */
function unmerged({ offset, terms }: Affine, elements: number, dims: readonly number[]): Affine {
  const [place, one] = terms as [number, number];
  return { offset, terms: [elements * place, place, ...stridesOf(dims).map((stride) => one * stride)] };
}

/** A position over the elements of the results, as one over tiles, at one element of each tile. */
function here(
  { offset, terms }: Affine,
  variables: readonly Affine[],
  at: readonly [number, number],
  tiled: readonly [number, number] | undefined,
  elements: number,
): Affine {
  const out = variables.map(() => 0);
  let start = offset;
  if (!tiled) start += (terms[0] as number) * at[0] + (terms[1] as number) * at[1];
  variables.forEach((variable, i) => {
    const term = terms[tiled ? i : i + 2] as number;
    const which = tiled ? tiled.indexOf(i) : -1;
    if (which >= 0) start += term * (elements * variable.offset + (at[which] as number));
    out[i] = term * (which < 0 ? 1 : elements);
  });
  return { offset: start, terms: out };
}

/** The expression with the finished result put in. */
function withResult(root: Expr, value: Expr): Expr {
  const made = new Map<Expr, Expr>();
  for (const e of subexpressions([root])) {
    if (e.kind === "result") made.set(e, value);
    else if (e.kind === "op") made.set(e, { ...e, args: e.args.map((arg) => made.get(arg) as Expr) });
    else if (e.kind === "load" && e.index)
      made.set(e, { ...e, index: { ...e.index, value: made.get(e.index.value) as Expr } });
    else made.set(e, e);
  }
  return made.get(root) as Expr;
}

/** The sum of values, each times a number; those of one size are multiplied together. */
function combination(by: readonly number[], values: readonly Expr[], dtype: DType): Expr {
  const op = (name: "add" | "sub" | "mul" | "neg", ...args: Expr[]): Expr => ({
    kind: "op",
    dtype,
    op: name,
    args,
  });
  const sizes = [...new Set(by.map(Math.abs))].filter((size) => size !== 0);
  const sums = sizes.map((size) => {
    const of = (factor: number): Expr[] => values.filter((_, i) => by[i] === factor);
    // What is added first, so that sums that differ in signs alone share it.
    const added = of(size).reduce<Expr | undefined>((sum, e) => (sum ? op("add", sum, e) : e), undefined);
    const sum = of(-size).reduce<Expr | undefined>(
      (rest, e) => (rest ? op("sub", rest, e) : op("neg", e)),
      added,
    ) as Expr;
    return size === 1 ? sum : op("mul", sum, { kind: "const", dtype, value: size });
  });
  return sums.reduce((sum, e) => op("add", sum, e));
}
