import type { PrimitiveName } from "@wellfit/core";
import type { Lowering } from "../lowering";
import { contraction } from "./contraction";
import { elementwise } from "./elementwise";
import { indexing } from "./indexing";
import { movement } from "./movement";
import { random } from "./random";
import { reduction } from "./reduction";
import { source } from "./source";
import { windows } from "./windows";

/** How every primitive is written in ONNX; the compiler names the one that is missing. */
export const lowerings: { readonly [K in PrimitiveName]: Lowering<K> } = {
  ...source,
  ...elementwise,
  ...movement,
  ...windows,
  ...reduction,
  ...contraction,
  ...indexing,
  ...random,
};
