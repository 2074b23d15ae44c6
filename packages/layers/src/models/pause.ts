/** How long the loop may keep the thread, in milliseconds: about a frame. */
export const SLICE = 16;

/** A way to let everybody else have a turn: timers, input, drawing. */
export interface Breather {
  /** Resolves in a task of its own. */
  pause(): Promise<void>;
  /** Lets go of what it needed. */
  close(): void;
}

/** The quickest way that this platform has; timers would wait at least 4 ms in a browser. */
export function breather(): Breather {
  if (typeof setImmediate === "function") {
    return { pause: () => new Promise((resolve) => setImmediate(resolve)), close: () => {} };
  }
  if (typeof MessageChannel === "function") {
    const { port1, port2 } = new MessageChannel();
    let resume: (() => void) | undefined;
    port1.onmessage = () => resume?.();
    return {
      pause: () =>
        new Promise((resolve) => {
          resume = resolve;
          port2.postMessage(0);
        }),
      close: () => port1.close(),
    };
  }
  return { pause: () => new Promise((resolve) => setTimeout(resolve, 0)), close: () => {} };
}
