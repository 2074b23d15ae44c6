/**
 * Mathematics that WebAssembly lacks, for four float32 lanes, emitted inline into kernels.
 *
 * @module
 */
import type { Binary, Unary } from "./math/lanes";

/** Functions whose instructions come with their operations. */
export type RareUnary =
  | "expm1"
  | "tan"
  | "asin"
  | "acos"
  | "atan"
  | "sinh"
  | "cosh"
  | "asinh"
  | "acosh"
  | "atanh"
  | "erf";

/**
 * The instructions of rarer functions, which their operations put here when they are first used, so that a bundle
 * without an operation goes without them. What is not here is computed lane by lane.
 */
export const rareUnary: Map<RareUnary, Unary> = new Map();

/** As {@link rareUnary}, for functions of two operands; `atan2` takes y, then x. */
export const rareBinary: Map<"atan2", Binary> = new Map();
