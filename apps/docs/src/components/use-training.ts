import { onBeforeUnmount, type Ref, ref, type ShallowRef, shallowRef } from "vue";
import type { Reply } from "../overfitting/messages";
import type { Outcome } from "../overfitting/network";
import { complaintAbout, type Settings } from "../overfitting/settings";
import { epochsInWords, outcomeInWords } from "../overfitting/words";
import { appended, type Curves, noCurves } from "../training/curves";
import { gone, type Session, startSession } from "../training/session";

/** A training and what is known of it. */
export interface Training {
  /** Whether it runs. */
  readonly running: Ref<boolean>;
  /** The curves so far; a new object with each report. */
  readonly curves: ShallowRef<Curves>;
  /** How it ended, once it has. */
  readonly outcome: ShallowRef<Outcome | undefined>;
  /** Epochs a second: of late while it runs, on average after that. */
  readonly epochsPerSecond: Ref<number>;
  /** One line for everybody, which changes only when something happens. */
  readonly status: Ref<string>;
  /** What went wrong, in plain words; empty when nothing did. */
  readonly error: Ref<string>;
  /** Begins anew. */
  start(settings: Settings): void;
  /** Ends it. */
  stop(): void;
  /** Asks the network; rejects when there is none. */
  predict(points: Float32Array): Promise<Float32Array>;
}

/** Trains in a worker as long as the component is in the page. */
export function useTraining(makeWorker: () => Worker): Training {
  const running = ref(false);
  const curves = shallowRef(noCurves());
  const outcome = shallowRef<Outcome>();
  const epochsPerSecond = ref(0);
  const status = ref("Ready.");
  const error = ref("");
  let session: Session | undefined;

  function start(settings: Settings): void {
    const complaint = complaintAbout(settings);
    error.value = complaint ?? "";
    // What was trained before stays, with its network.
    if (complaint !== undefined) return;
    session?.close();
    running.value = true;
    curves.value = noCurves();
    outcome.value = undefined;
    epochsPerSecond.value = 0;
    status.value = "Training.";
    session = startSession<Settings, Reply>(makeWorker, settings, (reply) => {
      if (reply.kind === "progress") {
        curves.value = appended(curves.value, reply.curves);
        epochsPerSecond.value = reply.epochsPerSecond;
        return;
      }
      running.value = false;
      if (reply.kind === "done") {
        outcome.value = reply;
        epochsPerSecond.value = reply.epochsPerSecond;
        status.value = outcomeInWords(reply);
      } else if (reply.kind === "stopped") {
        status.value = `Stopped after ${epochsInWords(curves.value.loss.length)}.`;
      } else {
        status.value = "";
        error.value = `The training ended because of an error: ${reply.message}`;
      }
    });
  }

  onBeforeUnmount(() => session?.close());

  return {
    running,
    curves,
    outcome,
    epochsPerSecond,
    status,
    error,
    start,
    stop: () => session?.stop(),
    predict: (points) => session?.predict(points) ?? Promise.reject(gone()),
  };
}
