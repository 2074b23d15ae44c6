import type { Sequential } from "@wellfit/layers";
import type { Ending, News, Prediction, Request } from "./messages";

/** What a worker does for its page. */
export interface Work<Settings> {
  /** Trains; tells how it goes through `tell`. Rejects when the signal is aborted. */
  train(settings: Settings, signal: AbortSignal): Promise<void>;
  /** The network of a number, which may be training. */
  network(at: number): Sequential | undefined;
}

/** Tells the page something. */
export function tell(reply: News | Ending | Prediction, transfer: Transferable[] = []): void {
  postMessage(reply, { transfer });
}

function tellOf(error: unknown): void {
  tell({ kind: "failed", message: error instanceof Error ? error.message : String(error) });
}

/** Answers the page for as long as the worker lives. Whatever goes wrong is told as `failed`. */
export function servePage<Settings>(work: Work<Settings>): void {
  let stopper: AbortController | undefined;

  async function train(settings: Settings): Promise<void> {
    stopper = new AbortController();
    const { signal } = stopper;
    try {
      await work.train(settings, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
      tell({ kind: "stopped" });
    }
  }

  function predict(id: number, points: Float32Array, at: number): void {
    const network = work.network(at);
    if (network === undefined) {
      throw new Error("predict: expected a network, received none; train one first");
    }
    const answer = network.predict({ data: points, shape: [points.length / 2, 2] });
    // A copy, because sending it away must not take it from its owner.
    const probabilities = Float32Array.from(answer.data());
    tell({ kind: "prediction", id, probabilities }, [probabilities.buffer]);
  }

  addEventListener("message", ({ data: request }: MessageEvent<Request<Settings>>) => {
    try {
      if (request.kind === "train") train(request.settings).catch(tellOf);
      else if (request.kind === "stop") stopper?.abort();
      else predict(request.id, request.points, request.network);
    } catch (error) {
      tellOf(error);
    }
  });
}
