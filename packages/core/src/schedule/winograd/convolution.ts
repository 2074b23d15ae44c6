import { Node } from "../../graph/node";
import { sizeOf } from "../../graph/shape";
import { type ContractParams, lengthsOf } from "../../primitives/contraction";
import { node, paramsOf } from "../../primitives/index";
import { scalarOf } from "../expressions";
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

/** More elements than this are not spent on tiles, which take four times the memory of what they are made of. */
const LARGEST = 2 ** 25;
/** Tiles of so many elements are made again for the gradient instead of being kept until then. */
const KEPT = 2 ** 20;
/** What one element costs on its way to its tile and back, in products that are saved. */
const WAY = 5.3;

/**
 * A convolution of float32 with a 3x3 kernel that moves by single steps, with 16 products for each 2x2 results instead
 * of 36; its gradient with respect to the kernel likewise. `undefined` for every other contraction, and where there
 * are so few channels that the way to tiles and back costs more than the products do.
 */
export function winograd(n: Node, again: Again): Node | undefined {
  if (n.dtype !== "float32") return undefined;
  for (const side of ["a", "b"] as const) {
    const found = recognise(n, side);
    if (!found) continue;
    const { elements, worth } = workOf(found);
    if (!worth || elements > LARGEST) return undefined;
    return found.gradient ? kernelGradient(found, again) : convolved(found, again);
  }
  return undefined;
}

/** A sum of products with windows of 3x3. */
interface Convolution {
  /** What the windows slide over, and along which of its axes. */
  readonly x: Node;
  readonly axes: readonly number[];
  readonly other: Node;
  /** The labels of `x`, those of `other`, and those of the result. */
  readonly ofX: readonly number[];
  readonly ofOther: readonly number[];
  readonly out: readonly number[];
  readonly lengthOf: ReadonlyMap<number, number>;
  /** The labels of which window it is, and how many windows there are along each axis. */
  readonly place: readonly number[];
  readonly windows: readonly [number, number];
  /** The labels of where in the window. */
  readonly inside: readonly number[];
  /** Whether the windows are summed over, for each place in them: then `other` is the gradient of the results. */
  readonly gradient: boolean;
}

function recognise(n: Node, side: "a" | "b"): Convolution | undefined {
  const params = n.params as ContractParams;
  const [slid, other] = (side === "a" ? n.inputs : [...n.inputs].reverse()) as [Node, Node];
  if (slid.op !== "windows" || slid.value) return undefined;
  const { axes, size, stride, dilation } = paramsOf(slid, "windows");
  if (size.join() !== "3,3" || [...stride, ...dilation].some((step) => step !== 1)) return undefined;
  const [x] = slid.inputs as [Node];
  const [labels, ofOther] = side === "a" ? [params.a, params.b] : [params.b, params.a];
  const place = axes.map((axis) => labels[axis] as number);
  const inside = labels.slice(x.shape.length);
  const gradient = params.out.includes(inside[0] as number);
  const [kept, gone] = gradient ? [inside, place] : [place, inside];
  const all = (some: readonly number[], list: readonly number[]): boolean =>
    some.every((l) => list.includes(l));
  const none = (some: readonly number[], list: readonly number[]): boolean =>
    !some.some((l) => list.includes(l));
  const { out } = params;
  if (!all(kept, out) || !none(kept, ofOther) || !all(gone, ofOther) || !none(gone, out)) return undefined;
  return {
    x,
    axes,
    other,
    ofX: labels.slice(0, x.shape.length),
    ofOther,
    out,
    lengthOf: lengthsOf(params, n.inputs),
    place,
    windows: axes.map((axis) => slid.shape[axis]) as [number, number],
    inside,
    gradient,
  };
}

/** How many elements tiles have, and whether the products that are saved cost more than what is done to tiles. */
function workOf(of: Convolution): { elements: number; worth: boolean } {
  const { ofX, ofOther, out, place, inside, windows, lengthOf, gradient } = of;
  const count = (labels: readonly number[]): number =>
    labels
      .filter((label) => !place.includes(label) && !inside.includes(label))
      .reduce((size, label) => size * (lengthOf.get(label) as number), 1);
  const tiles = windows.reduce((area, length) => area * Math.ceil(length / 2), 1);
  const own = count(ofX.filter((label) => !ofOther.includes(label)));
  const summed = count(ofX.filter((label) => !out.includes(label)));
  const common = count(ofX.filter((label) => ofOther.includes(label) && out.includes(label)));
  const filters = count(ofOther.filter((label) => !ofX.includes(label)));
  const [images, channels] = gradient ? [summed, own] : [own, summed];
  return {
    elements: 16 * common * images * tiles * (channels + filters),
    // What is saved for every tile, channel and filter must pay for what is done to all channels, filters and kernels.
    worth: WAY * (1 / channels + 1 / filters + 0.75 / (images * tiles)) < 1,
  };
}

/** The labels of the two axes of a tile, which are new. */
function tileLabels({ ofX, ofOther, out }: Convolution): number[] {
  const free = Math.max(...ofX, ...ofOther, ...out) + 1;
  return [free, free + 1];
}

/** Tiles of 4x4 that overlap by two, transformed; `separate` as {@link apart} has it. */
function inputTiles(of: Convolution, again: Again, separate = false): Node {
  const { x, axes, windows } = of;
  const rank = x.shape.length;
  const whole = longer(x, axes, windows, again);
  const tiles = node("windows", [whole], { axes, size: [4, 4], stride: [2, 2], dilation: [1, 1] });
  return apart(again(tiles), [rank, rank + 1], INPUT, again, separate);
}

function convolved(of: Convolution, again: Again): Node {
  const { other, ofX, ofOther, out, place, inside, windows } = of;
  const tile = tileLabels(of);
  const at = inside.map((label) => ofOther.indexOf(label)) as [number, number];
  const kernels = apart(other, at, KERNEL, again);
  const rest = ofOther.filter((label) => !inside.includes(label));
  const labels = { a: [...tile, ...ofX], b: [...tile, ...rest], out: [...tile, ...out] };
  const products = again(node("contract", [inputTiles(of, again), kernels], labels));
  const into = { axes: place.map((label) => out.indexOf(label)) as [number, number], lengths: windows };
  return again(tileMap(products, { axes: [0, 1], matrix: OUTPUT, into }));
}

function kernelGradient(of: Convolution, again: Again): Node {
  const { x, other, ofX, ofOther, out, place, inside, windows } = of;
  const tile = tileLabels(of);
  const axes = place.map((label) => ofOther.indexOf(label));
  const whole = longer(other, axes, windows, again);
  const pairs = again(node("windows", [whole], { axes, size: [2, 2], stride: [2, 2], dilation: [1, 1] }));
  const gradients = apart(pairs, [ofOther.length, ofOther.length + 1], transposed(OUTPUT), again);
  const rest = out.filter((label) => !inside.includes(label));
  const labels = { a: [...tile, ...ofX], b: [...tile, ...ofOther], out: [...tile, ...rest] };
  const tiles = inputTiles(of, again, 4 * sizeOf(x.shape) > KEPT);
  const products = again(node("contract", [tiles, gradients], labels));
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
  if (
    x.op === "pad" &&
    scalarOf(x.inputs[1] as Node) === 0 &&
    paramsOf(x, "pad").interior.every((n) => n === 0)
  ) {
    const { low, high, interior } = paramsOf(x, "pad");
    return again(node("pad", x.inputs, { low, high: high.map((n, axis) => n + more(axis)), interior }));
  }
  const none = x.shape.map(() => 0);
  const zero = new Node("constant", [], {}, [], x.dtype, new Float32Array(1));
  return again(
    node("pad", [x, zero], { low: none, high: x.shape.map((_, axis) => more(axis)), interior: none }),
  );
}

function transposed(matrix: readonly (readonly number[])[]): number[][] {
  return (matrix[0] as readonly number[]).map((_, j) => matrix.map((row) => row[j] as number));
}
