import type { Node } from "../graph/node";
import { type Shape, sizeOf, stridesOf } from "../graph/shape";
import { paramsOf } from "../primitives/index";
import { type Affine, fixed, flatten, loopVariable, sameAffine, walk } from "./affine";
import type { NestContext, Targets } from "./context";
import { contractNest } from "./contraction";
import { ExpressionBuilder, NeedsBuffer } from "./expressions";
import { extensionNests, ownNests } from "./extension";
import type { Buffer, Expr, LoopNest, Nest, Store } from "./ir";

const REDUCTIONS: ReadonlySet<string> = new Set(["sum", "prod", "max", "min", "argMax", "argMin"]);

/** Whether a node is a reduction that other work can be fused into. */
export function isReduction(node: Node): boolean {
  return REDUCTIONS.has(node.op);
}

/** The nests that compute nodes over the space of the first one, which may be a reduction or a contraction. */
export function makeNests(nodes: readonly Node[], targets: Targets, context: NestContext): Nest[] {
  const root = nodes[0] as Node;
  switch (root.op) {
    case "concat":
      return concatNests(root, one(targets(root)), context);
    case "pad":
      return padNests(root, one(targets(root)), context);
    case "scatterAdd":
      return scatterNests(root, one(targets(root)), context);
    case "matmul":
    case "contract":
      return [
        contractNest(root, (extents) => reading(extents, context), storesOf(nodes, true, targets, context)),
      ];
    default:
      return (
        ownNests.get(root.op)?.make(nodes, targets, context) ??
        extended(root, targets, context) ?? [loopNest(nodes, targets, context)]
      );
  }
}

function extended(root: Node, targets: Targets, context: NestContext): Nest[] | undefined {
  const make = extensionNests.get(root.op);
  if (!make || sizeOf(root.shape) === 0) return make && [];
  const find = bufferOf(context);
  const needed = (node: Node): Buffer => {
    const buffer = find(node);
    if (!buffer) throw new NeedsBuffer(node);
    return buffer;
  };
  const users = context.all.filter((node) => node.inputs.includes(root));
  return [...make(root, one(targets(root)), needed, users)];
}

function one(buffers: readonly Buffer[]): Buffer {
  return buffers[0] as Buffer;
}

function bufferOf({ buffers, stored }: NestContext): (node: Node) => Buffer | undefined {
  return (node) => (stored.has(node) ? buffers.stored(node) : buffers.leaf(node));
}

/** Expressions that only read what other kernels have stored. */
export function reading(extents: readonly number[], context: NestContext): ExpressionBuilder {
  return new ExpressionBuilder(extents, { bufferOf: bufferOf(context), local: () => undefined });
}

/** Every element of `node` computed at the same point, in the order of its shape. */
export function everywhere(node: Node, loops: number): Affine[] {
  return walk(node.shape, node.shape, loops);
}

/** The stores of a kernel's nodes: each is computed from the others where they stand at the same point. */
export function storesOf(
  nodes: readonly Node[],
  heart: boolean,
  targets: Targets,
  context: NestContext,
): Store[] {
  const root = nodes[0] as Node;
  const dims = root.shape;
  const loops = dims.length;
  const here = flatten(everywhere(root, loops), dims, loops);
  const inside = new Set(nodes);
  const builder = new ExpressionBuilder(dims, {
    bufferOf: bufferOf(context),
    local: (node, address) => {
      if (!inside.has(node) || !sameAffine(address, here)) return undefined;
      return heart && node === root ? { reducer: 0 } : "inline";
    },
  });
  return nodes.flatMap((node) => {
    // In the order of computation, so that each builds on finished ones.
    const value = builder.at(node, walk(node.shape, dims, loops));
    return targets(node).map((buffer) => ({ buffer, at: here, value, add: false }));
  });
}

function loopNest(nodes: readonly Node[], targets: Targets, context: NestContext): LoopNest {
  const root = nodes[0] as Node;
  if (!isReduction(root)) {
    return {
      kind: "loops",
      dims: root.shape,
      reduce: [],
      reducers: [],
      stores: storesOf(nodes, false, targets, context),
    };
  }
  const input = root.inputs[0] as Node;
  const axes = root.op.startsWith("arg") ? [paramsOf(root, "argMax").axis] : paramsOf(root, "sum").axes;
  const reduce = axes.map((axis) => input.shape[axis] as number);
  const extents = [...root.shape, ...reduce];
  let kept = 0;
  const coords = input.shape.map((n, axis) => {
    const at = axes.indexOf(axis);
    const loop = at >= 0 ? root.shape.length + at : kept++;
    return n === 1 ? fixed(0, extents.length) : loopVariable(loop, extents.length);
  });
  return {
    kind: "loops",
    dims: root.shape,
    reduce,
    reducers: [{ op: root.op as "sum", value: reading(extents, context).at(input, coords) }],
    stores: storesOf(nodes, true, targets, context),
  };
}

function copyNest(from: Node, to: Buffer, at: Affine, context: NestContext): LoopNest {
  const value = reading(from.shape, context).at(from, everywhere(from, from.shape.length));
  return {
    kind: "loops",
    dims: from.shape,
    reduce: [],
    reducers: [],
    stores: [{ buffer: to, at, value, add: false }],
  };
}

/** Every element of an array is one value. */
export function fillNest(to: Buffer, shape: Shape, value: Expr): LoopNest {
  const at: Affine = { offset: 0, terms: stridesOf(shape) };
  return {
    kind: "loops",
    dims: shape,
    reduce: [],
    reducers: [],
    stores: [{ buffer: to, at, value, add: false }],
  };
}

function concatNests(node: Node, to: Buffer, context: NestContext): Nest[] {
  const { axis } = paramsOf(node, "concat");
  const strides = stridesOf(node.shape);
  let start = 0;
  return node.inputs.map((input) => {
    const at: Affine = { offset: start * (strides[axis] as number), terms: strides };
    start += input.shape[axis] as number;
    return copyNest(input, to, at, context);
  });
}

function padNests(node: Node, to: Buffer, context: NestContext): Nest[] {
  const { low, interior } = paramsOf(node, "pad");
  const [input, fill] = node.inputs as [Node, Node];
  const strides = stridesOf(node.shape);
  const at = strides.reduce<Affine>(
    (sum, stride, i) => ({
      offset: sum.offset + stride * (low[i] as number),
      terms: [...sum.terms, stride * ((interior[i] as number) + 1)],
    }),
    { offset: 0, terms: [] },
  );
  const value = reading(node.shape, context).at(fill, []);
  return [fillNest(to, node.shape, value), copyNest(input, to, at, context)];
}

function scatterNests(node: Node, to: Buffer, context: NestContext): Nest[] {
  const { axis, shape } = paramsOf(node, "scatterAdd");
  const [indices, updates] = node.inputs as [Node, Node];
  const dims = updates.shape;
  const strides = stridesOf(shape);
  const rank = indices.shape.length;
  const builder = reading(dims, context);
  const coords = everywhere(updates, dims.length);
  const terms = dims.map((n, i) => {
    if (n === 1 || (i >= axis && i < axis + rank)) return 0;
    return strides[i < axis ? i : i - rank + 1] as number;
  });
  const index = {
    value: builder.at(indices, coords.slice(axis, axis + rank)),
    stride: strides[axis] as number,
    length: shape[axis] as number,
  };
  const value = builder.at(updates, coords);
  const add: Store = { buffer: to, at: { offset: 0, terms }, value, index, add: true };
  const zero: Expr = { kind: "const", dtype: node.dtype, value: 0 };
  return [fillNest(to, shape, zero), { kind: "loops", dims, reduce: [], reducers: [], stores: [add] }];
}

/** The position of an element in step with the loops, when all of them count. */
export function pointwiseAddress(dims: readonly number[]): Affine {
  return flatten(walk(dims, dims, dims.length), dims, dims.length);
}
