import type { Tensor } from "@wellfit/core";
import { type BatchShape, type Shapes, showBatchShape } from "../common/shapes";
import { glorotUniform } from "../initializers/glorot-uniform";
import { Attention, type AttentionOptions } from "./attention";

/** Options of {@link additiveAttention}. */
export interface AdditiveAttentionOptions extends Omit<AttentionOptions, "scoreMode"> {
  /** Whether the parts of scores are multiplied by learnt numbers. Default true. */
  readonly useScale?: boolean;
}

const WHERE = "additiveAttention";

/** See {@link additiveAttention}. */
export class AdditiveAttention extends Attention {
  /** Its name in Keras. */
  static override readonly className: string = "AdditiveAttention";

  constructor(options: AdditiveAttentionOptions = {}) {
    super({ ...options, useScale: options.useScale ?? true }, WHERE, false);
  }

  override getConfig(): Record<string, unknown> {
    const { score_mode: _, ...config } = super.getConfig();
    return config;
  }

  protected override makeWeights(inputShape: Shapes): void {
    const [query] = this.checkShapes(inputShape);
    if (!this.useScale) return;
    const depth = query[query.length - 1];
    if (depth === null || depth === undefined) {
      throw new RangeError(
        `${this.name}: received a query of shape ${showBatchShape(query as BatchShape)}, expected a known length of its last axis`,
      );
    }
    this.scale = this.addWeight("scale", [depth], { initializer: glorotUniform() });
  }

  protected override scores(query: Tensor, key: Tensor): Tensor {
    const bent = query.expandDims(-2).add(key.expandDims(-3)).tanh();
    return (this.scale === undefined ? bent : bent.mul(this.scale.value)).sum(-1);
  }
}

/**
 * For each query the mean of the values, weighted by how well their keys fit it, where the score is
 * `sum(scale * tanh(query + key))` (Bahdanau et al. 2015). Inputs, masks, options of a call and output are those of
 * `attention`. Weights: scale, one number for each feature of the query.
 *
 * @throws RangeError when there are not two or three inputs, or their shapes do not fit one another.
 * @example
 * additiveAttention().apply([zeros([2, 5, 8]), zeros([2, 3, 8])]);
 */
export function additiveAttention(options: AdditiveAttentionOptions = {}): AdditiveAttention {
  return new AdditiveAttention(options);
}
