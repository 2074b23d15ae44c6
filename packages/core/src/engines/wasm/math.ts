/**
 * Mathematics that WebAssembly lacks, for four float32 lanes, emitted inline into kernels.
 *
 * @module
 */
import { erf } from "./math/erf";
import { exp, exp2, expm1, sigmoid } from "./math/exp";
import { acosh, asinh, atanh, cosh, sinh, tanh } from "./math/hyperbolic";
import { acos, asin, atan, atan2 } from "./math/inverse-trig";
import type { Binary, Unary } from "./math/lanes";
import { log, log1p } from "./math/log";
import { pow } from "./math/pow";
import { cos, sin, tan } from "./math/trig";

export type { Binary, MathContext, Unary } from "./math/lanes";
export {
  acos,
  acosh,
  asin,
  asinh,
  atan,
  atan2,
  atanh,
  cos,
  cosh,
  erf,
  exp,
  exp2,
  expm1,
  log,
  log1p,
  pow,
  sigmoid,
  sin,
  sinh,
  tan,
  tanh,
};

/** Names of the functions of one operand. */
export type UnaryName =
  | "acos"
  | "acosh"
  | "asin"
  | "asinh"
  | "atan"
  | "atanh"
  | "cos"
  | "cosh"
  | "erf"
  | "exp"
  | "exp2"
  | "expm1"
  | "log"
  | "log1p"
  | "sigmoid"
  | "sin"
  | "sinh"
  | "tan"
  | "tanh";

/** Functions of one operand by name. */
export const UNARY_F32: Readonly<Record<UnaryName, Unary>> = {
  acos,
  acosh,
  asin,
  asinh,
  atan,
  atanh,
  cos,
  cosh,
  erf,
  exp,
  exp2,
  expm1,
  log,
  log1p,
  sigmoid,
  sin,
  sinh,
  tan,
  tanh,
};

/** Functions of two operands by name; `atan2` takes y, then x. */
export const BINARY_F32: Readonly<Record<"atan2" | "pow", Binary>> = { atan2, pow };
