import { logicalOr, type Tensor, where } from "@wellfit/core";
import type { Mask } from "./mask";
import { Merge, maskFor } from "./merge";

/** A layer that keeps the largest or the smallest of several elements. */
export abstract class Extreme extends Merge {
  /** The larger or the smaller. */
  protected abstract choose(a: Tensor, b: Tensor): Tensor;

  protected override merge(inputs: readonly Tensor[], masks: readonly Mask[]): Tensor {
    const wide = inputs.map((x, i) => {
      const mask = masks[i];
      return mask === undefined ? undefined : maskFor(x, mask);
    });
    let output = inputs[0] as Tensor;
    let counts = wide[0];
    for (const [i, x] of inputs.entries()) {
      if (i === 0) continue;
      const mask = wide[i];
      // No number is neutral here, so what does not count is taken from the other side.
      const right = mask === undefined ? x : where(mask, x, output);
      const left = counts === undefined ? output : where(counts, output, right);
      counts = mask === undefined || counts === undefined ? undefined : logicalOr(counts, mask);
      output = this.choose(left, right);
    }
    return output;
  }
}
