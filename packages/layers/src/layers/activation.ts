import type { Tensor } from "@wellfit/core";
import type { ActivationFunction } from "../activations/activations";
import { type ActivationLike, activationName, resolveActivation } from "../activations/resolve-activation";
import { readOptions } from "../common/options";
import { Layer, type LayerOptions, layerDefaults } from "./layer";

/** See {@link activation}. */
export class Activation extends Layer {
  /** Its name in Keras. */
  static readonly className: string = "Activation";
  override readonly supportsMasking: boolean = true;
  private readonly activation: ActivationFunction;

  constructor(options: LayerOptions & { readonly activation: ActivationLike }) {
    const given = readOptions("activation", options, { ...layerDefaults, activation: undefined as unknown });
    super("activation", given);
    if (given.activation === undefined) {
      throw new TypeError(
        'activation: received none, expected a name such as "relu", or a function of a tensor',
      );
    }
    this.activation = resolveActivation(given.activation, "activation");
  }

  override call(x: Tensor): Tensor {
    return this.activation(x);
  }

  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), activation: activationName(this.activation) };
  }
}

/**
 * A layer that applies a function and has no weights; the shape stays.
 *
 * @param fn - A name such as "relu" or a function of a tensor.
 * @throws TypeError for a name that does not exist, with those that do.
 * @example
 * sequential([dense(64, { inputShape: [8] }), activation("relu"), dense(1)]);
 */
export function activation(fn: ActivationLike, options: LayerOptions = {}): Activation {
  return new Activation({ ...options, activation: fn });
}
