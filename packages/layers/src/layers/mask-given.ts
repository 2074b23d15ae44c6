import { type TensorLike, toTensor } from "@wellfit/core";
import type { CallOptions } from "./call-options";
import type { Mask } from "./mask";

/** The mask of a layer's only input, from what a call was given. */
export function maskGiven(mask: CallOptions["mask"]): Mask {
  const one: unknown = Array.isArray(mask) && isPerInput(mask) ? mask[0] : mask;
  return one === undefined || one === null ? undefined : toTensor(one as TensorLike);
}

/** The masks of several inputs in order, `undefined` where there is none. */
export function masksGiven(mask: CallOptions["mask"]): readonly Mask[] {
  if (mask === undefined || mask === null) return [];
  const list: readonly unknown[] = Array.isArray(mask) && isPerInput(mask) ? mask : [mask];
  return list.map((one) => (one === undefined || one === null ? undefined : toTensor(one as TensorLike)));
}

/** Arrays of tensors are masks of several inputs; arrays of arrays are one mask, written down. */
function isPerInput(list: readonly unknown[]): boolean {
  return !list.some((one) => Array.isArray(one) || typeof one === "boolean" || typeof one === "number");
}
