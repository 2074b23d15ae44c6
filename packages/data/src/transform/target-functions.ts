import { DataError } from "../errors";

/**
 * Functions for targets that have an inverse here, and that JSON can hold by their name: `log`, `log1p`,
 * `log2`, `log10`, `sqrt`, `cbrt` and `asinh`.
 *
 * @example
 * ```ts
 * const name: TargetFunctionName = "log1p";
 * ```
 */
export type TargetFunctionName = "log" | "log1p" | "log2" | "log10" | "sqrt" | "cbrt" | "asinh";

/** A function of one number. */
export type NumberFunction = (value: number) => number;

/** A function and its inverse. */
export interface FunctionPair {
  readonly func: NumberFunction;
  readonly inverse: NumberFunction;
  /** The name of the pair, when it has one. */
  readonly name: TargetFunctionName | undefined;
}

const pairs = (): Readonly<Record<TargetFunctionName, readonly [NumberFunction, NumberFunction]>> => ({
  log: [Math.log, Math.exp],
  log1p: [Math.log1p, Math.expm1],
  log2: [Math.log2, (value) => 2 ** value],
  log10: [Math.log10, (value) => 10 ** value],
  sqrt: [Math.sqrt, (value) => value ** 2],
  cbrt: [Math.cbrt, (value) => value ** 3],
  asinh: [Math.asinh, Math.sinh],
});

/** The pair that options ask for. */
export const functionPair = (
  func: NumberFunction | TargetFunctionName,
  inverse: NumberFunction | undefined,
  who: string,
): FunctionPair => {
  if (typeof func === "string") {
    const known = pairs();
    if (!Object.hasOwn(known, func)) {
      throw new DataError(
        `${who}: expected func as a function or one of ${Object.keys(known).join(", ")}, received ${JSON.stringify(func)}`,
      );
    }
    const [forward, back] = known[func];
    return { func: forward, inverse: inverse ?? back, name: inverse === undefined ? func : undefined };
  }
  if (typeof func === "function" && typeof inverse === "function") return { func, inverse, name: undefined };
  throw new DataError(
    `${who}: expected func and inverseFunc together, received ${typeof func} and ${typeof inverse}; for the identity write (value) => value`,
  );
};
