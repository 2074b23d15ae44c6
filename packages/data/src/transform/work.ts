/**
 * Work in pieces: a plain result, or a generator that stops between pieces of a few milliseconds, so that the
 * async form of a transform can let others run there.
 */
export type Work<T> = T | Generator<void, T, void>;

const isGenerator = <T>(work: Work<T>): work is Generator<void, T, void> =>
  typeof work === "object" && work !== null && "next" in work && Symbol.iterator in work;

/** The pieces of work, of which a plain result has none. */
export function* pieces<T>(work: Work<T>): Generator<void, T, void> {
  return isGenerator(work) ? yield* work : work;
}

/** Does all pieces at once. */
export const finish = <T>(work: Work<T>): T => {
  if (!isGenerator(work)) return work;
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
  }
};

// A timer waits at least 4 ms in browsers, a message does not.
const othersRan = (): Promise<void> =>
  new Promise((resolve) => {
    if (typeof setImmediate === "function") {
      setImmediate(resolve);
      return;
    }
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

/** How long work may hold the event loop, in milliseconds; one piece more comes on top. */
const turn = 10;

/** Does the pieces one after another and lets the event loop run between them. */
export const inTurns = async <T>(work: Work<T>): Promise<T> => {
  if (!isGenerator(work)) return work;
  let since = performance.now();
  for (;;) {
    const step = work.next();
    if (step.done === true) return step.value;
    if (performance.now() - since < turn) continue;
    await othersRan();
    since = performance.now();
  }
};
