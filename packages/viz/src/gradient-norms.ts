import { scaleLinear, scaleLog } from "d3-scale";
import { describeValue, type NumbersLike } from "./arrays";
import type { NumberScale, Ticks } from "./axes";
import { type Chart, type ChartOptions, makeChart, type Picture } from "./chart";
import { pad } from "./domain";
import { add, px } from "./element";
import { count, formatNumber } from "./format";
import { drawFrame, layOutFrame } from "./frame";
import { checkLength, extentOf, readNumbers } from "./groups";
import { classMark } from "./scatter";
import { textWidth } from "./text";
import { colour } from "./theme";

/** Norms of gradients along the way. */
export interface GradientNormsData {
  /** After which epochs they were measured, rising; 0 is before the first. */
  readonly epochs: NumbersLike;
  /** For each layer, the first one first, the norm of its gradient after each of the epochs. */
  readonly layers: readonly NumbersLike[];
}

/** What `gradientNorms` can be told besides what every chart can. */
export interface GradientNormsOptions extends ChartOptions {
  /** What the numbers are. Default `"Norm of the gradient"`; "(log scale)" is added. */
  yLabel?: string;
}

const kind = "gradientNorms";

interface Read {
  readonly epochs: Float64Array;
  readonly layers: readonly Float64Array[];
  /** The epoch of each norm of 0, which a log scale has no place for. */
  readonly zeros: readonly number[];
}

function read(data: unknown): Read {
  const { epochs: given, layers: lists } = (data ?? {}) as Partial<GradientNormsData>;
  if (given === undefined || !Array.isArray(lists) || lists.length === 0) {
    throw new TypeError(
      `${kind}: expected { epochs, layers } with a list of norms for each layer, received ${describeValue(data)}`,
    );
  }
  const epochs = readNumbers(kind, given, "epochs");
  epochs.forEach((epoch, i) => {
    if (!Number.isInteger(epoch) || epoch < 0 || epoch <= (epochs[i - 1] ?? -1)) {
      throw new RangeError(
        `${kind}: expected epochs to be whole numbers from 0 that rise, received ${String(epoch)} at index ${i}`,
      );
    }
  });
  const zeros: number[] = [];
  const layers = (lists as readonly unknown[]).map((list, l) => {
    const norms = readNumbers(kind, list, `the norms of layer ${l + 1}`);
    checkLength(kind, `layer ${l + 1}`, norms.length, epochs.length, "epochs");
    return norms.map((norm, i) => {
      if (norm < 0) {
        throw new RangeError(
          `${kind}: expected norms of 0 or more, received ${norm} at index ${i} of layer ${l + 1}`,
        );
      }
      if (norm === 0) zeros.push(epochs[i]!);
      return norm > 1e-100 ? norm : Number.NaN;
    });
  });
  return { epochs, layers, zeros };
}

function describe({ epochs, layers, zeros }: Read): string {
  const lines = layers.map((norms, l) => {
    const first = norms.findIndex((norm) => !Number.isNaN(norm));
    const last = norms.findLastIndex((norm) => !Number.isNaN(norm));
    if (first < 0) return `layer ${l + 1}: nothing above 0`;
    const start = `${formatNumber(norms[first]!)} at epoch ${formatNumber(epochs[first]!)}`;
    return first === last
      ? `layer ${l + 1}: ${start}`
      : `layer ${l + 1}: ${start}, ${formatNumber(norms[last]!)} at epoch ${formatNumber(epochs[last]!)}`;
  });
  const lost =
    zeros.length === 0 ? "" : ` ${count(zeros.length, "norm")} of 0 cannot be drawn on a log scale.`;
  return `Norms of the gradients of ${count(layers.length, "layer")} over the epochs. ${lines.join("; ")}.${lost}`;
}

// Most happens in the first epochs: they get as much room as the many later ones.
const placeOf = (epoch: number): number => Math.log10(1 + epoch);

/** The first, the last, and 1, 2, 5, 10, 20, 50, ... between them. */
function roundEpochs(epochs: Float64Array): number[] {
  const [first, last] = [epochs[0]!, epochs.at(-1)!];
  const between = Array.from({ length: 16 }, (_, power) =>
    [1, 2, 5].map((digit) => digit * 10 ** power),
  ).flat();
  return [first, ...between.filter((epoch) => epoch > first && epoch < last), last];
}

/** Ticks at epochs that were measured, as many as have room, the first and the last among them. */
function epochTicks(epochs: Float64Array, x: NumberScale): Ticks {
  const values: number[] = [];
  const widthOf = (epoch: number): number => textWidth(formatNumber(epoch)) / 2 + 6;
  const last = epochs.at(-1)!;
  for (const epoch of epochs.length > manyEpochs ? roundEpochs(epochs) : epochs) {
    const before = values.at(-1);
    const clear = (other: number): boolean =>
      Math.abs(x(placeOf(epoch)) - x(placeOf(other))) >= widthOf(epoch) + widthOf(other);
    if ((before === undefined || clear(before)) && (epoch === last || clear(last))) values.push(epoch);
  }
  if (!values.includes(last)) values.push(last);
  return {
    values: values.map(placeOf),
    format: (place) => formatNumber(Math.round(10 ** place - 1)),
  };
}

/** More marks than this hide the line; then there is one every so many pixels, to tell the layers apart. */
const manyMarks = 20;
const markDistance = 40;
/** Lines through more points than this may go up and down so closely that thick ones hide those below. */
const manyPoints = 200;
/** More epochs than this are not all told on the axis, but round ones between the first and the last. */
const manyEpochs = 20;

const zeroLook = { r: 3, fill: "none", stroke: "currentColor", "stroke-width": "1.25" };

/**
 * Where a line of one pixel can be seen to go: of the epochs on one column of pixels the first, the last, and those of the
 * least and the largest norm.
 */
function thinned(norms: Float64Array, columnOf: (index: number) => number): number[] {
  const columns = new Map<number, number[]>();
  norms.forEach((norm, i) => {
    if (Number.isNaN(norm)) return;
    const column = Math.round(columnOf(i));
    columns.set(column, [...(columns.get(column) ?? []), i]);
  });
  return [...columns.values()].flatMap((all) => {
    if (all.length <= 4) return all;
    const by = (sign: number): number =>
      all.reduce((best, i) => (sign * norms[i]! > sign * norms[best]! ? i : best));
    return [...new Set([all[0]!, by(-1), by(1), all.at(-1)!])].sort((a, b) => a - b);
  });
}

const hasGap = (norms: Float64Array, from: number, to: number): boolean =>
  norms.subarray(from, to).some(Number.isNaN);

function compose(data: unknown, options: GradientNormsOptions): Picture {
  const all = read(data);
  const { epochs, layers } = all;
  const [low, high] = extentOf(layers) ?? [0.1, 1];
  const y: NumberScale = scaleLog()
    .domain(high > low * 1.0001 ? [low, high] : [low / 2, high * 2])
    .nice();
  const { width, height, legend, plot, yTicks } = layOutFrame(
    kind,
    options,
    [
      ...layers.map((_, l) => ({
        label: `layer ${l + 1}`,
        sample: (group: SVGElement): void => {
          add(group, "line", { x1: -10, x2: 10, stroke: colour(l), "stroke-width": "1.75" });
          add(group, "path", classMark(l));
        },
      })),
      ...(all.zeros.length === 0
        ? []
        : [{ label: "a norm of 0", sample: (group: SVGElement) => void add(group, "circle", zeroLook) }]),
    ],
    y,
  );
  const [left, right] = pad(placeOf(epochs[0]!), placeOf(epochs.at(-1)!), 0.03);
  const x: NumberScale = scaleLinear()
    .domain([left, right])
    .range([plot.x, plot.x + plot.width]);
  return {
    width,
    height,
    title: options.title ?? "Norms of the gradients",
    description: describe(all),
    draw(root): void {
      drawFrame(
        root,
        { legend, plot },
        { scale: x, ticks: epochTicks(epochs, x), label: "Epoch, 0 before training (log scale)" },
        {
          scale: y,
          ticks: yTicks,
          label: `${options.yLabel ?? "Norm of the gradient"} (log scale)`,
        },
      );
      const marks = add(root, "g", { class: "wellfit-marks" });
      let drawnAt = Number.NEGATIVE_INFINITY;
      for (const epoch of [...new Set(all.zeros)].sort((a, b) => a - b)) {
        const place = x(placeOf(epoch));
        if (place < drawnAt + 8) continue;
        drawnAt = place;
        add(marks, "circle", { cx: place, cy: plot.y + plot.height, ...zeroLook });
      }
      layers.forEach((norms, l) => {
        const at = (i: number): string => `${px(x(placeOf(epochs[i]!)))},${px(y(norms[i]!))}`;
        const drawn = thinned(norms, (i) => x(placeOf(epochs[i]!)));
        const path = drawn
          .map((i, k) => `${k === 0 || hasGap(norms, drawn[k - 1]!, i) ? "M" : "L"}${at(i)}`)
          .join("");
        if (path.includes("L")) {
          add(marks, "path", {
            d: path,
            fill: "none",
            stroke: colour(l),
            ...(drawn.length > manyPoints
              ? { "stroke-width": "1", "stroke-opacity": "0.8" }
              : { "stroke-width": "1.75" }),
            "stroke-linejoin": "round",
          });
        }
        const { d, ...look } = classMark(l);
        let before = Number.NEGATIVE_INFINITY;
        for (const i of drawn) {
          const place = x(placeOf(epochs[i]!));
          if (drawn.length > manyMarks && place < before + markDistance) continue;
          before = place;
          add(marks, "path", { transform: `translate(${at(i)})`, d, ...look });
        }
      });
    },
  };
}

/**
 * Draws how large the gradient of each layer is over the epochs, both on log scales: gradients that vanish or explode
 * show as lines far apart. Norms of 0 leave a gap and a circle on the axis, and the description tells of them.
 *
 * @param data Epochs, and for each layer one norm an epoch.
 * @param options See {@link GradientNormsOptions}; default 560 pixels wide.
 * @returns An `<svg>` element; `update(data)` draws it anew.
 * @throws When there is no layer, lists differ in length, epochs do not rise, or a norm is below 0.
 * @example
 * ```ts
 * import { gradientNorms } from "@wellfit/viz";
 * import { parseHTML } from "linkedom";
 *
 * const { document } = parseHTML("<html></html>"); // in a page, leave this out
 * const chart = gradientNorms({ epochs: [0, 1, 10], layers: [[0.15, 0.03, 0.003], [0.9, 0.45, 0.014]] }, { document });
 * chart.querySelector("desc")?.textContent;
 * // "Norms of the gradients of 2 layers over the epochs. layer 1: 0.15 at epoch 0, 0.003 at epoch 10; layer 2: 0.9 at
 * // epoch 0, 0.014 at epoch 10."
 * ```
 */
export function gradientNorms(
  data: GradientNormsData,
  options: GradientNormsOptions = {},
): Chart<GradientNormsData> {
  return makeChart(kind, data, options, (next) => compose(next, options));
}
