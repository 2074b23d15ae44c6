import type { Primitives } from "../../primitives/index";
import type { VjpRule } from "../rule";
import { elementwiseRules } from "./elementwise";
import { contractionRules, indexingRules, movementRules } from "./movement";
import { reductionRules } from "./reduction";
import { windowRules } from "./windows";

const leaf: VjpRule<unknown> = () => [];

/** The gradient rule of every primitive; the compiler names the one that is missing. */
export const vjpRules: { readonly [K in keyof Primitives]: VjpRule<Primitives[K]> } = {
  constant: leaf,
  input: leaf,
  state: leaf,
  iota: leaf,
  randomBits: () => [null],
  ...elementwiseRules,
  ...movementRules,
  ...windowRules,
  ...reductionRules,
  ...contractionRules,
  ...indexingRules,
};
