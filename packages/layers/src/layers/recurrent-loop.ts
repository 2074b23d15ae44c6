import { cast, flip, scan, type Tensor, where, zeros } from "@wellfit/core";
import type { BatchShape } from "../common/shapes";
import type { CallContext } from "./context";
import type { Mask } from "./mask";
import type { RnnCell } from "./recurrent-cell";

/** What {@link runCell} needs to know beside the cell and its input. */
export interface LoopOptions {
  /** The states before the first step; zeros when they were not given. */
  readonly states: readonly Tensor[] | undefined;
  /** Bool `[batch, steps]`: steps where it is false change nothing. */
  readonly mask: Mask;
  /** Whether the last step comes first. */
  readonly goBackwards: boolean;
  /** Whether masked steps give zeros, instead of the output before them. */
  readonly zeroOutputForMask: boolean;
  /** Whether the outputs of all steps are wanted. */
  readonly returnSequences: boolean;
}

/** What comes of it. */
export interface LoopResult {
  /** `[batch, steps, …]` in the order of the steps that were made, or the last output `[batch, …]`. */
  readonly output: Tensor;
  /** The states after the last step. */
  readonly states: readonly Tensor[];
}

/** What is carried from step to step: the states, and the output where it is not one of them. */
type Carry = readonly [states: readonly Tensor[], output: readonly Tensor[]];

/** Runs a cell over the steps of `[batch, steps, …row]`, as one loop, or one for each cell that it is made of. */
export function runCell(cell: RnnCell, x: Tensor, context: CallContext, options: LoopOptions): LoopResult {
  const { mask, returnSequences, goBackwards } = options;
  const counts = mask === undefined ? undefined : stepsFirst(cast(mask, "bool"));
  let left = options.states;
  let output = stepsFirst(x);
  const ends: Tensor[] = [];
  const cells = cell.chain;
  cells.forEach((one, i) => {
    const states = left?.slice(0, one.stateSizes.length);
    left = left?.slice(one.stateSizes.length);
    // What a cell before the last gives at masked steps is read by steps that change nothing.
    const between = i < cells.length - 1 && { returnSequences: true, zeroOutputForMask: true };
    const result = sweep(one, output, context, counts, { ...options, states, ...between });
    output = result.output;
    ends.push(...result.states);
  });
  if (!returnSequences) return { output, states: ends };
  // A loop that goes backwards stacks in the order of the slices; Keras gives them in the order in which it met them.
  return { output: stepsFirst(goBackwards ? flip(output, 0) : output), states: ends };
}

/** One loop over `[steps, batch, …row]`; the outputs stay in the order of the slices. */
function sweep(
  cell: RnnCell,
  x: Tensor,
  context: CallContext,
  masks: Mask,
  { states: given, zeroOutputForMask, returnSequences, goBackwards }: LoopOptions,
): LoopResult {
  const [length, rows, ...row] = x.shape as [number, number, ...number[]];
  const { inputs, step } = cell.prepare(x, context);
  const zero = (shape: BatchShape): Tensor => zeros([rows, ...(shape as number[])], x.dtype);
  const states = given ?? cell.stateShapes(row).map(zero);
  // Before the first step that counts the output is 0, and so are the states when none were given.
  const inState = masks === undefined || (given === undefined && !zeroOutputForMask);
  const shared = inState ? cell.outputState : undefined;
  // Beside masks that give zeros nobody asks for the output before; a sequence is stacked and need not be carried.
  const carried = shared === undefined && !(returnSequences && (masks === undefined || zeroOutputForMask));
  const first: Carry = [states, carried ? [zero(cell.rowShape(row))] : []];
  const one = ([before, [last]]: Carry, slices: Slices): readonly [Carry, readonly Tensor[]] => {
    const [input, counts] = slices as readonly [Tensor, Tensor?];
    const [output, after] = step(input, before);
    let now = output;
    let next = after;
    if (counts !== undefined) {
      const either = (made: Tensor, otherwise: Tensor | number): Tensor =>
        where(counts.reshape([rows, ...made.shape.slice(1).fill(1)]), made, otherwise);
      next = after.map((state, i) => either(state, before[i] as Tensor));
      const otherwise = zeroOutputForMask ? 0 : (last as Tensor);
      now = shared === undefined ? either(output, otherwise) : (next[shared] as Tensor);
    }
    return [[next, carried ? [now] : []], returnSequences ? [now] : []];
  };
  const [[ends, [last]], [all]] = scan<Carry, Slices, readonly Tensor[]>(
    one,
    first,
    masks === undefined ? [inputs] : [inputs, masks],
    { reverse: goBackwards, length },
  );
  if (returnSequences) return { output: all as Tensor, states: ends };
  return { output: shared === undefined ? (last as Tensor) : (ends[shared] as Tensor), states: ends };
}

type Slices = readonly Tensor[];

/** `[batch, steps, …]` to `[steps, batch, …]`, and back. */
function stepsFirst(x: Tensor): Tensor {
  return x.transpose([1, 0, ...Array.from({ length: x.rank - 2 }, (_, i) => i + 2)]);
}
