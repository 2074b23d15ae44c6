import type { DType } from "../graph/dtype";
import { isFloat } from "../graph/dtype";
import { each } from "../graph/each";
import { sameShape, showShape } from "../graph/shape";
import { type NoParams, operands, type Rule } from "./primitive";

/** Functions of one number that JavaScript's Math has too, by the same name. */
export type MathUnary =
  | "exp"
  | "expm1"
  | "log"
  | "log1p"
  | "sin"
  | "cos"
  | "tan"
  | "asin"
  | "acos"
  | "atan"
  | "sinh"
  | "cosh"
  | "tanh"
  | "asinh"
  | "acosh"
  | "atanh";

/** Every {@link MathUnary}. */
export const MATH_UNARY: readonly MathUnary[] = [
  "exp",
  "expm1",
  "log",
  "log1p",
  "sin",
  "cos",
  "tan",
  "asin",
  "acos",
  "atan",
  "sinh",
  "cosh",
  "tanh",
  "asinh",
  "acosh",
  "atanh",
];

/** Unary functions that need a fraction: integers are cast to float32 before they get here. */
export type FloatUnary = MathUnary | "sqrt" | "erf" | "sigmoid" | "floor" | "ceil" | "round";

/** Unary functions of any number. */
export type NumberUnary = "neg" | "abs" | "sign" | "relu";

/** Arithmetic on two operands of one shape and dtype. */
export type Arithmetic = "add" | "sub" | "mul" | "div" | "mod" | "pow" | "maximum" | "minimum" | "atan2";

/** Comparisons of two operands of one shape and dtype; the result is bool. */
export type Comparison = "equal" | "notEqual" | "less" | "lessEqual" | "greater" | "greaterEqual";

/** Logic on bools. */
export type Logic = "logicalAnd" | "logicalOr" | "logicalXor";

/** Operations on the bits of int32. */
export type Bitwise = "bitAnd" | "bitOr" | "bitXor" | "shiftLeft" | "shiftRightLogical";

/** Everything that is computed element by element. */
export interface Elementwise
  extends Record<FloatUnary | NumberUnary | Arithmetic | Comparison | Logic | Bitwise, NoParams> {
  /** Not, of a bool. */
  logicalNot: NoParams;
  /** `condition ? a : b`. */
  select: NoParams;
  /** To another dtype: towards zero to int32, "is not 0" to bool. */
  cast: { readonly dtype: DType };
  /** The first operand itself; with a mark, its gradient goes to the others by a rule of its own. */
  identity: { readonly mark?: object };
  /** The value itself, with a gradient of zero. */
  stopGradient: NoParams;
}

const same: Rule<NoParams> = ([a]) => ({ shape: a!.shape, dtype: a!.dtype });

function floatUnary(name: string): Rule<NoParams> {
  return (inputs) => {
    const [a] = operands(inputs, 1, name);
    if (!isFloat(a.dtype))
      throw new TypeError(`${name}: received ${a.dtype}, expected a float; cast it first`);
    return same(inputs, {});
  };
}

function pair(
  name: string,
  accepts: (dtype: DType) => boolean,
  expected: string,
  out?: DType,
): Rule<NoParams> {
  return (inputs) => {
    const [a, b] = operands(inputs, 2, name);
    if (!sameShape(a.shape, b.shape)) {
      throw new RangeError(
        `${name}: received shapes ${showShape(a.shape)} and ${showShape(b.shape)}, expected equal`,
      );
    }
    if (a.dtype !== b.dtype || !accepts(a.dtype)) {
      throw new TypeError(
        `${name}: received ${a.dtype} and ${b.dtype}, expected two operands of ${expected}`,
      );
    }
    return { shape: a.shape, dtype: out ?? a.dtype };
  };
}

const isNumber = (dtype: DType): boolean => dtype !== "bool";
const isBool = (dtype: DType): boolean => dtype === "bool";
const isInt = (dtype: DType): boolean => dtype === "int32";
const anything = (): boolean => true;

const arithmetic = (name: string): Rule<NoParams> => pair(name, isNumber, "one number dtype");
const fraction = (name: string): Rule<NoParams> => pair(name, isFloat, "one float dtype");
const comparison = (name: string): Rule<NoParams> => pair(name, isNumber, "one number dtype", "bool");
const logic = (name: string): Rule<NoParams> => pair(name, isBool, "bool");
const bits = (name: string): Rule<NoParams> => pair(name, isInt, "int32");

/** The shape and dtype rules of everything that is computed element by element. */
export const elementwise: { readonly [K in keyof Elementwise]: Rule<Elementwise[K]> } = {
  ...each(MATH_UNARY, floatUnary),
  ...each(["sqrt", "erf", "sigmoid", "floor", "ceil", "round"], floatUnary),
  ...each(["add", "sub", "mul", "mod", "maximum", "minimum"], arithmetic),
  ...each(["div", "pow", "atan2"], fraction),
  ...each(["equal", "notEqual", "less", "lessEqual", "greater", "greaterEqual"], comparison),
  ...each(["logicalAnd", "logicalOr", "logicalXor"], logic),
  ...each(["bitAnd", "bitOr", "bitXor", "shiftLeft", "shiftRightLogical"], bits),
  neg: same,
  abs: same,
  sign: same,
  relu: same,
  identity: same,
  stopGradient: same,
  logicalNot: (inputs) => {
    const [a] = operands(inputs, 1, "logicalNot");
    if (a.dtype !== "bool")
      throw new TypeError(`logicalNot: received ${a.dtype}, expected bool; compare it first`);
    return { shape: a.shape, dtype: "bool" };
  },
  select: (inputs) => {
    const [condition, a, b] = operands(inputs, 3, "select");
    if (condition.dtype !== "bool") {
      throw new TypeError(
        `select: received a condition of ${condition.dtype}, expected bool; compare it first`,
      );
    }
    pair("select", anything, "one dtype")([a, b], {});
    if (!sameShape(condition.shape, a.shape)) {
      throw new RangeError(
        `select: received a condition of ${showShape(condition.shape)} for values of ${showShape(a.shape)}`,
      );
    }
    return { shape: a.shape, dtype: a.dtype };
  },
  cast: ([a], { dtype }) => ({ shape: a!.shape, dtype }),
};
