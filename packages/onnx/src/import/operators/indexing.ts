import { arange, gather, scatterAdd, type Tensor, where } from "@wellfit/core";
import type { Call, Operators } from "../call";

/** `data` with each update added at the place along the axis that its index names. */
function scatterElements(call: Call): Tensor {
  call.only("reduction", "add");
  const [data, indices, updates] = [call.input(0), call.input(1), call.input(2)];
  const axis = (call.int("axis", 0) + data.rank) % data.rank;
  const length = data.shape[axis] as number;
  // The place of every update in the flat array: the sum of its coordinates times their strides.
  let stride = 1;
  let place: Tensor | undefined;
  for (let i = data.rank - 1; i >= 0; i--) {
    const counted = updates.shape.map((n, j) => (j === i ? n : 1));
    const at =
      i === axis
        ? where(indices.less(0), indices.add(length), indices)
        : arange(updates.shape[i] as number).reshape(counted);
    const step = at.mul(stride);
    place = place ? place.add(step) : step;
    stride *= data.shape[i] as number;
  }
  const flat = (place as Tensor).broadcastTo(updates.shape).flatten();
  return data.add(scatterAdd(flat, updates.flatten(), [data.size]).reshape(data.shape));
}

/** What reads and writes where numbers say. */
export const indexing: Operators = {
  Gather: (call) => gather(call.input(0), call.input(1), call.int("axis", 0)),
  ScatterElements: scatterElements,
};
