import { each } from "../../../graph/each";
import { type Arithmetic, type FloatUnary, MATH_UNARY } from "../../../primitives/elementwise";
import { modulo, power, rareScalar, sigmoid } from "../../../primitives/scalar-math";
import type { FuncRef, ModuleBuilder, ValType } from "../encoder";
import { farCos, farSin, farTan } from "../math/far-angle";

/** What every kernel of a module shares. */
export interface EmitContext {
  readonly module: ModuleBuilder;
  /** Whether fused multiply-add may be used. */
  readonly fma: boolean;
  /** A function of JavaScript's Math, for float64, which has no vector instructions worth having. */
  math(name: HostFunction, params: number): FuncRef;
}

/** Functions that modules import. */
export type HostFunction =
  | "farSin"
  | "farCos"
  | "farTan"
  | Exclude<FloatUnary, "sqrt" | "floor" | "ceil" | "round">
  | Extract<Arithmetic, "atan2" | "pow" | "mod">;

/** What {@link EmitContext.math} imports, by name. */
export const HOST_FUNCTIONS: Readonly<Record<HostFunction, (x: number, y: number) => number>> = {
  ...each(MATH_UNARY, (name) => Math[name]),
  atan2: Math.atan2,
  farSin,
  farCos,
  farTan,
  erf: (x) => rareScalar.erf!(x),
  pow: power,
  mod: modulo,
  sigmoid,
};

/** A context for one module. */
export function emitContext(module: ModuleBuilder, fma: boolean): EmitContext {
  const imported = new Map<HostFunction, FuncRef>();
  return {
    module,
    fma,
    math(name, params) {
      let ref = imported.get(name);
      if (!ref) {
        const types = Array.from({ length: params }, (): ValType => "f64");
        imported.set(name, (ref = module.importFunction("math", name, types, ["f64"])));
      }
      return ref;
    },
  };
}
