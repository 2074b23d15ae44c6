import { scaleLinear } from "d3-scale";
import type { NumbersLike } from "./arrays";
import { integerTicks, type NumberScale } from "./axes";
import { type Chart, type ChartOptions, makeChart, type Picture } from "./chart";
import { add, px } from "./element";
import { count, formatNumber } from "./format";
import { drawFrame, layOutFrame } from "./frame";
import { checkLength, extentOf, readGroups, readNumbers } from "./groups";
import { colour, palette } from "./theme";

/** The norms of the layers of one network. */
export interface NormGroup {
  /** The name of the case. */
  readonly name: string;
  /** The norm of each layer's weights, the first layer first; the mean, of several runs. */
  readonly norms: NumbersLike;
  /** The standard deviation of each, over several runs, drawn as a line. Default: none. */
  readonly sd?: NumbersLike | undefined;
}

/** What `normBars` can be told besides what every chart can. */
export interface NormBarsOptions extends ChartOptions {
  /** What the numbers are. Default `"Norm of the weights"`. */
  yLabel?: string;
}

const kind = "normBars";

interface Bars {
  readonly name: string;
  readonly norms: Float64Array;
  readonly sd: Float64Array | undefined;
}

function readBars(data: unknown): Bars[] {
  return readGroups<NormGroup>(kind, data, "cases { name, norms }").map((group) => {
    const named = JSON.stringify(group.name);
    const norms = readNumbers(kind, group.norms, `the norms of ${named}`);
    norms.forEach((norm, i) => {
      if (norm < 0) {
        throw new RangeError(
          `${kind}: expected norms of 0 or more, received ${norm} at index ${i} of ${named}`,
        );
      }
    });
    const sd = group.sd === undefined ? undefined : readNumbers(kind, group.sd, `sd of ${named}`);
    if (sd !== undefined) checkLength(kind, `sd of ${named}`, sd.length, norms.length, "norms");
    return { name: group.name, norms, sd };
  });
}

const describeBars = ({ name, norms }: Bars): string =>
  `${name}: ${Array.from(norms, (norm) => (Number.isNaN(norm) ? "not finite" : formatNumber(norm))).join(", ")}`;

/** The look of a case's bars: colours come again after the last, then hollow. */
const look = (index: number): Record<string, string> => ({
  fill: colour(index),
  "fill-opacity": index < palette.length ? "0.85" : "0.3",
  stroke: colour(index),
});

function compose(data: unknown, options: NormBarsOptions): Picture {
  const cases = readBars(data);
  const layers = Math.max(...cases.map(({ norms }) => norms.length));
  const ends = cases.map(({ norms, sd }) => norms.map((norm, i) => norm + (sd?.[i] ?? 0)));
  const [, high] = extentOf([...ends, ...cases.map(({ norms }) => norms)]) ?? [0, 1];
  const y: NumberScale = scaleLinear()
    .domain([0, high > 0 ? high : 1])
    .nice(5);
  const { width, height, legend, plot, yTicks } = layOutFrame(
    kind,
    options,
    cases.map(({ name }, i) => ({
      label: name,
      sample: (group) => void add(group, "rect", { x: -8, y: -6, width: 16, height: 12, ...look(i) }),
    })),
    y,
  );
  const x: NumberScale = scaleLinear()
    .domain([0.5, layers + 0.5])
    .range([plot.x, plot.x + plot.width]);
  return {
    width,
    height,
    title: options.title ?? "Norms of the weights",
    description: `${options.yLabel ?? "Norm of the weights"} in ${count(layers, "layer")}, the first one first. ${cases.map(describeBars).join("; ")}.`,
    draw(root): void {
      drawFrame(
        root,
        { legend, plot },
        {
          scale: x,
          ticks: integerTicks(x, Math.min(layers, Math.floor(plot.width / 32))),
          label: "Layer",
        },
        { scale: y, ticks: yTicks, label: options.yLabel ?? "Norm of the weights" },
      );
      const marks = add(root, "g", { class: "wellfit-marks" });
      const room = Math.min((0.76 * plot.width) / layers, 56 * cases.length);
      const side = room / cases.length;
      cases.forEach(({ norms, sd }, k) => {
        norms.forEach((norm, i) => {
          if (Number.isNaN(norm)) return;
          const left = x(i + 1) - room / 2 + k * side;
          const [from, to, top] = [px(left + 0.5), px(left + side - 0.5), px(y(norm))];
          add(marks, "path", {
            d: `M${from},${y(0)}L${from},${top}L${to},${top}L${to},${y(0)}z`,
            ...look(k),
          });
          const spread = sd?.[i];
          if (spread === undefined || Number.isNaN(spread) || spread === 0) return;
          const middle = left + side / 2;
          add(marks, "line", {
            x1: middle,
            x2: middle,
            y1: y(Math.max(0, norm - spread)),
            y2: y(norm + spread),
            stroke: "currentColor",
            "stroke-width": "1.25",
          });
        });
      });
    },
  };
}

/**
 * Draws the norm of each layer's weights as bars, the cases side by side, with the standard deviation over several runs
 * as a line: what a penalty or a constraint does to weights.
 *
 * @param groups The cases, from left to right in each layer; they may differ in their number of layers.
 * @param options See {@link NormBarsOptions}; default 560 pixels wide.
 * @returns An `<svg>` element; `update(groups)` draws it anew.
 * @throws When there is no case, or a norm below 0.
 * @example
 * ```ts
 * import { normBars } from "@wellfit/viz";
 * import { parseHTML } from "linkedom";
 *
 * const { document } = parseHTML("<html></html>"); // in a page, leave this out
 * const chart = normBars(
 *   [
 *     { name: "plain", norms: [12.1, 11.5], sd: [0.2, 0.2] },
 *     { name: "l2", norms: [3.25, 20.9] },
 *   ],
 *   { document },
 * );
 * chart.querySelector("desc")?.textContent;
 * // "Norm of the weights in 2 layers, the first one first. plain: 12.1, 11.5; l2: 3.25, 20.9."
 * ```
 */
export function normBars(
  groups: readonly NormGroup[],
  options: NormBarsOptions = {},
): Chart<readonly NormGroup[]> {
  return makeChart(kind, groups, options, (next) => compose(next, options));
}
