import type { Tensor } from "@wellfit/core";
import { readOptions } from "../common/options";
import type { BatchShape } from "../common/shapes";
import { Layer, type LayerOptions, layerDefaults } from "./layer";

/** See {@link identityLayer}. */
export class IdentityLayer extends Layer {
  /** Its name in Keras. */
  static readonly className: string = "Identity";
  override readonly supportsMasking: boolean = true;

  constructor(options: LayerOptions = {}) {
    super("identityLayer", readOptions("identityLayer", options, layerDefaults));
  }

  override computeOutputShape(inputShape: BatchShape): BatchShape {
    return inputShape;
  }

  override call(x: Tensor): Tensor {
    return x;
  }
}

/**
 * Passes its input on as it is; a place that can have a name. Keras's `Identity`, under a name of its own beside the
 * initializer `identity`. No weights.
 *
 * @example
 * identityLayer({ name: "code" }).apply([[1, 2]]).toArray(); // [[1, 2]]
 */
export function identityLayer(options: LayerOptions = {}): IdentityLayer {
  return new IdentityLayer(options);
}
