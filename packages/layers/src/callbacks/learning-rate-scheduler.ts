import { checkNumber, readOptions, show } from "../common/options";
import type { Callback, TrainingModel } from "./callback";
import { checkRateIsANumber } from "./rate";
import { shortNumber } from "./short-number";

/** Options of {@link learningRateScheduler}. */
export interface LearningRateSchedulerOptions {
  /** 1 prints a line at each epoch. Default 0. */
  readonly verbose?: 0 | 1;
}

/**
 * A callback that sets the learning rate before each epoch. For a rate that changes from step to step give the optimizer a
 * schedule instead, such as `cosineDecay`.
 *
 * @param schedule - Receives the epoch, counted from 0, and the present rate, and returns the rate of the epoch.
 * @throws TypeError for what is no function, an unknown option, or an optimizer whose rate follows a schedule; RangeError in
 *   training when the schedule returns no number of at least 0.
 * @example
 * learningRateScheduler((epoch, rate) => (epoch < 10 ? rate : rate * Math.exp(-0.1)));
 */
export function learningRateScheduler(
  schedule: (epoch: number, learningRate: number) => number,
  options: LearningRateSchedulerOptions = {},
): Callback {
  const where = "learningRateScheduler";
  const given = readOptions(where, options, { verbose: 0 });
  const verbose = checkNumber(where, "verbose", given.verbose, { integer: true, min: 0, max: 1 });
  if (typeof schedule !== "function") {
    throw new TypeError(
      `${where}: received ${show(schedule)}, expected a function such as (epoch, rate) => rate * 0.9; a schedule of steps goes ` +
        "to the optimizer as learningRate",
    );
  }
  let model: TrainingModel | undefined;
  return {
    setModel: (given) => {
      model = given;
      checkRateIsANumber(where, given.optimizer);
    },
    onEpochBegin: (epoch) => {
      if (model === undefined) return;
      const rate: unknown = schedule(epoch, model.optimizer.learningRate);
      model.optimizer.learningRate = checkNumber(where, `from its schedule in epoch ${epoch + 1}`, rate, {
        min: 0,
      });
      if (verbose > 0) console.log(`epoch ${epoch + 1}: the learning rate is ${shortNumber(rate as number)}`);
    },
  };
}
