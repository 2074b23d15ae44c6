import {
  cast,
  concat,
  isTensor,
  logicalAnd,
  logicalNot,
  logicalOr,
  softmax,
  type Tensor,
  type TensorLike,
  tensor,
} from "@wellfit/core";

/** What an operation does with its arguments, of which some are constants, and its settings. */
export type OperationFunction = (
  args: readonly unknown[],
  settings: Readonly<Record<string, unknown>>,
) => Tensor;

/** A tensor of an argument; a constant gets the dtype of the tensor beside it. */
function operand(value: unknown, beside: unknown): Tensor {
  if (isTensor(value)) return value;
  const whole = typeof value === "number" && Number.isInteger(value);
  const dtype = isTensor(beside) && (whole || beside.dtype !== "int32") ? beside.dtype : "float32";
  return tensor(value as TensorLike, { dtype });
}

const binary =
  (f: (a: Tensor, b: Tensor) => Tensor): OperationFunction =>
  ([a, b]) =>
    f(operand(a, b), operand(b, a));

const unary =
  (f: (x: Tensor) => Tensor): OperationFunction =>
  ([x]) =>
    f(operand(x, undefined));

type Reduction = (
  x: Tensor,
  axis: number | readonly number[] | undefined,
  options: { keepdims: boolean },
) => Tensor;

const reduction =
  (f: Reduction): OperationFunction =>
  ([x], { axis, keepdims }) =>
    f(operand(x, undefined), (axis ?? undefined) as number | undefined, { keepdims: keepdims === true });

/** Keras's operations on tensors that become layers of a functional model, by the names that files have for them. */
export const operations: Readonly<Record<string, OperationFunction>> = {
  Add: binary((a, b) => a.add(b)),
  Subtract: binary((a, b) => a.sub(b)),
  Multiply: binary((a, b) => a.mul(b)),
  Divide: binary((a, b) => a.div(b)),
  TrueDivide: binary((a, b) => a.div(b)),
  Mod: binary((a, b) => a.mod(b)),
  Power: binary((a, b) => a.pow(b)),
  Maximum: binary((a, b) => a.maximum(b)),
  Minimum: binary((a, b) => a.minimum(b)),
  Matmul: binary((a, b) => a.matmul(b)),
  Equal: binary((a, b) => a.equal(b)),
  NotEqual: binary((a, b) => a.notEqual(b)),
  Less: binary((a, b) => a.less(b)),
  LessEqual: binary((a, b) => a.lessEqual(b)),
  Greater: binary((a, b) => a.greater(b)),
  GreaterEqual: binary((a, b) => a.greaterEqual(b)),
  LogicalAnd: binary((a, b) => logicalAnd(a, b)),
  LogicalOr: binary((a, b) => logicalOr(a, b)),
  LogicalNot: unary((x) => logicalNot(x)),
  Negative: unary((x) => x.neg()),
  Absolute: unary((x) => x.abs()),
  Abs: unary((x) => x.abs()),
  Sign: unary((x) => x.sign()),
  Exp: unary((x) => x.exp()),
  Log: unary((x) => x.log()),
  Sqrt: unary((x) => x.sqrt()),
  Square: unary((x) => x.square()),
  Sin: unary((x) => x.sin()),
  Cos: unary((x) => x.cos()),
  Tanh: unary((x) => x.tanh()),
  Sigmoid: unary((x) => x.sigmoid()),
  Relu: unary((x) => x.relu()),
  Softmax: ([x], { axis }) => softmax(operand(x, undefined), (axis as number | undefined) ?? -1),
  Sum: reduction((x, axis, options) => x.sum(axis, options)),
  Mean: reduction((x, axis, options) => x.mean(axis, options)),
  Max: reduction((x, axis, options) => x.max(axis, options)),
  Min: reduction((x, axis, options) => x.min(axis, options)),
  Prod: reduction((x, axis, options) => x.prod(axis, options)),
  ExpandDims: ([x], { axis }) => operand(x, undefined).expandDims(axis as number),
  Squeeze: ([x], { axis }) => operand(x, undefined).squeeze((axis ?? undefined) as number | undefined),
  Transpose: ([x], { axes }) => operand(x, undefined).transpose((axes ?? undefined) as number[] | undefined),
  Concatenate: ([list], { axis }) => concat(list as Tensor[], (axis as number | undefined) ?? -1),
  Cast: ([x], { dtype }) => cast(operand(x, undefined), dtype as "float32"),
};
