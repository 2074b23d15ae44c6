import { Adam, type AdamOptions } from "./adam";
import { optionsFromKeras } from "./keras-config";

/** See {@link adamW}. */
export class AdamW extends Adam {
  /** Its name in Keras. */
  static override readonly className: string = "AdamW";

  constructor(options: AdamOptions = {}) {
    super({ ...options, weightDecay: options?.weightDecay ?? 0.004 }, "adamW");
  }

  /** An optimizer from its settings as Keras writes them. */
  static override fromConfig(config: Readonly<Record<string, unknown>>): AdamW {
    return new AdamW(optionsFromKeras("adamW", config));
  }
}

/**
 * AdamW (Loshchilov and Hutter 2017): Adam with a weight decay that is not scaled with the gradients, which generalises better
 * than an L2 penalty in the loss.
 *
 * @param options - `learningRate` is 0.001 by default, `weightDecay` 0.004.
 * @throws RangeError for numbers out of range, TypeError for an unknown option.
 * @example
 * model.compile({ loss: "mse", optimizer: adamW({ weightDecay: 0.01, excludeFromWeightDecay: ["bias"] }) });
 */
export function adamW(options: AdamOptions = {}): AdamW {
  return new AdamW(options);
}
