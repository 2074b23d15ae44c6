import { readOptions } from "../common/options";
import type { Callback } from "./callback";

/** The hooks of {@link lambdaCallback}: all that a callback can have. */
export type LambdaCallbackOptions = Omit<Callback, "runsLast">;

const HOOKS: { readonly [name in keyof Required<LambdaCallbackOptions>]: true } = {
  setModel: true,
  setParams: true,
  setControl: true,
  onTrainBegin: true,
  onTrainEnd: true,
  onEpochBegin: true,
  onEpochEnd: true,
  onBatchBegin: true,
  onBatchEnd: true,
  onTestBegin: true,
  onTestEnd: true,
  onNonFinite: true,
  getState: true,
  setState: true,
};

/**
 * A callback from functions, which checks their names; a plain object does as well.
 *
 * @throws TypeError for a hook that does not exist or is not a function.
 * @example
 * lambdaCallback({ onEpochEnd: (epoch, logs) => console.log(epoch, logs.loss) });
 */
export function lambdaCallback(hooks: LambdaCallbackOptions): Callback {
  readOptions("lambdaCallback", hooks, { ...HOOKS });
  for (const [name, hook] of Object.entries(hooks)) {
    if (typeof hook !== "function" && hook !== undefined) {
      throw new TypeError(`lambdaCallback: received ${name} ${String(hook)}, expected a function`);
    }
  }
  return { ...hooks };
}
