import { labelOf } from "../graph/label";
import { Node, topological } from "../graph/node";
import { type Program, rootsOf, withNodes } from "../graph/program";
import { sameShape, sizeOf } from "../graph/shape";
import { isElementwise, node, paramsOf } from "../primitives/index";
import { extensionSimplifiers } from "./extension";
import { smallProduct, sumOfProducts, thinProduct } from "./simplify-contraction";

/**
 * An equal program with fewer and simpler nodes: what is the same is computed once, what does nothing is gone, movement
 * is merged, and products with an axis of length 1 become elementwise work or a plain sum that fuses.
 */
export function simplify(program: Program): Program {
  const made = new Map<Node, Node>();
  const known = new Map<string, Node>();
  const share = (candidate: Node): Node => {
    const key = keyOf(candidate);
    const before = known.get(key);
    if (before) return before;
    known.set(key, candidate);
    return candidate;
  };
  for (const old of topological(rootsOf(program))) {
    const inputs = old.inputs.map((input) => made.get(input) as Node);
    const same = old.value !== undefined || inputs.every((input, i) => input === old.inputs[i]);
    const copy = same ? old : new Node(old.op, inputs, old.params, old.shape, old.dtype);
    made.set(old, rewrite(copy, share));
  }
  return withNodes(program, (old) => made.get(old) as Node);
}

function keyOf(n: Node): string {
  return n.value && n.value.length > 1 ? `#${n.id}` : labelOf(n, idOf, idOf);
}

const idOf = ({ id }: { readonly id: number }): number => id;

function rewrite(n: Node, share: (n: Node) => Node): Node {
  const again = (m: Node): Node => rewrite(share(m), share);
  const [a] = n.inputs;
  if (n.value || a === undefined) return share(n);
  switch (n.op) {
    case "identity":
    case "stopGradient":
      return a;
    case "cast":
      if (a.dtype === n.dtype) return a;
      break;
    case "neg":
      if (a.op === "neg") return a.inputs[0] as Node;
      break;
    case "reshape":
      if (sameShape(a.shape, n.shape)) return a;
      if (a.op === "reshape") return again(node("reshape", [a.inputs[0] as Node], { shape: n.shape }));
      break;
    case "broadcastTo":
      if (sameShape(a.shape, n.shape)) return a;
      if (a.op === "broadcastTo")
        return again(node("broadcastTo", [a.inputs[0] as Node], { shape: n.shape }));
      break;
    case "transpose": {
      const { perm } = paramsOf(n, "transpose");
      if (perm.every((p, i) => p === i)) return a;
      if (a.op === "transpose") {
        const inner = paramsOf(a, "transpose").perm;
        return again(node("transpose", [a.inputs[0] as Node], { perm: perm.map((p) => inner[p] as number) }));
      }
      break;
    }
    case "slice": {
      const { start, size, step } = paramsOf(n, "slice");
      if (sameShape(size, a.shape) && start.every((s) => s === 0) && step.every((s) => s === 1)) return a;
      break;
    }
    case "concat":
      if (n.inputs.length === 1) return a;
      break;
    case "sum":
    case "prod":
    case "max":
    case "min":
      // A sum over axes of length 1 only moves.
      if (paramsOf(n, "sum").axes.every((axis) => a.shape[axis] === 1)) {
        return again(node("reshape", [a], { shape: n.shape }));
      }
      if (n.op === "sum") {
        const better = sumOfProducts(n, again);
        if (better) return better;
      }
      break;
    case "matmul":
    case "contract": {
      const better = thinProduct(n, again) ?? smallProduct(n, again);
      if (better) return better;
      break;
    }
  }
  const better = extensionSimplifiers.get(n.op)?.(n, again);
  if (better) return better;
  return liftedReshape(n, again) ?? foldConstant(identities(n), share);
}

/**
 * Elementwise work on what was turned and merged into other axes is done before the merging: its loops then walk both
 * shapes, and what was turned need not be stored.
 */
function liftedReshape(n: Node, again: (n: Node) => Node): Node | undefined {
  if (!isElementwise(n.op)) return undefined;
  const merged = n.inputs.find((x) => x.op === "reshape" && x.inputs[0]?.op === "transpose");
  const turned = merged?.inputs[0];
  if (!turned) return undefined;
  const operands = n.inputs.map((x) =>
    x === merged ? turned : again(node("reshape", [x], { shape: turned.shape })),
  );
  const inside = again(new Node(n.op, operands, n.params, turned.shape, n.dtype));
  return again(node("reshape", [inside], { shape: n.shape }));
}

/** x + 0, x * 1, x / 1, x - 0 and x ** 1 are x; x ** 2 is x * x. Nothing here changes a NaN or an infinity. */
function identities(n: Node): Node {
  const [a, b] = n.inputs;
  if (a === undefined || b === undefined || n.inputs.length !== 2) return n;
  const right = scalar(b);
  const left = scalar(a);
  switch (n.op) {
    case "add":
      // -0 + 0 is 0, which no one can tell from -0 but by dividing.
      if (right === 0) return a;
      if (left === 0) return b;
      break;
    case "sub":
      if (right === 0) return a;
      break;
    case "mul":
      if (right === 1) return a;
      if (left === 1) return b;
      break;
    case "div":
      if (right === 1) return a;
      break;
    case "pow":
      if (right === 1) return a;
      if (right === 2) return node("mul", [a, a], {});
      break;
  }
  return n;
}

/** The number that a node is everywhere, if it is known. */
function scalar(n: Node): number | undefined {
  if (n.value) return n.value.length === 1 ? n.value[0] : undefined;
  if (n.op === "broadcastTo" || n.op === "reshape") return scalar(n.inputs[0] as Node);
  return undefined;
}

/** Arithmetic on known single numbers is done once, here, with the rounding of the dtype. */
function foldConstant(n: Node, share: (n: Node) => Node): Node {
  if (n.inputs.length === 0 || sizeOf(n.shape) !== 1 || !isElementwise(n.op)) return share(n);
  const values = n.inputs.map(scalar);
  if (values.some((v) => v === undefined)) return share(n);
  const fold = FOLDABLE[n.op];
  if (!fold || n.dtype === "bool" || n.dtype === "int32") return share(n);
  const result = fold(...(values as number[]));
  const value = n.dtype === "float32" ? new Float32Array([result]) : new Float64Array([result]);
  return share(new Node("constant", [], {}, n.shape, n.dtype, value));
}

const FOLDABLE: Readonly<Partial<Record<string, (...values: number[]) => number>>> = {
  neg: (x) => -(x as number),
  add: (x, y) => (x as number) + (y as number),
  sub: (x, y) => (x as number) - (y as number),
  mul: (x, y) => (x as number) * (y as number),
  div: (x, y) => (x as number) / (y as number),
};
