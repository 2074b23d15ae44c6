import { type Chart, type HistoryLike, learningCurves } from "@wellfit/viz";
import { type Ref, watch } from "vue";
import { type Curves, drawable } from "../training/curves";
import { useWidth } from "./use-width";

/** What has curves. */
export interface CurvesSource {
  /** Those so far; a new object when there are more. */
  readonly curves: Readonly<Ref<Curves>>;
  /** How training ended, once it has; epochs are counted from 1. */
  readonly outcome: Readonly<
    Ref<{ readonly bestEpoch?: number; readonly stoppedEpoch?: number } | undefined>
  >;
  /** The y axes; default "linear". */
  readonly scale?: Readonly<Ref<"linear" | "log">>;
  /** Changes when the curves are those of something else. Default: they never are. */
  readonly subject?: Readonly<Ref<unknown>>;
}

/** Keeps the learning curves of a training drawn in an element, as wide as it is. */
export function useCurvesChart(host: Readonly<Ref<HTMLElement | null>>, training: CurvesSource): void {
  const width = useWidth(host);
  let chart: Chart<HistoryLike> | undefined;

  // How it ended is an option of the chart, and so is its width: these need a new one.
  function make(): void {
    chart?.remove();
    chart = undefined;
    const curves = training.curves.value;
    if (host.value === null || width.value < 200 || curves.loss.length === 0) return;
    const ending = training.outcome.value;
    chart = learningCurves(drawable(curves), {
      width: width.value,
      title: "Learning curves",
      id: "lab-curves",
      scale: training.scale?.value ?? "linear",
      ...(ending?.bestEpoch === undefined ? {} : { bestEpoch: ending.bestEpoch }),
      ...(ending?.stoppedEpoch === undefined ? {} : { stoppedEpoch: ending.stoppedEpoch }),
    });
    host.value.append(chart);
  }

  watch([width, training.outcome, () => training.subject?.value], make, { flush: "post" });
  watch(
    training.curves,
    (curves) => {
      if (chart === undefined || curves.loss.length === 0) make();
      else chart.update(drawable(curves));
    },
    { flush: "post" },
  );
}
