import { readOptions } from "../common/options";
import type { Callback } from "./callback";

/** The hooks of {@link lambdaCallback}. */
export type LambdaCallbackOptions = Pick<
  Callback,
  "onTrainBegin" | "onTrainEnd" | "onEpochBegin" | "onEpochEnd" | "onBatchBegin" | "onBatchEnd"
>;

/**
 * A callback from functions, which checks their names; a plain object does as well.
 *
 * @throws TypeError for a hook that does not exist or is not a function.
 * @example
 * lambdaCallback({ onEpochEnd: (epoch, logs) => console.log(epoch, logs.loss) });
 */
export function lambdaCallback(hooks: LambdaCallbackOptions): Callback {
  const names = ["onTrainBegin", "onTrainEnd", "onEpochBegin", "onEpochEnd", "onBatchBegin", "onBatchEnd"];
  readOptions("lambdaCallback", hooks, Object.fromEntries(names.map((name) => [name, undefined])));
  for (const [name, hook] of Object.entries(hooks)) {
    if (typeof hook !== "function" && hook !== undefined) {
      throw new TypeError(`lambdaCallback: received ${name} ${String(hook)}, expected a function`);
    }
  }
  return { ...hooks };
}
