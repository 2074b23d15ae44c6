import type { Worker } from "node:worker_threads";

/** So long a thread waits for more of the same, in milliseconds. */
const PATIENCE = 10_000;

interface Idle {
  readonly worker: Worker;
  readonly module: string;
  /** It waits no longer. */
  readonly leave: () => void;
}

const waiting: Idle[] = [];

/**
 * Keeps a thread that has nothing to do, because the next one would have to load and to compile everything again, which
 * takes longer than a short run. It does not keep the program from ending.
 *
 * @param module - What it ran; it runs nothing else, since modules keep what was set in them.
 */
export function keepThread(worker: Worker, module: string): void {
  const leave = (): void => {
    clearTimeout(timer);
    worker.off("error", leave).off("exit", leave);
    const at = waiting.indexOf(idle);
    if (at >= 0) waiting.splice(at, 1);
  };
  const timer = setTimeout(() => {
    leave();
    void worker.terminate();
  }, PATIENCE);
  timer.unref();
  const idle: Idle = { worker, module, leave };
  worker.unref();
  worker.on("error", leave).on("exit", leave);
  waiting.push(idle);
}

/** A thread that ran the same module and waits for more. */
export function takeThread(module: string): Worker | undefined {
  const idle = waiting.find((one) => one.module === module);
  if (idle === undefined) return undefined;
  idle.leave();
  idle.worker.ref();
  return idle.worker;
}
