import { type BoundaryChart, type BoundaryData, decisionBoundary, type PointsBatch } from "@wellfit/viz";
import { onBeforeUnmount, type Ref, watch } from "vue";
import { moons } from "../overfitting/moons";
import type { Training } from "./use-training";
import { useWidth } from "./use-width";

/** Which points lie on the decision boundary: those trained on, or those held out. */
export type Shown = "train" | "held";

/** Milliseconds between two questions to the network while it trains; each costs it some epochs. */
const interval = 250;

const noAnswer = (): Promise<Float32Array> => new Promise(() => {});

/** Keeps the decision boundary of a training drawn in an element, as wide as it is. */
export function useBoundaryChart(
  host: Readonly<Ref<HTMLElement | null>>,
  training: Training,
  shown: Readonly<Ref<Shown>>,
): void {
  const width = useWidth(host);
  const { xTrain, xHeld, yTrain, yHeld } = moons();
  let chart: BoundaryChart | undefined;
  let stale = false;
  let asking = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const isEmpty = (): boolean => training.curves.value.loss.length === 0;
  const ask = ({ data: points }: PointsBatch): Promise<Float32Array> => training.predict(points);

  function data(): BoundaryData {
    const [points, labels] = shown.value === "train" ? [xTrain, yTrain] : [xHeld, yHeld];
    return { predict: isEmpty() ? noAnswer : ask, points, labels };
  }

  function complain(problem: unknown): void {
    // A training that ended takes its answers with it; the field of before stands.
    if (problem instanceof DOMException && problem.name === "AbortError") return;
    training.error.value = `The decision boundary could not be drawn: ${problem instanceof Error ? problem.message : String(problem)}`;
  }

  function make(): void {
    chart?.remove();
    chart = undefined;
    if (host.value === null || width.value < 200) return;
    chart = decisionBoundary(data(), {
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
        chart.update(data());
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

  watch([width, shown], make, { flush: "post" });
  watch(
    [training.curves, training.outcome, training.running],
    () => {
      if (isEmpty()) make();
      else void refresh();
    },
    { flush: "post" },
  );
  onBeforeUnmount(() => clearTimeout(timer));
}
