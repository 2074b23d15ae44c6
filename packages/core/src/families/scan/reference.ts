import { interpret } from "../../engines/reference/index";
import { allocate, type DataArray } from "../../graph/dtype";
import type { Node } from "../../graph/node";
import { sizeOf } from "../../graph/shape";
import type { ScanParams } from "./params";

/** What a scan came to, by the array that stands for it. */
const results = new WeakMap<DataArray, readonly DataArray[]>();

/** Step after step, each by the plain interpreter. */
export function runScan(operands: readonly DataArray[], { body, length, reverse }: ScanParams): DataArray {
  const { carries, slices, inputs, outputs } = body;
  let state = operands.slice(0, carries);
  const stacks = outputs.map(({ dtype, shape }, i) =>
    i < carries ? undefined : allocate(dtype, length * sizeOf(shape)),
  );
  for (let step = 0; step < length; step++) {
    const t = reverse ? length - 1 - step : step;
    const given = new Map<Node, DataArray>();
    inputs.forEach((input, i) => {
      const from = operands[i] as DataArray;
      const size = sizeOf(input.shape);
      const isSlice = i >= carries && i < carries + slices;
      given.set(
        input,
        i < carries ? (state[i] as DataArray) : isSlice ? from.slice(t * size, (t + 1) * size) : from,
      );
    });
    interpret(body.order, given);
    const made = outputs.map((node) => given.get(node) as DataArray);
    made.forEach((value, i) => {
      stacks[i]?.set(value, t * value.length);
    });
    state = made.slice(0, carries);
  }
  const token = new Float32Array(1);
  results.set(token, [...state, ...(stacks.slice(carries) as DataArray[])]);
  return token;
}

/** One of the results that belong to the array that stands for a scan. */
export function scanResult(token: DataArray | undefined, index: number): DataArray {
  return results.get(token as DataArray)?.[index] as DataArray;
}
