import type { Ending, News, Prediction, Request } from "./messages";

/** What the page does when the worker tells something; `Told` is what it tells besides how a training may end. */
export type Listener<Told extends News> = (reply: Told | Ending) => void;

/** One training in a worker of its own. */
export interface Session {
  /** Ends training; the listener hears `stopped`. The worker is ended by force when it does not answer. */
  stop(): void;
  /**
   * Asks for the probability of class 1 at points, `[n, 2]` row by row. Rejects with an `AbortError` when the worker is
   * gone.
   *
   * @param network - Which of the networks, of a worker that trains several. Default 0.
   */
  predict(points: Float32Array, network?: number): Promise<Float32Array>;
  /** Ends the worker at once. Nothing is heard of it any more. */
  close(): void;
}

interface Question {
  readonly resolve: (probabilities: Float32Array) => void;
  readonly reject: (error: Error) => void;
}

/** What a question gets when nobody is there to answer it. */
export function gone(): Error {
  return new DOMException("the worker is gone", "AbortError");
}

/** How long a worker may take to stop by itself, in milliseconds. */
const patience = 500;

/**
 * Begins to train in a new worker: every run starts from nothing, whatever the one before has done.
 *
 * @param makeWorker - Makes the worker; what it throws reaches the listener as `failed`.
 */
export function startSession<Settings, Told extends News>(
  makeWorker: () => Worker,
  settings: Settings,
  listener: Listener<Told>,
): Session {
  const questions = new Map<number, Question>();
  let worker: Worker | undefined;
  let asked = 0;
  let training = true;
  let force: ReturnType<typeof setTimeout> | undefined;

  function end(): void {
    worker?.terminate();
    worker = undefined;
    training = false;
    clearTimeout(force);
    for (const { reject } of questions.values()) reject(gone());
    questions.clear();
  }

  function fail(message: string): void {
    if (worker === undefined) return;
    end();
    listener({ kind: "failed", message });
  }

  function hear({ data: reply }: MessageEvent<Told | Ending | Prediction>): void {
    if (worker === undefined) return;
    if (reply.kind === "prediction") {
      questions.get(reply.id)?.resolve(reply.probabilities);
      questions.delete(reply.id);
    } else if (reply.kind === "failed") {
      fail(reply.message);
    } else {
      if (reply.kind !== "progress") {
        training = false;
        clearTimeout(force);
      }
      listener(reply as Told | Ending);
    }
  }

  function ask(request: Request<Settings>): void {
    worker?.postMessage(request);
  }

  try {
    worker = makeWorker();
    worker.addEventListener("message", hear);
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      // A script that could not be loaded has no message.
      fail(event.message || "its script could not be loaded; reload the page to try again");
    });
    worker.addEventListener("messageerror", () => fail("a message between page and worker was lost"));
    ask({ kind: "train", settings });
  } catch (error) {
    training = false;
    worker?.terminate();
    worker = undefined;
    const message = error instanceof Error ? error.message : String(error);
    queueMicrotask(() => listener({ kind: "failed", message }));
  }

  return {
    stop(): void {
      if (!training || worker === undefined) return;
      ask({ kind: "stop" });
      force ??= setTimeout(() => {
        if (!training) return;
        end();
        listener({ kind: "stopped" });
      }, patience);
    },
    predict: (points, network = 0) =>
      new Promise((resolve, reject) => {
        if (worker === undefined) {
          reject(gone());
          return;
        }
        questions.set(++asked, { resolve, reject });
        ask({ kind: "predict", id: asked, points, network });
      }),
    close: end,
  };
}
