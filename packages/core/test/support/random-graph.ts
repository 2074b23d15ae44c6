import type { Shape, Tensor, Variable } from "../../src/index";
import * as w from "../../src/index";
import { generator, sample, sizeOf } from "./numbers";

/** One step of a random program: which operation, and numbers that choose its operands and details. */
export interface Step {
  readonly op: number;
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/**
 * A tensor of a random program. `exact` ones are only moved and chosen, never rounded, so that every engine has the
 * same bits and may decide by them.
 */
interface Item {
  readonly tensor: Tensor;
  readonly exact: boolean;
}

/** The elements of `x`, repeated or cut, under another shape. */
function fit(x: Tensor, shape: Shape): Tensor {
  const need = sizeOf(shape);
  if (need === 0 || x.size === 0) return w.zeros(shape, x.dtype);
  const flat = x.flatten();
  const long = x.size >= need ? flat : w.tile(flat, [Math.ceil(need / x.size)]);
  return long.slice([[long.size - need, null]]).reshape(shape);
}

const pick = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;

const smooth: readonly ((x: Tensor) => Tensor)[] = [
  (x) => x.tanh(),
  (x) => x.sin(),
  (x) => x.sigmoid(),
  (x) => x.abs().neg().exp(),
  (x) => x.square().mul(0.25),
  (x) => w.softplus(x).mul(0.5),
  (x) => w.erf(x),
];

const exactUnary: readonly ((x: Tensor) => Tensor)[] = [(x) => x.neg(), (x) => x.abs(), (x) => x.relu()];

/** Rounding operations keep numbers of size 1, so that 25 of them lose no digits. */
const binary: readonly ((x: Tensor, y: Tensor) => Tensor)[] = [
  (x, y) => x.add(y).mul(0.5),
  (x, y) => x.sub(y).mul(0.5),
  (x, y) => x.mul(y).tanh(),
  (x, y) => x.div(y.abs().add(1)),
  (x, y) => w.atan2(x, y.abs().add(0.5)),
];

const exactBinary: readonly ((x: Tensor, y: Tensor) => Tensor)[] = [
  (x, y) => x.maximum(y),
  (x, y) => x.minimum(y),
];

/** Some axes, chosen by the bits of a number; never none. */
function someAxes(rank: number, bits: number): number[] {
  const chosen = Array.from({ length: rank }, (_, i) => i).filter((i) => (bits >> i) & 1);
  return chosen.length > 0 ? chosen : [bits % rank];
}

function permutation(rank: number, n: number): number[] {
  const rest = Array.from({ length: rank }, (_, i) => i);
  const out: number[] = [];
  for (let left = n; rest.length > 0; left = Math.floor(left / 5) + 1)
    out.push(rest.splice(left % rest.length, 1)[0] as number);
  return out;
}

/** A part of each axis: everything, a stretch, every second, backwards, one element. */
function ranges(shape: Shape, n: number): w.SliceRange[] {
  return shape.map((length, i): w.SliceRange => {
    switch ((n >> (2 * i)) % 6) {
      case 1:
        return [null, null, -1];
      case 2:
        return [length > 2 ? 1 : 0, null];
      case 3:
        return [null, null, 2];
      case 4:
        return [-1, null, -2];
      case 5:
        return length > 1 && i === 0 ? -1 : [0, Math.max(1, length - 1)];
      default:
        return null;
    }
  });
}

/** Another shape of as many elements: flat, two axes made one, one axis cut in two, new axes of length 1. */
function reshaped(shape: Shape, n: number): number[] {
  if (shape.length === 0) return [1];
  const at = n % shape.length;
  const length = shape[at] as number;
  switch ((n >> 3) % 5) {
    case 0:
      return [sizeOf(shape)];
    case 1:
      return at + 1 < shape.length
        ? [...shape.slice(0, at), length * (shape[at + 1] as number), ...shape.slice(at + 2)]
        : [...shape];
    case 2: {
      const by = [2, 3, 5].find((d) => length % d === 0 && length > 0);
      return by ? [...shape.slice(0, at), by, length / by, ...shape.slice(at + 1)] : [...shape];
    }
    case 3:
      return [...shape.slice(0, at), 1, ...shape.slice(at)];
    default:
      return [...shape].reverse();
  }
}

/** The product of a matrix and another that is turned, flipped, cut out or spread over batches; divided by its depth. */
function product(x: Tensor, y: Tensor, n: number): Tensor {
  const a = x.rank >= 2 ? x : x.reshape([1, x.size]);
  const k = a.shape[a.rank - 1] as number;
  const columns = 1 + (n % 6);
  const lead = a.shape.slice(0, -2);
  let b: Tensor;
  switch ((n >> 3) % 6) {
    case 0:
      b = fit(y, [k, columns]);
      break;
    case 1:
      b = fit(y, [columns, k]).transpose();
      break;
    case 2:
      b = w.flip(fit(y, [k, columns]), n % 2);
      break;
    case 3:
      b = fit(y, [k + 2, columns + 1]).slice([
        [1, k + 1],
        [1, null],
      ]);
      break;
    case 4:
      b = fit(y, [...lead, k, columns]);
      break;
    default:
      b = fit(y, [k]).expandDims(-1).broadcastTo([k, columns]);
  }
  const turned = (n >> 7) % 3 === 1 && lead.length === 0;
  // The left operand also comes turned, as in gradients.
  const left = turned ? fit(x, [k, a.shape[0] as number]).transpose() : a;
  return left.matmul(b).div(Math.max(1, k));
}

/** Positions along an axis: known ones, or ones that the program computes. */
function indicesFor(length: number, exact: Item | undefined, n: number): w.TensorLike {
  if (n % 2 === 0 || !exact || exact.tensor.rank === 0 || exact.tensor.size === 0)
    return Array.from({ length: 1 + (n % 4) }, (_, i) => ((n + 3 * i) % length) - (i % 2 ? length : 0));
  return w.argMax(exact.tensor, n % exact.tensor.rank).mod(length);
}

const MOST = 400;

/** The tensor that a step makes of those that are there, and whether it is exact. */
function make(step: Step, items: readonly Item[]): Item {
  const { op, a, b, c } = step;
  const x = pick(items, a);
  const y = pick(items, b);
  const exacts = items.filter((item) => item.exact);
  const sure = pick(exacts.length > 0 ? exacts : items, b);
  const t = x.tensor;
  const rounded = (made: Tensor): Item => ({ tensor: made, exact: false });
  const moved = (made: Tensor): Item => ({ tensor: made, exact: x.exact });
  const both = (made: Tensor): Item => ({ tensor: made, exact: x.exact && y.exact });
  const axis = t.rank > 0 ? c % t.rank : 0;
  switch (op % 24) {
    case 0:
      return rounded(pick(smooth, c)(t));
    case 1:
      return moved(pick(exactUnary, c)(t));
    case 2:
      return rounded(pick(binary, c)(t, fit(y.tensor, t.shape)));
    case 3:
      // A row or a column against the whole.
      return rounded(
        pick(binary, c)(
          t,
          fit(y.tensor, c % 2 ? t.shape.slice(1) : t.shape.map((n, i) => (i === axis ? 1 : n))),
        ),
      );
    case 4:
      return both(pick(exactBinary, c)(t, fit(y.tensor, t.shape.slice(t.rank > 1 ? c % 2 : 0))));
    case 5:
      return moved(t.transpose(permutation(t.rank, c)));
    case 6:
      return moved(t.slice(ranges(t.shape, c)));
    case 7:
      return moved(t.reshape(reshaped(t.shape, c)));
    case 8:
      return t.rank === 0 ? x : rounded(t.mean(someAxes(t.rank, c), { keepdims: c % 2 === 0 }));
    case 9: {
      // Which one is the largest must not hang on rounding: the gradient goes there.
      const from = x.exact ? t : sure.tensor;
      if (from.size === 0 || from.rank === 0) return sure;
      const extreme = from[c % 2 ? "max" : "min"](someAxes(from.rank, c >> 1));
      return { tensor: extreme, exact: x.exact || sure.exact };
    }
    case 10:
      return rounded(product(t, y.tensor, c));
    case 11: {
      const joined = t.rank === 0 ? t.reshape([1]) : t;
      const at = t.rank > 0 ? axis : 0;
      const other = fit(
        y.tensor,
        joined.shape.map((n, i) => (i === at ? 1 + (b % 3) : n)),
      );
      return both(w.concat(c % 3 ? [joined, other] : [other, joined, other], at));
    }
    case 12:
      return moved(
        w.pad(
          t,
          t.shape.map((_, i) => [(c >> i) % 2, (c >> (i + 1)) % 3] as const),
          0.5,
        ),
      );
    case 13:
      return t.rank === 0 || t.shape[axis] === 0
        ? x
        : moved(w.gather(t, indicesFor(t.shape[axis] as number, sure, c), axis));
    case 14: {
      if (t.rank === 0 || sizeOf(t.shape) === 0) return x;
      const length = t.shape[axis] as number;
      const places = 1 + (c % 3);
      return rounded(
        w
          .scatterAdd(
            c % 2 ? w.arange(length).mod(places) : Array.from({ length }, (_, i) => (i * 2 + c) % places),
            t,
            t.shape.map((n, i) => (i === axis ? places : n)),
            axis,
          )
          .div(length),
      );
    }
    case 15:
      return both(
        w.where(
          fit(sure.tensor, t.shape).greater(fit(sure.tensor.neg(), t.shape.slice(1))),
          t,
          fit(y.tensor, t.shape),
        ),
      );
    case 16:
      return sure.tensor.rank === 0 || sure.tensor.size === 0
        ? x
        : {
            tensor: w
              .argMax(sure.tensor, c % sure.tensor.rank)
              .cast(t.dtype)
              .div(8),
            exact: true,
          };
    case 17:
      return t.rank === 0 ? x : t.size === 0 ? x : rounded(w.softmax(t, axis));
    case 18:
      return moved(t.expandDims(c % (t.rank + 1)).broadcastTo(spreadShape(t.shape, c)));
    case 20:
      return t.rank === 0
        ? x
        : rounded(
            pick([w.cumSum, w.cumProd, w.logCumSumExp], c)(t.mul(0.5), axis, {
              reverse: c % 2 > 0,
              exclusive: c % 6 < 2,
            }).div(Math.max(1, t.shape[axis] as number)),
          );
    case 21:
      return t.rank === 0 || !x.exact
        ? x
        : moved(pick([w.cumMax, w.cumMin], c)(t, axis, { reverse: c % 3 > 0 }));
    case 22:
      // Where an element goes must not hang on rounding.
      return t.rank === 0 || !x.exact ? x : moved(w.sort(t, axis, { descending: c % 3 > 1 }));
    case 23:
      return sure.tensor.rank === 0 || sure.tensor.size === 0
        ? x
        : {
            tensor: w
              .argSort(sure.tensor, c % sure.tensor.rank)
              .cast(t.dtype)
              .div(8),
            exact: true,
          };
    default:
      return rounded(
        w.variance(t.size === 0 ? fit(t, [2]) : t, undefined, { keepdims: true }).add(fit(y.tensor, [2])),
      );
  }
}

function spreadShape(shape: Shape, n: number): number[] {
  const at = n % (shape.length + 1);
  return [...shape.slice(0, at), 1 + (n % 3), ...shape.slice(at)];
}

/** A random program: it reads and assigns variables on the way and gives back some of what it made. */
export function runSteps(
  steps: readonly Step[],
  inputs: readonly Tensor[],
  variables: readonly Variable[],
  updates: readonly { readonly variable: number; readonly from: number }[],
): Tensor[] {
  const items: Item[] = [
    ...inputs.map((x) => ({ tensor: x, exact: true })),
    ...variables.map((v) => ({ tensor: v.value, exact: false })),
  ];
  for (const step of steps) {
    const made = make(step, items);
    items.push(
      made.tensor.size <= MOST && made.tensor.rank <= 5 ? made : { ...made, tensor: fit(made.tensor, [7]) },
    );
  }
  for (const { variable, from } of updates) {
    const v = pick(variables, variable);
    v.assign(fit(pick(items, items.length - 1 - (from % items.length)).tensor, v.shape));
  }
  // The last ones, one in the middle that others are made of, and whatever the first one is: maybe an input.
  const results = [...items.slice(-3), pick(items, steps.length >> 1), pick(items, steps.length * 7)];
  return results.map((item) => item.tensor);
}

/** As {@link distinct}, but a third are NaN, infinities and zeros. */
export function special(shape: Shape, dtype: "float32" | "float64", salt: number): Tensor {
  const specials = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  const numbers = distinct(shape, dtype, salt).data();
  const random = generator(`places ${salt}`);
  for (let i = 0; i < numbers.length; i++)
    numbers[i] = specials[Math.floor(12 * random())] ?? (numbers[i] as number);
  return w.tensor(numbers, { shape, dtype });
}

/** Numbers without ties or pattern, from -1.5 to 1.5. */
export function distinct(shape: Shape, dtype: "float32" | "float64", salt: number): Tensor {
  return sample(shape, dtype, (u) => 3 * u - 1.5, generator(`numbers ${salt}`));
}
