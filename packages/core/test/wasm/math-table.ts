/**
 * Every function that is emitted for four float32 lanes, by name.
 *
 * @module
 */
import { erf } from "../../src/engines/wasm/math/erf";
import { exp, exp2, expm1, sigmoid } from "../../src/engines/wasm/math/exp";
import { acosh, asinh, atanh, cosh, sinh, tanh } from "../../src/engines/wasm/math/hyperbolic";
import { acos, asin, atan, atan2 } from "../../src/engines/wasm/math/inverse-trig";
import type { Binary, Unary } from "../../src/engines/wasm/math/lanes";
import { log, log1p } from "../../src/engines/wasm/math/log";
import { pow } from "../../src/engines/wasm/math/pow";
import { cos, sin, tan } from "../../src/engines/wasm/math/trig";

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
