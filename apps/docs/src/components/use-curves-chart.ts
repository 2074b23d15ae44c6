import { type Chart, type HistoryLike, learningCurves } from "@wellfit/viz";
import { type Ref, watch } from "vue";
import type { Training } from "./use-training";
import { useWidth } from "./use-width";

/** Keeps the learning curves of a training drawn in an element, as wide as it is. */
export function useCurvesChart(host: Readonly<Ref<HTMLElement | null>>, training: Training): void {
  const width = useWidth(host);
  let chart: Chart<HistoryLike> | undefined;

  // How it ended is an option of the chart, and so is its width: these need a new one.
  function make(): void {
    chart?.remove();
    chart = undefined;
    const curves = training.curves.value;
    if (host.value === null || width.value < 200 || curves.loss.length === 0) return;
    const ending = training.outcome.value;
    chart = learningCurves(
      { ...curves },
      {
        width: width.value,
        title: "Learning curves",
        id: "lab-curves",
        ...(ending?.bestEpoch === undefined ? {} : { bestEpoch: ending.bestEpoch }),
        ...(ending?.stoppedEpoch === undefined ? {} : { stoppedEpoch: ending.stoppedEpoch }),
      },
    );
    host.value.append(chart);
  }

  watch([width, training.outcome], make, { flush: "post" });
  watch(
    training.curves,
    (curves) => {
      if (chart === undefined || curves.loss.length === 0) make();
      else chart.update({ ...curves });
    },
    { flush: "post" },
  );
}
