import { checkNumber, readOptions } from "../common/options";
import type { FitControl } from "../models/fit-control";
import type { Callback, FitParams, Logs } from "./callback";
import { shortNumber } from "./short-number";

/** Options of {@link progress}. */
export interface ProgressOptions {
  /** At least so many milliseconds lie between two lines; the last epoch is always shown. Default 0: every epoch. */
  readonly every?: number;
  /** Whether lines come within an epoch too, when it takes long. Default false. */
  readonly batches?: boolean;
  /** Where lines go. Default `console.log`. */
  readonly print?: (line: string) => void;
}

/**
 * A callback that prints lines such as `epoch 12/100 · loss 0.3127 · valLoss 0.3349`. `fit`'s `verbose: 2` is this for
 * every epoch, `verbose: 1` this a few times a second.
 *
 * @throws TypeError for an unknown option.
 * @example
 * await model.fit(x, y, { epochs: 1000, verbose: 0, callbacks: [progress({ every: 1000 })] });
 */
export function progress(options: ProgressOptions = {}): Callback {
  const { every, batches, print } = readOptions("progress", options, {
    every: 0,
    batches: false,
    print: (line: string): void => console.log(line),
  });
  checkNumber("progress", "every", every, { min: 0 });
  let params: FitParams | undefined;
  let control: FitControl | undefined;
  let last = 0;
  let said = false;
  // Formatting costs more than an epoch of a small model, so numbers wait until somebody sees them.
  let unsaid: { readonly epoch: number; readonly logs: Logs } | undefined;
  const due = (): boolean => performance.now() - last >= every;
  const say = (line: string): void => {
    print(line);
    last = performance.now();
    said = true;
    unsaid = undefined;
  };
  const describe = (e: number, logs: Logs, batch?: number): string => {
    const steps = params?.steps === undefined ? "" : `/${params.steps}`;
    const step = batch === undefined ? "" : ` · batch ${batch + 1}${steps}`;
    const numbers = Object.entries(logs).map(([key, value]) => `${key} ${shortNumber(value)}`);
    return `epoch ${e + 1}/${params?.epochs}${step} · ${numbers.join(" · ")}`;
  };
  const callback: Callback = {
    setParams: (given) => {
      params = given;
      last = performance.now();
      said = false;
    },
    setControl: (given) => {
      control = given;
    },
    onEpochEnd: (e, logs) => {
      if (!said || due()) say(describe(e, logs));
      else unsaid = { epoch: e, logs };
    },
    onTrainEnd: () => {
      if (unsaid) say(describe(unsaid.epoch, unsaid.logs));
    },
  };
  if (!batches) return callback;
  return {
    ...callback,
    onBatchEnd: (batch, logs) => {
      if (batch + 1 !== params?.steps && due()) say(describe(control?.epoch ?? 0, logs, batch));
    },
  };
}
