import type { Optimizer } from "../optimizers/optimizer";

/** Throws when an optimizer's learning rate follows a schedule, because then no callback can set it. */
export function checkRateIsANumber(where: string, optimizer: Optimizer): void {
  if (optimizer.schedule === undefined) return;
  throw new TypeError(
    `${where}: the learning rate of ${optimizer.name} follows the schedule ${optimizer.schedule.className} and cannot be set; make ` +
      "the optimizer with a number as learningRate, or leave this callback out",
  );
}
