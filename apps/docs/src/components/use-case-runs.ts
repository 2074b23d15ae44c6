import type { Outcome } from "@wellfit/experiments";
import { computed, onBeforeUnmount, type Ref, ref, type ShallowRef, shallowRef } from "vue";
import type { CasePoints, Order, Told } from "../case-studies/messages";
import { epochsInWords } from "../overfitting/words";
import { appended, type Curves, noCurves } from "../training/curves";
import { gone, type Session, startSession } from "../training/session";

/** What is known of a case that is trained or waits for it. */
export interface CaseRun {
  readonly name: string;
  readonly curves: Curves;
  readonly points?: CasePoints;
  readonly outcome?: Outcome;
}

/** The cases that are trained one after another. */
export interface CaseRuns {
  /** What was asked for last; undefined before that. */
  readonly order: ShallowRef<Order | undefined>;
  /** One for each case of the order. */
  readonly runs: ShallowRef<readonly CaseRun[]>;
  /** The position of the case that is trained, or was trained last. */
  readonly at: Ref<number>;
  readonly running: Ref<boolean>;
  /** Whether all cases of the order have ended. */
  readonly done: Readonly<Ref<boolean>>;
  /** One line for everybody, which changes only when something happens. */
  readonly status: Ref<string>;
  /** What went wrong, in plain words; empty when nothing did. */
  readonly error: Ref<string>;
  start(order: Order): void;
  stop(): void;
  /** Asks the network of a position; rejects when there is none. */
  predict(points: Float32Array, at: number): Promise<Float32Array>;
}

/** Trains cases in a worker as long as the component is in the page. */
export function useCaseRuns(makeWorker: () => Worker): CaseRuns {
  const order = shallowRef<Order>();
  const runs = shallowRef<readonly CaseRun[]>([]);
  const at = ref(0);
  const running = ref(false);
  const status = ref("Ready.");
  const error = ref("");
  const done = computed(() => runs.value.length > 0 && runs.value.every((run) => run.outcome !== undefined));
  let session: Session | undefined;

  function change(position: number, more: Partial<CaseRun>): void {
    runs.value = runs.value.map((run, i) => (i === position ? { ...run, ...more } : run));
  }

  function hear(reply: Told): void {
    if (reply.kind === "done") {
      running.value = false;
      status.value = `Finished: ${runs.value.length === 1 ? "1 case is" : `${runs.value.length} cases are`} trained.`;
      return;
    }
    const { at: position, points, curves, outcome } = reply;
    const run = runs.value[position];
    if (run === undefined) return;
    if (at.value !== position || status.value === "Starting.") {
      at.value = position;
      status.value = `Training ${run.name} (${position + 1} of ${runs.value.length}).`;
    }
    change(position, {
      ...(points === undefined ? {} : { points }),
      ...(curves === undefined ? {} : { curves: appended(run.curves, curves) }),
      ...(outcome === undefined ? {} : { outcome }),
    });
  }

  function start(asked: Order): void {
    session?.close();
    order.value = asked;
    runs.value = asked.cases.map((name) => ({ name, curves: noCurves() }));
    at.value = 0;
    error.value = "";
    running.value = true;
    status.value = "Starting.";
    session = startSession<Order, Told>(makeWorker, asked, (reply) => {
      if (reply.kind === "progress" || reply.kind === "done") {
        hear(reply);
        return;
      }
      running.value = false;
      if (reply.kind === "failed") {
        status.value = "";
        error.value = `The training ended because of an error: ${reply.message}`;
        return;
      }
      const run = runs.value[at.value];
      status.value = `Stopped after ${epochsInWords(run?.curves.loss.length ?? 0)} of ${run?.name}.`;
    });
  }

  onBeforeUnmount(() => session?.close());

  return {
    order,
    runs,
    at,
    running,
    done,
    status,
    error,
    start,
    stop: () => session?.stop(),
    predict: (points, position) => session?.predict(points, position) ?? Promise.reject(gone()),
  };
}
