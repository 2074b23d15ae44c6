import { Node } from "../../graph/node";
import { sizeOf } from "../../graph/shape";
import { type ContractParams, lengthsOf } from "../../primitives/contraction";
import { node, paramsOf } from "../../primitives/index";
import type { Again } from "../simplify-contraction";
import { apart, tileMap } from "./tile-map";

// Winograd's minimal filtering F(2x2, 3x3) in the form of Lavin & Gray, "Fast Algorithms for Convolutional Neural
// Networks" (2016): Y = Aᵀ[(G g Gᵀ) ⊙ (Bᵀ d B)]A. The fourth rows of Bᵀ and of Aᵀ have the other sign, which cancels.
const INPUT = [
  [1, 0, -1, 0],
  [0, 1, 1, 0],
  [0, -1, 1, 0],
  [0, -1, 0, 1],
];
const KERNEL = [
  [1, 0, 0],
  [0.5, 0.5, 0.5],
  [0.5, -0.5, 0.5],
  [0, 0, 1],
];
const OUTPUT = [
  [1, 1, 1, 0],
  [0, 1, -1, 1],
];

/** More memory than this is not spent on tiles, in elements. */
const LARGEST = 2 ** 24;

/**
 * A convolution of float32 with a 3x3 kernel that moves by single steps, with 16 products for each 2x2 results instead
 * of 36; its gradient with respect to the kernel likewise. `undefined` for every other contraction, and where there
 * are so few channels that the way to tiles and back costs more than the products do.
 */
export function winograd(n: Node, again: Again): Node | undefined {
  if (n.dtype !== "float32") return undefined;
  const params = n.params as ContractParams;
  for (const side of ["a", "b"] as const) {
    const [x, other] = side === "a" ? n.inputs : [n.inputs[1], n.inputs[0]];
    const found = x && other && isSquare(x) ? convolution(n, params, side, x, other, again) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** Whether a node is all windows of 3x3 at single steps. */
function isSquare(x: Node): boolean {
  if (x.op !== "windows" || x.value) return false;
  const { size, stride, dilation } = paramsOf(x, "windows");
  return size.length === 2 && size.every((s) => s === 3) && [...stride, ...dilation].every((s) => s === 1);
}

function convolution(
  n: Node,
  params: ContractParams,
  side: "a" | "b",
  windows: Node,
  other: Node,
  again: Again,
): Node | undefined {
  const [of, by, out] = [params[side], params[side === "a" ? "b" : "a"], params.out];
  const [x] = windows.inputs as [Node];
  const rank = x.shape.length;
  const { axes } = paramsOf(windows, "windows");
  const place = axes.map((axis) => of[axis] as number);
  const inside = of.slice(rank);
  const lengths = axes.map((axis) => windows.shape[axis] as number) as [number, number];
  const tiles = lengths.map((length) => Math.ceil(length / 2));
  const within = (labels: readonly number[], list: readonly number[]): boolean =>
    labels.every((label) => list.includes(label));
  const without = (labels: readonly number[], list: readonly number[]): boolean =>
    !labels.some((label) => list.includes(label));
  const forward = within(place, out) && without(place, by) && within(inside, by) && without(inside, out);
  const backward = within(place, by) && without(place, out) && within(inside, out) && without(inside, by);
  if (!(forward || backward) || !pays(n, params, of, by, place, inside, tiles)) return undefined;

  const fresh = Math.max(...of, ...by) + 1;
  const points = [fresh, fresh + 1];
  const whole = again(node("windows", [longer(x, axes, lengths, again)], { axes, size: [4, 4], stride: [2, 2], dilation: [1, 1] }));
  const v = apart(whole, [rank, rank + 1], INPUT, again);
  const ofTiles = [...points, ...of.slice(0, rank)];
  if (forward) {
    const at = inside.map((label) => by.indexOf(label)) as [number, number];
    const u = apart(other, at, KERNEL, again);
    const rest = by.filter((label) => !inside.includes(label));
    const products = again(node("contract", [v, u], { a: ofTiles, b: [...points, ...rest], out: [...points, ...out] }));
    const into = { axes: place.map((label) => out.indexOf(label)) as [number, number], lengths };
    return again(tileMap(products, { axes: [0, 1], matrix: OUTPUT, into }));
  }
  const along = place.map((label) => by.indexOf(label));
  const pairs = again(
    node("windows", [longer(other, along, lengths, again)], { axes: along, size: [2, 2], stride: [2, 2], dilation: [1, 1] }),
  );
  const g = apart(pairs, [by.length, by.length + 1], transposed(OUTPUT), again);
  const rest = out.filter((label) => !inside.includes(label));
  const products = again(node("contract", [v, g], { a: ofTiles, b: [...points, ...by], out: [...points, ...rest] }));
  const taps = again(tileMap(products, { axes: [0, 1], matrix: transposed(KERNEL) }));
  const order = [...inside, ...rest];
  return again(node("transpose", [taps], { perm: out.map((label) => order.indexOf(label)) }));
}

/** With one element more along axes where there are oddly many results, so that tiles are whole. */
function longer(x: Node, axes: readonly number[], lengths: readonly number[], again: Again): Node {
  if (lengths.every((length) => length % 2 === 0)) return x;
  const more = (axis: number): number => {
    const i = axes.indexOf(axis);
    return i < 0 ? 0 : (lengths[i] as number) % 2;
  };
  if (x.op === "pad" && paramsOf(x, "pad").interior.every((n) => n === 0)) {
    const { low, high, interior } = paramsOf(x, "pad");
    return again(node("pad", x.inputs, { low, high: high.map((n, axis) => n + more(axis)), interior }));
  }
  const none = x.shape.map(() => 0);
  const zero = new Node("constant", [], {}, [], x.dtype, new Float32Array(1));
  return again(node("pad", [x, zero], { low: none, high: x.shape.map((_, axis) => more(axis)), interior: none }));
}

function transposed(matrix: readonly (readonly number[])[]): number[][] {
  return (matrix[0] as readonly number[]).map((_, j) => matrix.map((row) => row[j] as number));
}

/** Whether the products that are saved cost more than what is done to tiles, and tiles do not need too much memory. */
function pays(
  n: Node,
  params: ContractParams,
  of: readonly number[],
  by: readonly number[],
  place: readonly number[],
  inside: readonly number[],
  tiles: readonly number[],
): boolean {
  const lengths = lengthsOf(params, n.inputs);
  const special = [...place, ...inside];
  const count = (labels: readonly number[]): number =>
    labels.filter((label) => !special.includes(label)).reduce((size, label) => size * (lengths.get(label) as number), 1);
  const areas = tiles.reduce((size, t) => size * t, 1);
  const [left, right] = [count(of), count(by)];
  const all = count([...lengths.keys()]);
  // Both sides' own and common lengths: images, channels and filters.
  const products = all * areas;
  const elements = [left * areas, right * (place.every((label) => by.includes(label)) ? areas : 1)];
  const others = products === 0 ? 0 : sizeOf(n.shape);
  const moved = elements[0]! + elements[1]! + others / 4;
  if (16 * moved > LARGEST) return false;
  return 20 * products > WORTH * 16 * moved;
}

/** How many products one element of a tile costs on its way, there and back. */
const WORTH = 4;
