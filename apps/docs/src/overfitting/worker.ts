// The thread that trains. The page asks, this answers; see messages.ts.

import type { Callback, Sequential } from "@wellfit/layers";
import type { Reply, Request } from "./messages";
import { buildNetwork, train } from "./network";
import { pacer } from "./pace";
import { reporter } from "./reporter";
import type { Settings } from "./settings";

let model: Sequential | undefined;
let stopper: AbortController | undefined;

function tell(reply: Reply, transfer: Transferable[] = []): void {
  postMessage(reply, { transfer });
}

function tellOf(error: unknown): void {
  tell({ kind: "failed", message: error instanceof Error ? error.message : String(error) });
}

async function run(settings: Settings): Promise<void> {
  stopper = new AbortController();
  const { signal } = stopper;
  const trained = buildNetwork(settings);
  model = trained;
  const report = reporter((curves, epochsPerSecond) => tell({ kind: "progress", curves, epochsPerSecond }));
  const rest = pacer(settings.pace);
  const watcher: Callback = {
    onEpochEnd(_epoch, logs) {
      report.add(logs);
      return rest();
    },
  };
  try {
    const outcome = await train(trained, settings, watcher, signal);
    report.flush();
    tell({ kind: "done", epochsPerSecond: report.average(), ...outcome });
  } catch (error) {
    report.flush();
    if (!signal.aborted) throw error;
    tell({ kind: "stopped" });
  }
}

function predict(id: number, points: Float32Array): void {
  if (model === undefined) throw new Error("predict: expected a network, received none; train one first");
  const answer = model.predict({ data: points, shape: [points.length / 2, 2] });
  // A copy, because sending it away must not take it from its owner.
  const probabilities = Float32Array.from(answer.data());
  tell({ kind: "prediction", id, probabilities }, [probabilities.buffer]);
}

addEventListener("message", ({ data: request }: MessageEvent<Request>) => {
  try {
    if (request.kind === "train") run(request.settings).catch(tellOf);
    else if (request.kind === "stop") stopper?.abort();
    else predict(request.id, request.points);
  } catch (error) {
    tellOf(error);
  }
});
