import type { Tensor } from "@wellfit/core";

/** The mean along the last axis; the values themselves when there is one axis. */
export function meanOfLastAxis(values: Tensor): Tensor {
  return values.rank <= 1 ? values : values.mean(-1);
}
