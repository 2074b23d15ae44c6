import { type BoundaryChart, type BoundaryData, decisionBoundary, type PointsBatch } from "@wellfit/viz";
import { onBeforeUnmount, type Ref, watch } from "vue";
import { useWidth } from "./use-width";

/** Which points lie on the decision boundary: those trained on, or those held out. */
export type Shown = "train" | "held";

/** What has a decision boundary. */
export interface BoundarySource {
  /** The points that lie on it and their classes; undefined draws nothing. */
  readonly points: Readonly<Ref<Pick<BoundaryData, "points" | "labels"> | undefined>>;
  /** Whether there is a network to ask. */
  readonly trained: Readonly<Ref<boolean>>;
  /** Whether it trains. */
  readonly running: Readonly<Ref<boolean>>;
  /** Changes when the network has learned, or is another one. */
  readonly news: Readonly<Ref<unknown>>;
  /** Asks the network. */
  predict(points: Float32Array): Promise<Float32Array>;
  /** Told what went wrong. */
  readonly error: Ref<string>;
}

/** Milliseconds between two questions to the network while it trains; each costs it some epochs. */
const interval = 250;

const noAnswer = (): Promise<Float32Array> => new Promise(() => {});

/** Keeps the decision boundary of a training drawn in an element, as wide as it is. */
export function useBoundaryChart(host: Readonly<Ref<HTMLElement | null>>, training: BoundarySource): void {
  const width = useWidth(host);
  let chart: BoundaryChart | undefined;
  let stale = false;
  let asking = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const isEmpty = (): boolean => !training.trained.value;
  const ask = ({ data: points }: PointsBatch): Promise<Float32Array> => training.predict(points);

  const data = (drawn: Pick<BoundaryData, "points" | "labels">): BoundaryData => ({
    predict: isEmpty() ? noAnswer : ask,
    ...drawn,
  });

  function complain(problem: unknown): void {
    // A training that ended takes its answers with it; the field of before stands.
    if (problem instanceof DOMException && problem.name === "AbortError") return;
    training.error.value = `The decision boundary could not be drawn: ${problem instanceof Error ? problem.message : String(problem)}`;
  }

  function make(): void {
    chart?.remove();
    chart = undefined;
    const drawn = training.points.value;
    if (host.value === null || width.value < 200 || drawn === undefined) return;
    chart = decisionBoundary(data(drawn), {
      width: Math.min(560, width.value),
      resolution: 60,
      id: "lab-boundary",
    });
    host.value.append(chart);
    chart.ready.catch(complain);
  }

  /** One question at a time; what comes up in the meantime is asked afterwards, with the newest weights. */
  async function refresh(): Promise<void> {
    stale = true;
    if (asking) return;
    asking = true;
    try {
      while (stale && chart !== undefined && !isEmpty()) {
        stale = false;
        const drawn = training.points.value;
        if (drawn === undefined) break;
        chart.update(data(drawn));
        await chart.ready.catch(complain);
        if (!training.running.value) continue;
        await new Promise<void>((resolve) => {
          timer = setTimeout(resolve, interval);
        });
      }
    } catch (problem) {
      complain(problem);
    } finally {
      asking = false;
    }
  }

  watch([width, training.points], make, { flush: "post" });
  watch(
    [training.news, training.trained, training.running],
    () => {
      if (isEmpty()) make();
      else void refresh();
    },
    { flush: "post" },
  );
  onBeforeUnmount(() => clearTimeout(timer));
}
