import type { Operand } from "../autodiff/batch";
import type { VjpRule } from "../autodiff/rule";
import { allocate, type DType } from "../graph/dtype";
import { normalizeAxis, sizeOf } from "../graph/shape";
import { arange, full } from "../ops/create";
import { scatterAdd } from "../ops/indexing";
import { exp, isFinite, log, logicalAnd, logicalNot, stopGradient, where } from "../ops/math";
import { concat, slice } from "../ops/shape";
import { alongAxis } from "../ops/slice-range";
import { atLeastFloat, atLeastInt, type Tensor, type TensorLike, toTensor } from "../ops/tensor";
import { operands } from "../primitives/primitive";
import { emitScan, instruction } from "./cumulative/kernel";
import { type CumulativeParams, forEachLine, sectionsOf } from "./cumulative/params";
import { linearRecurrence, shifted } from "./cumulative/recurrence";
import { applyFamily, type Family } from "./family";
import { readAll } from "./nests";

/** Options of cumulative operations. */
export interface CumulativeOptions {
  /** Go from the last element to the first. Default false. */
  readonly reverse?: boolean;
  /**
   * Leave each element out of its own result, so that the first result is what changes nothing: 0 for sums, 1 for
   * products, the lowest or highest number for extremes. Default false.
   */
  readonly exclusive?: boolean;
}

type Name = "cumSum" | "cumProd" | "cumMax" | "cumMin";

interface Kind {
  readonly instruction: "add" | "mul" | "max" | "min";
  readonly floats: (a: number, b: number) => number;
  readonly ints: (a: number, b: number) => number;
  readonly start: (dtype: DType) => number;
  readonly vjp: VjpRule<CumulativeParams>;
}

const LOWEST_INT = -(2 ** 31);

function cumulative(name: Name, kind: Kind): Family<CumulativeParams> {
  const family: Family<CumulativeParams> = {
    name,
    rule: (inputs) => {
      const [x] = operands(inputs, 1, name);
      if (x.dtype === "bool") throw new TypeError(`${name}: received bool, expected numbers; cast it first`);
      return { shape: x.shape, dtype: x.dtype };
    },
    loop: (node, [x], params) => {
      const out = allocate(node.dtype, sizeOf(node.shape));
      const combine = node.dtype === "int32" ? kind.ints : kind.floats;
      forEachLine(node.shape, params, (first, step, length) => {
        let running = kind.start(node.dtype);
        for (let i = 0, at = first; i < length; i++, at += step) {
          const before = running;
          running = combine(running, x![at] as number);
          out[at] = params.exclusive ? before : running;
        }
      });
      return out;
    },
    nests: readAll,
    emit: (nest, label, context) =>
      emitScan(nest, label, context, {
        start: kind.start(nest.node.dtype),
        wide: kind.instruction === "add" || kind.instruction === "mul",
        sum: kind.instruction === "add",
        step: instruction(kind.instruction),
      }),
    vjp: kind.vjp,
    batch: ([x], params) => applyFamily(family, [(x as Operand).x], { ...params, axis: params.axis + 1 }),
  };
  return family;
}

/** The gradient goes to the element that became the extreme, the first of equal ones. */
const extremeVjp =
  (more: boolean): VjpRule<CumulativeParams> =>
  (g, _y, [input], { axis, reverse, exclusive }) => {
    const x = input as Tensor;
    const { length, inner } = sectionsOf(x.shape, axis);
    const family = more ? cumMaxFamily : cumMinFamily;
    const before = applyFamily(family, [x], { axis, reverse, exclusive: true });
    // Not "above", so that a NaN wins; but not over an earlier one.
    const beaten = logicalNot(more ? x.lessEqual(before) : x.greaterEqual(before));
    const won = logicalAnd(beaten, before.equal(before));
    const along = arange(length).reshape(x.shape.map((_, i) => (i === axis ? length : 1)));
    const place = reverse
      ? applyFamily(cumMinFamily, [where(won, along, length - 1)], { axis, reverse, exclusive: false })
      : applyFamily(cumMaxFamily, [where(won, along, 0)], { axis, reverse, exclusive: false });
    // The element itself is `position - along + place` steps along its axis away.
    const flat = arange(x.size).reshape(x.shape).add(place.sub(along).mul(inner));
    const due = exclusive ? shifted(g, axis, !reverse) : g;
    return [scatterAdd(flat.flatten(), due.flatten(), [x.size]).reshape(x.shape)];
  };

const cumSumFamily: Family<CumulativeParams> = /* @__PURE__ */ cumulative("cumSum", {
  instruction: "add",
  floats: (a, b) => a + b,
  ints: (a, b) => (a + b) | 0,
  start: () => 0,
  vjp: (g, _y, _inputs, { axis, reverse, exclusive }) => [
    applyFamily(cumSumFamily, [g], { axis, reverse: !reverse, exclusive }),
  ],
});

const cumProdFamily: Family<CumulativeParams> = /* @__PURE__ */ cumulative("cumProd", {
  instruction: "mul",
  floats: (a, b) => a * b,
  ints: Math.imul,
  start: () => 1,
  vjp: (g, _y, [input], { axis, reverse, exclusive }) => {
    const x = input as Tensor;
    // The product of what comes before, times a sum over what comes after of products that leave the element out.
    const before = applyFamily(cumProdFamily, [x], { axis, reverse, exclusive: true });
    const due = exclusive ? shifted(g, axis, !reverse) : g;
    const after = linearRecurrence(shifted(x, axis, !reverse), due, { axis, reverse: !reverse });
    return [before.mul(after)];
  },
});

const cumMaxFamily: Family<CumulativeParams> = /* @__PURE__ */ cumulative("cumMax", {
  instruction: "max",
  floats: Math.max,
  ints: Math.max,
  start: (dtype) => (dtype === "int32" ? LOWEST_INT : Number.NEGATIVE_INFINITY),
  vjp: /* @__PURE__ */ extremeVjp(true),
});

const cumMinFamily: Family<CumulativeParams> = /* @__PURE__ */ cumulative("cumMin", {
  instruction: "min",
  floats: Math.min,
  ints: Math.min,
  start: (dtype) => (dtype === "int32" ? -LOWEST_INT - 1 : Number.POSITIVE_INFINITY),
  vjp: /* @__PURE__ */ extremeVjp(false),
});

function accumulate(
  family: Family<CumulativeParams>,
  x: Tensor,
  axis: number,
  { reverse = false, exclusive = false }: CumulativeOptions,
): Tensor {
  return applyFamily(family, [x], { axis: normalizeAxis(axis, x.rank, family.name), reverse, exclusive });
}

/**
 * The running sum along an axis (the last by default). float32 is added up in float64 and rounded once, so long sums
 * stay accurate; bools count as int32.
 *
 * @param options - `reverse`: from the end (false by default); `exclusive`: without the element itself (false).
 * @throws RangeError when the axis does not exist.
 * @example
 * cumSum([1, 2, 3]).toArray(); // [1, 3, 6]
 * cumSum([1, 2, 3], -1, { exclusive: true }).toArray(); // [0, 1, 3]
 */
export function cumSum(x: TensorLike, axis = -1, options: CumulativeOptions = {}): Tensor {
  return accumulate(cumSumFamily, atLeastInt(toTensor(x)), axis, options);
}

/**
 * The running product along an axis (the last by default). Its gradient is exact also where elements are 0.
 *
 * @param options - `reverse`: from the end (false by default); `exclusive`: without the element itself (false).
 * @throws RangeError when the axis does not exist.
 * @example
 * cumProd([1, 2, 3, 4]).toArray(); // [1, 2, 6, 24]
 */
export function cumProd(x: TensorLike, axis = -1, options: CumulativeOptions = {}): Tensor {
  return accumulate(cumProdFamily, atLeastInt(toTensor(x)), axis, options);
}

/**
 * The largest element so far along an axis (the last by default); NaN from the first NaN on. The gradient goes to the
 * element that is the largest, to the first of equal ones.
 *
 * @param options - `reverse`: from the end (false by default); `exclusive`: without the element itself (false), which
 *   gives -Infinity (the lowest int32) in the first place.
 * @throws RangeError when the axis does not exist.
 * @example
 * cumMax([1, 3, 2, 5]).toArray(); // [1, 3, 3, 5]
 */
export function cumMax(x: TensorLike, axis = -1, options: CumulativeOptions = {}): Tensor {
  return accumulate(cumMaxFamily, atLeastInt(toTensor(x)), axis, options);
}

/**
 * The smallest element so far along an axis (the last by default); NaN from the first NaN on. The gradient goes to the
 * element that is the smallest, to the first of equal ones.
 *
 * @param options - `reverse`: from the end (false by default); `exclusive`: without the element itself (false), which
 *   gives Infinity (the highest int32) in the first place.
 * @throws RangeError when the axis does not exist.
 * @example
 * cumMin([3, 1, 2, 0]).toArray(); // [3, 1, 1, 0]
 */
export function cumMin(x: TensorLike, axis = -1, options: CumulativeOptions = {}): Tensor {
  return accumulate(cumMinFamily, atLeastInt(toTensor(x)), axis, options);
}

/**
 * `log(cumSum(exp(x)))` without overflow along an axis (the last by default), as JAX's `cumlogsumexp`: sums relative to
 * the largest element so far. Integers are taken as float32.
 *
 * @param options - `reverse`: from the end (false by default); `exclusive`: without the element itself (false), which
 *   gives -Infinity in the first place.
 * @throws RangeError when the axis does not exist.
 * @example
 * logCumSumExp([1000, 1000]).toArray(); // [1000, 1000.693]
 */
export function logCumSumExp(x: TensorLike, axis = -1, options: CumulativeOptions = {}): Tensor {
  const from = atLeastFloat(x);
  const at = normalizeAxis(axis, from.rank, "logCumSumExp");
  const reverse = options.reverse ?? false;
  const fixed = stopGradient(from);
  const highest = accumulate(cumMaxFamily, fixed, at, { reverse });
  const before = accumulate(cumMaxFamily, fixed, at, { reverse, exclusive: true });
  // The difference of equal infinities is NaN.
  const below = where(logicalAnd(from.equal(highest), logicalNot(isFinite(highest))), 0, from.sub(highest));
  const scale = exp(where(before.equal(highest), 0, before.sub(highest)));
  const sum = linearRecurrence(scale, exp(below), { axis: at, reverse });
  const all = log(sum).add(highest);
  const length = all.shape[at] as number;
  if (!(options.exclusive ?? false) || length === 0) return all;
  const nothing = full(
    all.shape.map((n, i) => (i === at ? 1 : n)),
    Number.NEGATIVE_INFINITY,
    all.dtype,
  );
  return reverse
    ? concat([slice(all, alongAxis(at, all.rank, [1, null])), nothing], at)
    : concat([nothing, slice(all, alongAxis(at, all.rank, [0, -1]))], at);
}
