import type { Node } from "../graph/node";
import { type Shape, sizeOf, stridesOf } from "../graph/shape";
import { isElementwise, paramsOf } from "../primitives/index";
import { type Affine, fixed, flatten, plus, reshapeCoords, stepped } from "./affine";
import { extensionMoves } from "./extension";
import type { Buffer, Expr } from "./ir";

/** Thrown when an expression can only be had from memory: the node must be stored by a kernel of its own. */
export class NeedsBuffer extends Error {
  constructor(readonly node: Node) {
    super(`${node.op} must be stored`);
  }
}

/** What an expression may take from where. */
export interface Sources {
  /** The buffer a node is stored in, if it is. */
  bufferOf(node: Node): Buffer | undefined;
  /** The value of a node that the same kernel computes at the same point, if it does: its defining expression. */
  local(node: Node, address: Affine): "inline" | { readonly reducer: number } | undefined;
}

/** Builds the expressions of one kernel: what is stored is loaded, everything else is computed where it is used. */
export class ExpressionBuilder {
  readonly #known = new Map<Node, Map<string, Expr>>();
  readonly #shared = new Map<string, Expr>();
  readonly #numbers = new Map<Expr, number>();
  readonly #extents: readonly number[];
  readonly #sources: Sources;

  /** @param extents - The lengths of the loops. */
  constructor(extents: readonly number[], sources: Sources) {
    this.#extents = extents;
    this.#sources = sources;
  }

  /** The value of a node at coordinates. */
  at(node: Node, coords: readonly Affine[]): Expr {
    const scalar = scalarOf(node);
    if (scalar !== undefined) return this.#share({ kind: "const", dtype: node.dtype, value: scalar });
    const key = coords.map((c) => `${c.offset}:${c.terms.join(",")}`).join(";");
    let byCoords = this.#known.get(node);
    if (!byCoords) this.#known.set(node, (byCoords = new Map()));
    let expr = byCoords.get(key);
    if (!expr) byCoords.set(key, (expr = this.#make(node, coords)));
    return expr;
  }

  #make(node: Node, coords: readonly Affine[]): Expr {
    const address = flatten(coords, node.shape, this.#extents.length);
    const local = this.#sources.local(node, address);
    if (local === "inline") return this.#inline(node, coords);
    if (local) return this.#share({ kind: "result", dtype: node.dtype, reducer: local.reducer });
    const buffer = this.#sources.bufferOf(node);
    if (buffer) return this.#load(buffer, address);
    return this.#inline(node, coords);
  }

  #load(buffer: Buffer, at: Affine): Expr {
    return this.#share({ kind: "load", dtype: buffer.dtype, buffer, at });
  }

  #inline(node: Node, coords: readonly Affine[]): Expr {
    if (isElementwise(node.op)) {
      const args = node.inputs.map((input) => this.at(input, coords));
      return this.#share({ kind: "op", dtype: node.dtype, op: node.op, args });
    }
    const [a] = node.inputs as [Node];
    const loops = this.#extents.length;
    switch (node.op) {
      case "iota":
        return this.#share({ kind: "index", dtype: node.dtype, at: coords[0] as Affine });
      case "broadcastTo": {
        const lead = node.shape.length - a.shape.length;
        return this.at(
          a,
          a.shape.map((n, i) => (n === 1 ? fixed(0, loops) : (coords[lead + i] as Affine))),
        );
      }
      case "transpose": {
        const { perm } = paramsOf(node, "transpose");
        return this.at(
          a,
          a.shape.map((_, i) => coords[perm.indexOf(i)] as Affine),
        );
      }
      case "slice": {
        const { start, step } = paramsOf(node, "slice");
        return this.at(
          a,
          coords.map((c, i) => stepped(c, start[i] as number, step[i] as number)),
        );
      }
      case "reshape":
        return this.#reshaped(a, node.shape, coords);
      case "gather":
        return this.#gathered(node, coords);
      default: {
        const move = extensionMoves.get(node.op);
        if (!move) throw new NeedsBuffer(node);
        return this.at(a, move(node, coords));
      }
    }
  }

  #reshaped(a: Node, shape: Shape, coords: readonly Affine[]): Expr {
    if (scalarOf(a) !== undefined) return this.at(a, []);
    const address = flatten(coords, shape, this.#extents.length);
    const local = this.#sources.local(a, address);
    const buffer = this.#sources.bufferOf(a);
    if (buffer && !local) return this.#load(buffer, address);
    // Nothing is computed where there are no elements, so any place will do.
    if (sizeOf(shape) === 0) {
      return this.at(
        a,
        a.shape.map(() => fixed(0, this.#extents.length)),
      );
    }
    const moved = reshapeCoords(coords, shape, a.shape, this.#extents);
    if (!moved) throw new NeedsBuffer(a);
    return this.at(a, moved);
  }

  #gathered(node: Node, coords: readonly Affine[]): Expr {
    const { axis } = paramsOf(node, "gather");
    const [x, indices] = node.inputs as [Node, Node];
    const buffer = this.#sources.bufferOf(x);
    if (!buffer || this.#sources.local(x, fixed(0, this.#extents.length))) throw new NeedsBuffer(x);
    const rank = indices.shape.length;
    const strides = stridesOf(x.shape);
    let at = fixed(0, this.#extents.length);
    x.shape.forEach((_, i) => {
      if (i === axis) return;
      at = plus(at, coords[i < axis ? i : i + rank - 1] as Affine, strides[i] as number);
    });
    const value = this.at(indices, coords.slice(axis, axis + rank));
    const index = { value, stride: strides[axis] as number, length: x.shape[axis] as number };
    return this.#share({ kind: "load", dtype: node.dtype, buffer, at, index });
  }

  /** Equal expressions become one object. */
  #share(expr: Expr): Expr {
    const key = expressionKey(expr, this.#numbers);
    const before = this.#shared.get(key);
    if (before) return before;
    this.#shared.set(key, expr);
    this.#numbers.set(expr, this.#numbers.size);
    return expr;
  }
}

/** A string that is equal for equal expressions, whose parts are known by numbers. */
export function expressionKey(e: Expr, numbers: ReadonlyMap<Expr, number>): string {
  const at = (a: Affine): string => `${a.offset}:${a.terms.join(",")}`;
  switch (e.kind) {
    case "load": {
      const index = e.index ? `[${numbers.get(e.index.value)}*${e.index.stride}]` : "";
      return `${e.buffer.name}@${at(e.at)}${index}`;
    }
    case "const":
      return `${e.dtype}${Object.is(e.value, -0) ? "-0" : e.value}`;
    case "index":
      return `i${e.dtype}${at(e.at)}`;
    case "result":
      return `r${e.reducer}`;
    case "op":
      return `${e.op}${e.dtype}(${e.args.map((arg) => numbers.get(arg)).join()})`;
  }
}

/** The number that a node is everywhere, if it is one known number. */
export function scalarOf(node: Node): number | undefined {
  return node.value?.length === 1 ? node.value[0] : undefined;
}

/** Every expression that others are made of, operands before users, each once. */
export function subexpressions(roots: readonly Expr[]): Expr[] {
  const order: Expr[] = [];
  const begun = new Set<Expr>();
  const done = new Set<Expr>();
  const stack = [...roots].reverse();
  while (stack.length > 0) {
    const e = stack[stack.length - 1] as Expr;
    if (begun.has(e)) {
      stack.pop();
      if (!done.has(e)) order.push(e);
      done.add(e);
      continue;
    }
    begun.add(e);
    for (const part of partsOf(e).reverse()) if (!begun.has(part)) stack.push(part);
  }
  return order;
}

function partsOf(e: Expr): Expr[] {
  if (e.kind === "op") return [...e.args];
  return e.kind === "load" && e.index ? [e.index.value] : [];
}
