import { apply, type Tensor } from "../../ops/tensor";
import type { Windowing } from "../../primitives/windows";
import type { VjpRule } from "../rule";

/** Gradient rules of windows: each is the other's. */
export const windowRules: { readonly [K in keyof Windowing]: VjpRule<Windowing[K]> } = {
  windows: (g, _y, [x], params) => [apply("fold", [g], { ...params, shape: (x as Tensor).shape })],
  fold: (g, _y, _inputs, { shape: _, ...params }) => [apply("windows", [g], params)],
};
