import { show } from "../../common/options";
import { type BatchShape, showBatchShape } from "../../common/shapes";

/** How many axes lie between the batch and the channels. */
export type Rank = 1 | 2 | 3;

/** What the axes between the batch and the channels are called in messages. */
const AXES: Readonly<Record<Rank, readonly string[]>> = {
  1: ["steps"],
  2: ["height", "width"],
  3: ["depth", "height", "width"],
};

/**
 * One whole number for each axis, from one that stands for all of them or from an array.
 *
 * @throws RangeError for anything else.
 */
export function checkSizes(where: string, name: string, value: unknown, rank: Rank, min = 1): number[] {
  const list: unknown[] = Array.isArray(value) ? value : new Array(rank).fill(value);
  if (list.length === rank && list.every((n) => isWhole(n, min))) return list as number[];
  throw new RangeError(
    `${where}: received ${name} ${show(value)}, expected a whole number of at least ${min}` +
      (rank === 1 ? "" : ` or an array of ${rank}, for ${AXES[rank].join(", ")}`),
  );
}

/**
 * What happens before and behind each axis, from one number for all, one for each axis or a pair for each axis.
 *
 * @throws RangeError for anything else.
 */
export function checkPairs(where: string, name: string, value: unknown, rank: Rank): [number, number][] {
  const list: unknown[] = Array.isArray(value) ? (rank === 1 ? [value] : value) : new Array(rank).fill(value);
  const pairs = list.map((one) => (Array.isArray(one) ? one : [one, one]));
  if (pairs.length === rank && pairs.every((pair) => pair.length === 2 && pair.every((n) => isWhole(n, 0)))) {
    return pairs as [number, number][];
  }
  const pair = "a pair [before, behind]";
  throw new RangeError(
    `${where}: received ${name} ${show(value)}, expected a whole number of at least 0 or ` +
      (rank === 1
        ? pair
        : `an array of ${rank}, of whole numbers or each ${pair}, for ${AXES[rank].join(", ")}`),
  );
}

/** The pairs as Keras writes them: one pair alone is not in an array. */
export function pairsConfig(pairs: readonly (readonly [number, number])[]): unknown {
  return pairs.length === 1 ? pairs[0] : pairs;
}

/**
 * Whether the channels are where these layers have them.
 *
 * @throws RangeError for `"channels_first"`, with what to do.
 */
export function checkDataFormat(where: string, value: unknown): void {
  if (value === "channels_last") return;
  throw new RangeError(
    `${where}: received dataFormat ${show(value)}, expected "channels_last": the channels are the last axis of the input, as ` +
      "in [batch, height, width, channels]; move data that has them first with transpose, and leave the option out",
  );
}

/**
 * Whether an input has the axes that a layer slides along.
 *
 * @throws RangeError with the axes that were expected.
 */
export function checkAxes(name: string, shape: BatchShape, rank: Rank): void {
  if (shape.length === rank + 2) return;
  const expected = `[batch, ${AXES[rank].join(", ")}, channels]`;
  throw new RangeError(
    `${name}: expected input of shape ${expected}, received ${showBatchShape(shape)}; ${mend(shape, rank)}`,
  );
}

function mend(shape: BatchShape, rank: Rank): string {
  if (shape.length === rank + 1) {
    const [, ...row] = shape;
    return (
      `data without an axis of channels gets one by expandDims(x, -1) or a first layer reshape([${row.map((n) => n ?? "any").join(", ")}, 1]), ` +
      "and one row alone gets a batch axis by expandDims(x, 0)"
    );
  }
  if (shape.length > rank + 2 && shape.length <= 5) return `use the layer for ${shape.length - 2} axes`;
  return "reshape the rows first";
}

const isWhole = (n: unknown, min: number): boolean => Number.isInteger(n) && (n as number) >= min;
