import { arange, isTensor, logicalAnd, type Tensor, type TensorLike, tensor } from "@wellfit/core";
import { showBatchShape } from "../common/shapes";
import type { CallOptions } from "./call-options";
import type { Mask } from "./mask";
import { masksGiven } from "./mask-given";

/** What decides who may look at whom. */
interface Looking {
  /** The layer's name. */
  readonly layer: string;
  /** Query, value and key; the key only when it was given. */
  readonly inputs: readonly Tensor[];
  /** What the layer was called with. */
  readonly options: CallOptions;
  /** How far a query sees, itself included; any distance when there is none. */
  readonly slidingWindow: number | undefined;
}

/**
 * Which keys count for which query, bool `[batch, queries, keys]` (lengths of 1 where it does not matter): the masks of query,
 * value and key, `attentionMask`, `useCausalMask` and the sliding window, all together. Nothing when all keys count.
 */
export function attentionMask({ layer, inputs, options, slidingWindow }: Looking): Mask {
  const [query, value] = inputs as readonly [Tensor, Tensor];
  const [ofQuery, ofValue, ofKey] = inputMasks(inputs, options);
  const parts: Tensor[] = [];
  if (ofQuery !== undefined) parts.push(ofQuery.expandDims(-1));
  if (ofValue !== undefined) parts.push(ofValue.expandDims(-2));
  if (ofKey !== undefined) parts.push(ofKey.expandDims(-2));
  const row = arange(query.shape[1] as number).reshape([1, -1, 1]);
  const column = arange(value.shape[1] as number).reshape([1, 1, -1]);
  if (options.useCausalMask === true) parts.push(row.greaterEqual(column));
  if (slidingWindow !== undefined) parts.push(row.sub(column).abs().less(slidingWindow));
  const given = asMask(options.attentionMask);
  if (given !== undefined) {
    if (given.rank < 2) {
      throw new RangeError(
        `${layer}: received an attentionMask of shape ${showBatchShape(given.shape)}, expected bool [batch, queries, keys]`,
      );
    }
    parts.push(given);
  }
  return parts.length === 0 ? undefined : parts.reduce((a, b) => logicalAnd(a, b));
}

/** The masks of query, value and key: those named in the call, else those that travel with the inputs. */
export function inputMasks(inputs: readonly Tensor[], options: CallOptions): readonly Mask[] {
  const travelling = masksGiven(options.mask);
  const [, value, key] = inputs;
  const pick = (named: unknown, i: number): Mask => (asMask(named) ?? travelling[i])?.cast("bool");
  return [
    // Keras hears only the mask that travels with the query, also when a call names one.
    travelling[0]?.cast("bool"),
    pick(options.valueMask, 1),
    // A key that is the value has been counted.
    key === undefined || key === value ? asMask(options.keyMask) : pick(options.keyMask, 2),
  ];
}

function asMask(value: unknown): Mask {
  if (value === undefined || value === null) return undefined;
  return (isTensor(value) ? value : tensor(value as TensorLike)).cast("bool");
}
