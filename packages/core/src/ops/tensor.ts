import { evaluate } from "../engines/evaluate";
import {
  type AnyTypedArray,
  convert,
  type DataArray,
  type DType,
  dtypeOfArray,
  isFloat,
  isTypedArray,
  promote,
} from "../graph/dtype";
import { showAsText } from "../graph/inspect";
import { Node } from "../graph/node";
import {
  broadcastShapes,
  checkShape,
  normalizeAxes,
  normalizeAxis,
  type Shape,
  sameShape,
  showShape,
  sizeOf,
} from "../graph/shape";
import { infer, type PrimitiveName, type Primitives } from "../primitives/index";
import { type NdArrayLike, type Nested, readNested, showNested, toNested } from "./nested";
import { resolveSlice, type SliceRange } from "./slice-range";

/** What is accepted wherever a tensor is: tensors, numbers, nested or typed arrays, and `{ data, shape }`. */
export type TensorLike = Tensor | NdArrayLike | AnyTypedArray | Nested;

/** An unread chain longer than this is computed, so that a loop that never looks cannot grow without bound. */
const LONGEST_CHAIN = 256;

/**
 * A multi-dimensional array of numbers, immutable and lazy: operations check shapes at once and compute when somebody
 * asks for numbers (`toArray()`, `item()`, `data()`), or when `jit` runs them. Made by {@link tensor} and by operations.
 */
export class Tensor extends Node {
  static {
    showAsText(Tensor.prototype);
  }

  /** The number of axes; 0 for a scalar. */
  get rank(): number {
    return this.shape.length;
  }

  /** The number of elements. */
  get size(): number {
    return sizeOf(this.shape);
  }

  /** The numbers in row-major order, as a fresh typed array; bools are 0 and 1. */
  data(): DataArray {
    return readValue(this).slice();
  }

  /** The numbers as nested arrays; a plain number for a scalar; booleans for dtype bool. */
  toArray(): Nested {
    return toNested(readValue(this), this.shape, this.dtype);
  }

  /**
   * The only number of a tensor with one element.
   *
   * @throws RangeError when there are more elements or none.
   */
  item(): number {
    if (this.size !== 1) {
      throw new RangeError(
        `item: received a tensor of shape ${showShape(this.shape)} with ${this.size} elements, expected one element; ` +
          "reduce it first, or read all with toArray()",
      );
    }
    return readValue(this)[0] as number;
  }

  /** The numbers when they are known, and otherwise what they will be: the shape and dtype. */
  override toString(): string {
    const head = `Tensor ${this.dtype}${showShape(this.shape)}`;
    if (this.abstract) return `${head} (traced)`;
    return this.size <= 100 ? `${head} ${showNested(this.toArray())}` : head;
  }

  /** `this + other`, with broadcasting. */
  add(other: TensorLike): Tensor {
    return arithmetic("add", this, other);
  }
  /** `this - other`, with broadcasting. */
  sub(other: TensorLike): Tensor {
    return arithmetic("sub", this, other);
  }
  /** `this * other`, element by element, with broadcasting. */
  mul(other: TensorLike): Tensor {
    return arithmetic("mul", this, other);
  }
  /** `this / other`, with broadcasting; integers are divided as float32. */
  div(other: TensorLike): Tensor {
    return arithmetic("div", this, other);
  }
  /** The remainder with the sign of the divisor, as NumPy has it. */
  mod(other: TensorLike): Tensor {
    return arithmetic("mod", this, other);
  }
  /** `this ** other`, with broadcasting. */
  pow(other: TensorLike): Tensor {
    return arithmetic("pow", this, other);
  }
  /** The larger of each pair; NaN when one is NaN. */
  maximum(other: TensorLike): Tensor {
    return arithmetic("maximum", this, other);
  }
  /** The smaller of each pair; NaN when one is NaN. */
  minimum(other: TensorLike): Tensor {
    return arithmetic("minimum", this, other);
  }
  /** Whether `this == other`, as bool. */
  equal(other: TensorLike): Tensor {
    return arithmetic("equal", this, other);
  }
  /** Whether `this != other`, as bool. */
  notEqual(other: TensorLike): Tensor {
    return arithmetic("notEqual", this, other);
  }
  /** Whether `this < other`, as bool. */
  less(other: TensorLike): Tensor {
    return arithmetic("less", this, other);
  }
  /** Whether `this <= other`, as bool. */
  lessEqual(other: TensorLike): Tensor {
    return arithmetic("lessEqual", this, other);
  }
  /** Whether `this > other`, as bool. */
  greater(other: TensorLike): Tensor {
    return arithmetic("greater", this, other);
  }
  /** Whether `this >= other`, as bool. */
  greaterEqual(other: TensorLike): Tensor {
    return arithmetic("greaterEqual", this, other);
  }
  /** `-this`. */
  neg(): Tensor {
    return apply("neg", [atLeastInt(this)], {});
  }
  /** The absolute value. */
  abs(): Tensor {
    return apply("abs", [atLeastInt(this)], {});
  }
  /** -1, 0 or 1. */
  sign(): Tensor {
    return apply("sign", [atLeastInt(this)], {});
  }
  /** e to the power of each element. */
  exp(): Tensor {
    return floatUnary("exp", this);
  }
  /** The natural logarithm. */
  log(): Tensor {
    return floatUnary("log", this);
  }
  /** The square root. */
  sqrt(): Tensor {
    return floatUnary("sqrt", this);
  }
  /** The hyperbolic tangent. */
  tanh(): Tensor {
    return floatUnary("tanh", this);
  }
  /** `1 / (1 + exp(-this))`. */
  sigmoid(): Tensor {
    return floatUnary("sigmoid", this);
  }
  /** The sine of radians. */
  sin(): Tensor {
    return floatUnary("sin", this);
  }
  /** The cosine of radians. */
  cos(): Tensor {
    return floatUnary("cos", this);
  }
  /** `this * this`. */
  square(): Tensor {
    return this.mul(this);
  }
  /** `max(this, 0)`; NaN stays NaN. */
  relu(): Tensor {
    return apply("relu", [atLeastInt(this)], {});
  }

  /** The sum over the axes (all by default). */
  sum(axis?: number | readonly number[], options: ReduceOptions = {}): Tensor {
    return reduce("sum", this, axis, options);
  }
  /** The product over the axes (all by default). */
  prod(axis?: number | readonly number[], options: ReduceOptions = {}): Tensor {
    return reduce("prod", this, axis, options);
  }
  /** The largest element over the axes (all by default). */
  max(axis?: number | readonly number[], options: ReduceOptions = {}): Tensor {
    return reduce("max", this, axis, options);
  }
  /** The smallest element over the axes (all by default). */
  min(axis?: number | readonly number[], options: ReduceOptions = {}): Tensor {
    return reduce("min", this, axis, options);
  }
  /** The arithmetic mean over the axes (all by default); integers give float32. */
  mean(axis?: number | readonly number[], options: ReduceOptions = {}): Tensor {
    const x = atLeastFloat(this);
    const axes = normalizeAxes(axis, this.rank, "mean");
    const count = axes.reduce((n, a) => n * (this.shape[a] as number), 1);
    return x.sum(axes, options).div(count);
  }

  /** The matrix product; leading axes are batches and broadcast; vectors work as in NumPy. */
  matmul(other: TensorLike): Tensor {
    return matmul(this, other);
  }
  /** The axes in another order, reversed by default. Nothing is copied. */
  transpose(perm?: readonly number[]): Tensor {
    const axes = perm ?? this.shape.map((_, i) => this.rank - 1 - i);
    const normal = axes.map((axis) => normalizeAxis(axis, this.rank, "transpose"));
    return apply("transpose", [this], { perm: normal });
  }
  /** The same elements in row-major order under another shape, in which one axis may be -1: whatever is left. */
  reshape(shape: Shape): Tensor {
    return reshape(this, shape);
  }
  /** The elements in one axis. */
  flatten(): Tensor {
    return reshape(this, [this.size]);
  }
  /** A new axis of length 1 before `axis`; -1 puts it last. */
  expandDims(axis: number): Tensor {
    const at = normalizeAxis(axis, this.rank + 1, "expandDims");
    return reshape(this, [...this.shape.slice(0, at), 1, ...this.shape.slice(at)]);
  }
  /** Without the axes of length 1, or without the named ones. */
  squeeze(axis?: number | readonly number[]): Tensor {
    const axes = axis === undefined ? undefined : normalizeAxes(axis, this.rank, "squeeze");
    for (const a of axes ?? []) {
      if (this.shape[a] !== 1) {
        throw new RangeError(
          `squeeze: axis ${a} of ${showShape(this.shape)} has ${this.shape[a]} elements, expected 1`,
        );
      }
    }
    return reshape(
      this,
      this.shape.filter((n, i) => (axes ? !axes.includes(i) : n !== 1)),
    );
  }
  /** Repeated along axes of length 1 and new leading axes up to `shape`. Nothing is copied. */
  broadcastTo(shape: Shape): Tensor {
    return broadcastTo(this, shape);
  }
  /**
   * A part of each axis, as NumPy's `x[a:b:c, …]`: `null` for a whole axis, a number for one element (the axis goes),
   * or `[start, stop, step]` with negative positions counted from the end and a negative step going backwards.
   *
   * @example
   * tensor([[1, 2, 3], [4, 5, 6]]).slice([null, [0, 2]]).toArray(); // [[1, 2], [4, 5]]
   */
  slice(ranges: readonly SliceRange[]): Tensor {
    const { start, size, step, shape } = resolveSlice(ranges, this.shape);
    return reshape(apply("slice", [this], { start, size, step }), shape);
  }
  /** The elements as another dtype: to int32 towards zero, to bool by "is not 0". */
  cast(dtype: DType): Tensor {
    return cast(this, dtype);
  }
}

/** Options of reductions. */
export interface ReduceOptions {
  /** Keep the reduced axes with length 1. Default false. */
  readonly keepdims?: boolean;
}

/** The value of a tensor, computed if need be. The array is the tensor's own: do not write to it. */
export function readValue(of: Node): DataArray {
  if (of.value === undefined) evaluate([of]);
  return of.value as DataArray;
}

/** A node for a primitive; checks shapes and dtypes at once and throws there. */
export function apply<K extends PrimitiveName>(
  op: K,
  inputs: readonly Tensor[],
  params: Primitives[K],
): Tensor {
  const { shape, dtype } = infer(op, inputs, params);
  const made = new Tensor(op, inputs, params, shape, dtype);
  if (made.depth > LONGEST_CHAIN && !made.abstract && !made.scope?.active) {
    evaluate(inputs);
    made.depth = 1;
  }
  return made;
}

/**
 * A tensor of known numbers: a nested array, a typed array, a number, or `{ data, shape }`.
 *
 * @param data - Numbers or booleans, nested evenly.
 * @param options - `dtype`: float32 unless the data is a typed array (which keeps its kind; every integer becomes
 *   int32) or booleans (bool). `shape`: for flat data. `copy`: whether a typed array is copied, true by default.
 * @throws RangeError when rows have different lengths, the shape does not fit or int32 cannot hold a number; TypeError
 *   for what is not a number.
 * @example
 * tensor([[1, 2], [3, 4]]).matmul(tensor([1, 1])).toArray(); // [3, 7]
 */
export function tensor(data: TensorLike, options: TensorOptions = {}): Tensor {
  if (data instanceof Node) {
    const like = options.dtype === undefined ? data : cast(data as Tensor, options.dtype);
    return options.shape === undefined ? (like as Tensor) : reshape(like as Tensor, options.shape);
  }
  const { values, shape: found, dtype: natural } = readData(data);
  const shape = options.shape ?? found;
  const dtype = options.dtype ?? natural;
  checkShape(shape, "tensor", dtype);
  if (sizeOf(shape) !== values.length) {
    throw new RangeError(
      `tensor: received ${values.length} numbers for shape ${showShape(shape)}, which has ${sizeOf(shape)} elements`,
    );
  }
  if (dtype === "int32") checkInts(values);
  const converted = convert(values, dtype);
  // The caller may go on writing to an array of theirs.
  const theirs = converted === (values as unknown) && options.copy !== false;
  return constant(theirs ? converted.slice() : converted, shape, dtype);
}

/** Options of {@link tensor}. */
export interface TensorOptions {
  /** Default: float32, the kind of a typed array, or bool for booleans. */
  readonly dtype?: DType;
  /** Default: as the data is nested, or one axis. */
  readonly shape?: Shape;
  /**
   * `false` takes a typed array as it is where no other dtype is asked for, which saves time for large ones: nothing may be
   * written to it for as long as the tensor is used. Default: true, it is copied.
   */
  readonly copy?: boolean;
}

/** A tensor around an array that nobody else writes to. */
export function constant(value: DataArray, shape: Shape, dtype: DType): Tensor {
  return new Tensor("constant", [], {}, shape, dtype, value);
}

/** Numbers that int32 cannot hold would become others without a word. */
function checkInts(values: ArrayLike<number>): void {
  if (values instanceof Int32Array) return;
  for (let i = 0; i < values.length; i++) {
    const x = values[i] as number;
    if (!(x > -(2 ** 31) - 1 && x < 2 ** 31)) {
      throw new RangeError(
        `tensor: int32 cannot hold ${x}, element ${i}; it has numbers from -2147483648 to 2147483647. Use float64`,
      );
    }
  }
}

function readData(data: Exclude<TensorLike, Tensor>): {
  values: ArrayLike<number>;
  shape: Shape;
  dtype: DType;
} {
  if (isTypedArray(data)) return { values: data, shape: [data.length], dtype: dtypeOfArray(data) };
  if (isNdArray(data)) return { values: data.data, shape: data.shape, dtype: dtypeOfArray(data.data) };
  return readNested(data as Nested);
}

/** Whether a value is `{ data, shape }` with numbers in a typed array. */
export function isNdArray(data: unknown): data is NdArrayLike {
  return (
    typeof data === "object" && data !== null && "data" in data && "shape" in data && isTypedArray(data.data)
  );
}

/** Whether a value is a tensor. */
export function isTensor(value: unknown): value is Tensor {
  return value instanceof Tensor;
}

/**
 * A tensor from whatever is accepted as one. A bare number is weak: it takes the dtype `like` when that is a float, and
 * is an int32 beside integers and bools when it is one.
 */
export function toTensor(value: TensorLike, like?: DType): Tensor {
  if (value instanceof Tensor) return value;
  if (typeof value === "number" && like !== undefined) {
    return tensor(value, { dtype: isFloat(like) ? like : isInt32(value) ? "int32" : "float32" });
  }
  return tensor(value);
}

function isInt32(x: number): boolean {
  return (x | 0) === x;
}

/** The elements as another dtype; the tensor itself when it has that dtype. */
export function cast(x: TensorLike, dtype: DType): Tensor {
  const from = toTensor(x);
  return from.dtype === dtype ? from : apply("cast", [from], { dtype });
}

/** int32 or a float: bools become int32. */
export function atLeastInt(x: Tensor): Tensor {
  return x.dtype === "bool" ? cast(x, "int32") : x;
}

/** A float: bools and integers become float32. */
export function atLeastFloat(x: TensorLike): Tensor {
  const from = toTensor(x, "float32");
  return isFloat(from.dtype) ? from : cast(from, "float32");
}

/** A unary function that needs a fraction. */
export function floatUnary(op: PrimitiveName & keyof Primitives, x: TensorLike): Tensor {
  return apply(op, [atLeastFloat(x)], {} as never);
}

/** Two operands of one dtype, under NumPy's promotion with JavaScript numbers as weak as Python's. */
export function promoted(a: TensorLike, b: TensorLike): [Tensor, Tensor] {
  const right = typeof b === "number" ? undefined : toTensor(b);
  const x = toTensor(a, right?.dtype);
  const y = right ?? toTensor(b, x.dtype);
  const dtype = promote(x.dtype, y.dtype);
  return [cast(x, dtype), cast(y, dtype)];
}

const NEEDS_FRACTION: readonly string[] = ["div", "pow", "atan2"];

/** A binary operation with promotion and broadcasting. */
export function arithmetic(op: PrimitiveName, a: TensorLike, b: TensorLike): Tensor {
  let [x, y] = promoted(a, b);
  if (NEEDS_FRACTION.includes(op)) [x, y] = [atLeastFloat(x), atLeastFloat(y)];
  else [x, y] = [atLeastInt(x), atLeastInt(y)];
  const shape = broadcastShapes(x.shape, y.shape, op);
  return apply(op, [broadcastTo(x, shape), broadcastTo(y, shape)], {} as never);
}

/** Repeated along axes of length 1 and new leading axes up to `shape`. */
export function broadcastTo(x: Tensor, shape: Shape): Tensor {
  return sameShape(x.shape, shape) ? x : apply("broadcastTo", [x], { shape });
}

/** The same elements under another shape, in which one axis may be -1. */
export function reshape(x: Tensor, shape: Shape): Tensor {
  const open = shape.indexOf(-1);
  let full = shape;
  if (open >= 0) {
    const rest = sizeOf(shape.filter((_, i) => i !== open));
    full = shape.map((n, i) => (i === open ? x.size / rest : n));
    if (!Number.isInteger(full[open])) {
      throw new RangeError(
        `reshape: ${x.size} elements of ${showShape(x.shape)} do not divide into ${showShape(shape)}`,
      );
    }
  }
  return sameShape(x.shape, full) ? x : apply("reshape", [x], { shape: full });
}

/** Another spelling would otherwise reduce to another shape without a word. */
function readKeepdims(options: ReduceOptions, what: string): boolean {
  const wrong = Object.keys(options).find((key) => key !== "keepdims");
  if (wrong === undefined) return options.keepdims ?? false;
  throw new TypeError(`${what}: received the option ${wrong}, expected keepdims`);
}

function reduce(
  op: "sum" | "prod" | "max" | "min",
  x: Tensor,
  axis: number | readonly number[] | undefined,
  options: ReduceOptions,
): Tensor {
  const axes = normalizeAxes(axis, x.rank, op);
  const keepdims = readKeepdims(options, op);
  const from = atLeastInt(x);
  const reduced = axes.length === 0 ? from : apply(op, [from], { axes });
  return keepdims
    ? reshape(
        reduced,
        x.shape.map((n, i) => (axes.includes(i) ? 1 : n)),
      )
    : reduced;
}

function matmul(a: Tensor, other: TensorLike): Tensor {
  let [x, y] = promoted(a, other);
  [x, y] = [atLeastFloat(x), atLeastFloat(y)];
  if (x.rank === 0 || y.rank === 0) {
    throw new RangeError(
      "matmul: received a scalar, expected at least a vector on each side; use mul for scalars",
    );
  }
  const [left, right] = [x.rank, y.rank];
  if (left === 1) x = x.expandDims(0);
  if (right === 1) y = y.expandDims(1);
  const batch = broadcastShapes(x.shape.slice(0, -2), y.shape.slice(0, -2), "matmul");
  const product = apply(
    "matmul",
    [broadcastTo(x, [...batch, ...x.shape.slice(-2)]), broadcastTo(y, [...batch, ...y.shape.slice(-2)])],
    {},
  );
  const out = product.shape.slice(0, -2);
  if (left > 1) out.push(product.shape[product.rank - 2] as number);
  if (right > 1) out.push(product.shape[product.rank - 1] as number);
  return reshape(product, out);
}
