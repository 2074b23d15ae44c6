import type { Callback, Logs, NonFinite } from "../callbacks/callback";
import { show } from "../common/options";

type Hook = (...args: never[]) => void | Promise<void>;
type HookName =
  | "onTrainBegin"
  | "onTrainEnd"
  | "onEpochBegin"
  | "onEpochEnd"
  | "onBatchBegin"
  | "onBatchEnd"
  | "onTestBegin"
  | "onTestEnd";

/** What a hook returned when it has to be waited for. */
export type Waiting = Promise<void> | undefined;

/** The hooks that callbacks really have, so that those they do not have cost nothing. */
export class Hooks {
  /** Whether anybody wants to know about batches. */
  readonly watchesBatches: boolean;
  private readonly hearers: readonly Callback[];
  private readonly lists: Readonly<Record<HookName, readonly Hook[]>>;

  constructor(callbacks: readonly Callback[]) {
    for (const callback of callbacks) {
      if (typeof callback !== "object" || callback === null) {
        throw new TypeError(
          `fit: received ${show(callback)} among callbacks, expected objects such as earlyStopping() or { onEpochEnd() {} }`,
        );
      }
    }
    const inOrder = [...callbacks.filter((c) => !c.runsLast), ...callbacks.filter((c) => c.runsLast)];
    this.hearers = inOrder.filter((callback) => callback.onNonFinite !== undefined);
    const list = (name: HookName): Hook[] =>
      inOrder.flatMap((callback) => {
        const hook = callback[name] as Hook | undefined;
        return hook === undefined ? [] : [hook.bind(callback) as Hook];
      });
    this.lists = {
      onTrainBegin: list("onTrainBegin"),
      onTrainEnd: list("onTrainEnd"),
      onEpochBegin: list("onEpochBegin"),
      onEpochEnd: list("onEpochEnd"),
      onBatchBegin: list("onBatchBegin"),
      onBatchEnd: list("onBatchEnd"),
      onTestBegin: list("onTestBegin"),
      onTestEnd: list("onTestEnd"),
    };
    this.watchesBatches = this.lists.onBatchBegin.length + this.lists.onBatchEnd.length > 0;
  }

  trainBegin(): Waiting {
    return each(this.lists.onTrainBegin, []);
  }
  trainEnd(logs: Logs): Waiting {
    return each(this.lists.onTrainEnd, [logs]);
  }
  epochBegin(epoch: number): Waiting {
    return each(this.lists.onEpochBegin, [epoch]);
  }
  epochEnd(epoch: number, logs: Logs): Waiting {
    return each(this.lists.onEpochEnd, [epoch, logs]);
  }
  batchBegin(batch: number): Waiting {
    return each(this.lists.onBatchBegin, [batch]);
  }
  batchEnd(batch: number, logs: Logs): Waiting {
    return each(this.lists.onBatchEnd, [batch, logs]);
  }
  testBegin(): Waiting {
    return each(this.lists.onTestBegin, []);
  }
  testEnd(): Waiting {
    return each(this.lists.onTestEnd, []);
  }

  /** Tells everybody who wants to know, and says whether one of them ends training quietly. */
  nonFinite(what: NonFinite): boolean {
    return this.hearers.filter((callback) => callback.onNonFinite?.(what)).length > 0;
  }
}

/** Calls one after the other and waits only for those that return a promise. */
function each(hooks: readonly Hook[], args: readonly unknown[], from = 0): Waiting {
  for (let i = from; i < hooks.length; i++) {
    const result = (hooks[i] as Hook)(...(args as never[]));
    if (result instanceof Promise || typeof (result as Waiting)?.then === "function") {
      return (result as Promise<void>).then(() => each(hooks, args, i + 1));
    }
  }
  return undefined;
}
