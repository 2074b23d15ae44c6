import { flattenTree, type TreeShape, treeKey, unflattenTree } from "../graph/pytree";
import { sameShape, showShape } from "../graph/shape";
import type { NdArrayLike } from "../ops/nested";
import { apply, isNdArray, isTensor, type Tensor, tensor, toTensor } from "../ops/tensor";
import { withoutAssignments } from "../ops/trace";
import { close } from "./scan/close";
import { scanNode, scanPart } from "./scan/primitive";

/** Options of {@link scan}. */
export interface ScanOptions {
  /** How many steps there are; needed when nothing is sliced. Default: the length of the first axis of `xs`. */
  readonly length?: number;
  /** Begin with the last slice; what is stacked stays in the order of the slices. Default false. */
  readonly reverse?: boolean;
}

/**
 * A loop that carries values from step to step, as `jax.lax.scan`: `f` is traced once and becomes the body of a loop,
 * so a thousand steps cost no more to compile than one. The gradient is a loop in the other direction.
 *
 * `f` may use tensors and variables from outside, which get gradients too. Random numbers must differ between steps by
 * their key: split it before, and pass the keys as slices. Variables cannot be assigned inside; carry the value.
 *
 * @param f - From the carry and the slices of a step to `[carry, y]`. The carry keeps its structure, shapes and dtypes.
 * @param init - The first carry: tensors (or numbers) in any nesting of arrays and objects.
 * @param xs - What is cut along the first axis, one slice a step, in any nesting; nothing by default.
 * @returns The last carry, and every `y` stacked along a new first axis.
 * @throws TypeError when the carry changes its structure or dtype; RangeError when it changes its shape, or lengths
 *   differ.
 * @example
 * const [total, sums] = scan((sum: Tensor, x: Tensor) => [sum.add(x), sum.add(x)], tensor(0), tensor([1, 2, 3]));
 * total.item(); // 6
 * sums.toArray(); // [1, 3, 6]
 */
export function scan<C, X, Y>(
  f: (carry: C, x: X) => readonly [carry: C, y: Y],
  init: C,
  xs?: X,
  options: ScanOptions = {},
): [carry: C, ys: Y] {
  const first: (Tensor | NdArrayLike | number)[] = [];
  const carryShape = flattenTree(init, isValue, first);
  const start = first.map((x) => toTensor(x));
  const sliced: (Tensor | NdArrayLike)[] = [];
  const sliceShape = flattenTree(xs, isArray, sliced);
  const slices = sliced.map((x) => tensor(x));
  const length = lengthOf(slices, options.length);
  const inputs = [...start, ...slices].map((x, index) =>
    apply("input", [], {
      index,
      shape: index < start.length ? x.shape : x.shape.slice(1),
      dtype: x.dtype,
    }),
  );
  const carry = unflattenTree(carryShape, inputs.slice(0, start.length)) as C;
  const slice = unflattenTree(sliceShape, inputs.slice(start.length)) as X;
  const why =
    "assigned inside of scan, where a step has no variables of its own; carry the value from step to step";
  const result: unknown = withoutAssignments(why, () => f(carry, slice));
  if (!Array.isArray(result) || result.length !== 2) {
    throw new TypeError(`scan: the function returned ${String(result)}, expected [carry, y]`);
  }
  const next: Tensor[] = [];
  mustKeep(carryShape, flattenTree(result[0], isTensor, next));
  next.forEach((x, i) => {
    mustFit(x, start[i] as Tensor, i);
  });
  const ys: Tensor[] = [];
  const yShape = flattenTree(result[1], isTensor, ys);
  const name = f.name === "" ? "scan" : f.name;
  const { body, outside } = close(name, inputs, start.length, [...next, ...ys]);
  const node = scanNode([...start, ...slices, ...outside], {
    body,
    length,
    reverse: options.reverse ?? false,
  });
  const part = (_: unknown, i: number): Tensor => scanPart(node, i);
  return [
    unflattenTree(carryShape, start.map(part)) as C,
    unflattenTree(
      yShape,
      ys.map((y, i) => part(y, start.length + i)),
    ) as Y,
  ];
}

function isArray(value: unknown): value is Tensor | NdArrayLike {
  return isTensor(value) || isNdArray(value);
}

function isValue(value: unknown): value is Tensor | NdArrayLike | number {
  return typeof value === "number" || isArray(value);
}

function lengthOf(slices: readonly Tensor[], given: number | undefined): number {
  const scalar = slices.find((x) => x.rank === 0);
  if (scalar)
    throw new RangeError("scan: xs holds a scalar, expected tensors with a first axis to cut along");
  const lengths = [...new Set(slices.map((x) => x.shape[0] as number))];
  if (given !== undefined) lengths.push(...(lengths.includes(given) ? [] : [given]));
  const [length] = lengths;
  if (lengths.length > 1) {
    throw new RangeError(
      `scan: received first axes of ${slices.map((x) => x.shape[0]).join(", ")}` +
        `${given === undefined ? "" : ` and length ${given}`}, expected one length for all`,
    );
  }
  if (length === undefined || !Number.isInteger(length) || length < 0) {
    throw new RangeError(
      `scan: received ${length === undefined ? "nothing to cut" : `length ${length}`}, expected xs, or { length } as a ` +
        "whole number of at least 0",
    );
  }
  return length;
}

function mustKeep(before: TreeShape, after: TreeShape): void {
  const ids = new Map<object, number>();
  const identify = (value: object): number => {
    if (!ids.has(value)) ids.set(value, ids.size);
    return ids.get(value) as number;
  };
  const [expected, received] = [treeKey(before, identify), treeKey(after, identify)];
  if (expected === received) return;
  throw new TypeError(
    `scan: the carry came in as ${expected} and went out as ${received} (* is a tensor); expected the same structure, with ` +
      "tensors where it came in with some",
  );
}

function mustFit(after: Tensor, before: Tensor, i: number): void {
  if (after.dtype !== before.dtype) {
    throw new TypeError(
      `scan: tensor ${i} of the carry came in as ${before.dtype} and went out as ${after.dtype}; expected the same dtype, ` +
        "cast one of them",
    );
  }
  if (!sameShape(after.shape, before.shape)) {
    throw new RangeError(
      `scan: tensor ${i} of the carry came in as ${showShape(before.shape)} and went out as ${showShape(after.shape)}; ` +
        "expected the same shape, broadcast the first carry",
    );
  }
}
