import { cast, type Tensor, type TensorLike, toTensor } from "@wellfit/core";
import { show } from "../common/options";
import type { Configurable, ConfigurableClass } from "../common/resolve";

/**
 * A learning rate that depends on the number of steps taken. One of your own extends this, has a static `className`, and
 * gives {@link at} and {@link getConfig}; what its config holds comes back as an object of options in camelCase.
 *
 * @example
 * class Halving extends LearningRateSchedule {
 *   static readonly className = "Halving";
 *   at(step: Tensor): Tensor {
 *     return step.mul(-Math.LN2 / 100).exp();
 *   }
 *   getConfig(): Record<string, unknown> {
 *     return {};
 *   }
 * }
 */
export abstract class LearningRateSchedule implements Configurable {
  /** The name of the class in Keras. */
  get className(): string {
    return (this.constructor as unknown as ConfigurableClass<LearningRateSchedule>).className;
  }

  /**
   * The learning rate after so many steps: 0 for the first step. Inside `jit` it is part of the program.
   *
   * @param step - A scalar. Whole numbers are taken as float32; float64 gives a rate in float64.
   * @throws TypeError for what is no number or scalar tensor.
   */
  call(step: TensorLike): Tensor {
    const from = toTensor(step, "float32");
    if (from.rank !== 0) {
      throw new TypeError(
        `${this.className}: received the step ${show(step)}, expected a number or a scalar tensor`,
      );
    }
    return this.at(from.dtype === "float64" ? from : cast(from, "float32"));
  }

  /** The learning rate after so many steps, a float scalar. */
  protected abstract at(step: Tensor): Tensor;

  /** What it was made with, keys in snake_case as in Keras. */
  abstract getConfig(): Record<string, unknown>;
}

/** Whether a value is a schedule. */
export function isSchedule(value: unknown): value is LearningRateSchedule {
  return value instanceof LearningRateSchedule;
}
