import {
  addFitted,
  type Chart,
  type ChartOptions,
  checkSide,
  makeChart,
  margin,
  type Picture,
  titleHeight,
} from "./chart";
import { type Confusion, type ConfusionData, readConfusion } from "./confusion-counts";
import { mix, textOn } from "./contrast";
import { add } from "./element";
import { count, formatNumber, formatShare } from "./format";
import { fontSize, textWidth, truncate, widestText } from "./text";
import { paint, type Theme } from "./theme";

const kind = "confusionMatrix";
const lineHeight = 14;
const smallest = 10; // font size of counts in small cells

/** Cell colours for a share of the row, on light and on dark paper. */
function cellColours(share: number): { light: string; dark: string } {
  // The root spreads the low shares, where the mistakes are.
  const depth = share ** 0.6;
  return { light: mix("#f1f5f9", "#08519c", depth), dark: mix("#22262c", "#6cb8f0", depth) };
}

interface Layout {
  readonly confusion: Confusion;
  readonly totals: readonly number[];
  readonly cell: number;
  readonly left: number;
  readonly top: number;
  readonly labelRoom: number;
  readonly rotated: boolean;
  readonly countSize: number | undefined;
  readonly hasShares: boolean;
}

function layOut(data: ConfusionData, options: ChartOptions): Layout & { width: number; height: number } {
  const confusion = readConfusion(data);
  const { labels, counts } = confusion;
  const k = labels.length;
  const totals = labels.map((_, row) => counts.slice(row * k, row * k + k).reduce((a, b) => a + b, 0));
  const widestLabel = widestText(labels);
  const widestCount = widestText(counts.map((n) => formatNumber(n)));

  const labelRoom = Math.min(120, Math.ceil(widestLabel));
  const left = margin + lineHeight + 8 + labelRoom + 8;
  const top = titleHeight + 34;
  const preset = k <= 4 ? 84 : k <= 12 ? 48 : 20;
  const bottomOf = (cell: number): { rotated: boolean; room: number } => {
    const rotated = widestLabel > cell - 6;
    return { rotated, room: (rotated ? labelRoom * 0.71 + 14 : lineHeight) + 16 + lineHeight };
  };
  const width = checkSide(
    kind,
    "width",
    options.width,
    Math.max(330, left + k * preset + margin),
    left + k * 6 + margin,
  );
  const byWidth = (width - left - margin) / k;
  const wanted = options.height === undefined ? Math.min(byWidth, Math.max(preset, 84)) : byWidth;
  const height = checkSide(
    kind,
    "height",
    options.height,
    Math.ceil(top + k * wanted + bottomOf(wanted).room + margin),
    top + k * 6 + bottomOf(6).room + margin,
  );
  // The labels below may need to turn as cells shrink, which takes room from the cells: try both.
  const flat = Math.min(wanted, (height - top - margin - 2 * lineHeight - 16) / k);
  const cell = bottomOf(flat).rotated
    ? Math.min(wanted, (height - top - margin - bottomOf(flat).room) / k)
    : flat;
  const fits = (size: number): boolean => (widestCount * size) / fontSize <= cell - 3 && cell >= size + 3;
  return {
    confusion,
    totals,
    cell: Math.floor(cell * 4) / 4,
    left,
    top,
    labelRoom,
    rotated: bottomOf(cell).rotated,
    countSize: fits(fontSize) ? fontSize : fits(smallest) ? smallest : undefined,
    hasShares: cell >= 40 && fits(fontSize),
    width,
    height,
  };
}

function describe({ confusion: { labels, counts }, totals }: Layout): string {
  const k = labels.length;
  const all = totals.reduce((a, b) => a + b, 0);
  const right = labels.reduce((sum, _, i) => sum + counts[i * k + i]!, 0);
  let worst = -1;
  for (let i = 0; i < counts.length; i++) {
    if (Math.floor(i / k) === i % k || counts[i] === 0) continue;
    if (worst < 0 || counts[i]! > counts[worst]!) worst = i;
  }
  const verb = right === 1 ? "is" : "are";
  const head = `Of ${count(all, "sample")} in ${count(k, "class", "classes")}, ${formatNumber(right)} (${formatShare(right / all)}) ${verb} predicted correctly.`;
  if (worst < 0) return `${head} There is no mistake.`;
  const equals = counts.filter((n, i) => Math.floor(i / k) !== i % k && n === counts[worst]).length;
  const most = equals === 1 ? "The most frequent mistake" : `One of the ${equals} most frequent mistakes`;
  return `${head} ${most}: ${labels[Math.floor(worst / k)]} predicted as ${labels[worst % k]}, ${count(counts[worst]!, "time")}.`;
}

function drawCells(root: SVGElement, layout: Layout, theme: Theme): void {
  const { confusion, totals, cell, left, top, countSize, hasShares } = layout;
  const k = confusion.labels.length;
  const cells = add(root, "g", { class: "wellfit-cells", "text-anchor": "middle", "font-size": countSize });
  const gap = cell >= 14 ? 1 : 0;
  // In large tables zeros would only hide the mistakes: they are left to one rectangle behind all cells.
  const showsZeros = k <= 12;
  if (!showsZeros) {
    const { light, dark } = cellColours(0);
    const side = k * cell - gap;
    add(cells, "rect", { x: left, y: top, width: side, height: side, ...paint("fill", theme, light, dark) });
  }
  confusion.counts.forEach((n, i) => {
    if (n === 0 && !showsZeros) return;
    const row = Math.floor(i / k);
    const column = i % k;
    const total = totals[row]!;
    const share = total === 0 ? 0 : n / total;
    const { light, dark } = cellColours(share);
    const [x, y] = [left + column * cell, top + row * cell];
    const group = add(cells, "g");
    add(
      group,
      "title",
      {},
      `Actual ${confusion.labels[row]}, predicted ${confusion.labels[column]}: ${formatNumber(n)}` +
        (total === 0 ? "" : ` of ${formatNumber(total)} (${formatShare(share)})`),
    );
    add(group, "rect", { x, y, width: cell - gap, height: cell - gap, ...paint("fill", theme, light, dark) });
    if (countSize === undefined) return;
    const ink = paint("fill", theme, textOn(light), textOn(dark));
    const middle = { x: x + (cell - gap) / 2, ...ink };
    const center = y + (cell - gap) / 2;
    if (!hasShares) {
      add(group, "text", { ...middle, y: center, dy: "0.35em" }, formatNumber(n));
      return;
    }
    add(group, "text", { ...middle, y: center - 3, "font-weight": 600 }, formatNumber(n));
    add(group, "text", { ...middle, y: center + 12 }, total === 0 ? "–" : formatShare(share));
  });
}

function drawLabels(root: SVGElement, layout: Layout): void {
  const { confusion, cell, left, top, labelRoom, rotated } = layout;
  const size = confusion.labels.length * cell;
  const axes = add(root, "g", { class: "wellfit-axes" });
  const every = Math.ceil(lineHeight / cell); // as many labels as fit
  confusion.labels.forEach((label, i) => {
    if (i % every !== 0) return;
    const middle = (i + 0.5) * cell;
    addFitted(axes, label, labelRoom + 1, {
      x: left - 8,
      y: top + middle,
      dy: "0.35em",
      "text-anchor": "end",
    });
    const y = top + size + 6;
    if (!rotated) {
      addFitted(axes, label, cell, { x: left + middle, y: y + 9, "text-anchor": "middle" });
    } else {
      const transform = `translate(${left + middle + 4},${y + 6}) rotate(-45)`;
      addFitted(axes, label, labelRoom + 1, { transform, "text-anchor": "end" });
    }
  });
  const bottom = top + size + (rotated ? labelRoom * 0.71 + 14 : lineHeight) + 20;
  add(
    axes,
    "text",
    { x: left + size / 2, y: bottom, "text-anchor": "middle", "font-weight": 600 },
    "Predicted",
  );
  add(
    axes,
    "text",
    {
      transform: `translate(${margin + 10},${top + size / 2}) rotate(-90)`,
      "text-anchor": "middle",
      "font-weight": 600,
    },
    "Actual",
  );
}

function drawKey(root: SVGElement, width: number, theme: Theme): void {
  const y = titleHeight + 4;
  const group = add(root, "g", { class: "wellfit-legend" });
  add(group, "text", { x: margin, y: y + 7, dy: "0.35em" }, "0%");
  const swatches = margin + textWidth("0%") + 6;
  for (let i = 0; i < 5; i++) {
    const { light, dark } = cellColours(i / 4);
    add(group, "rect", {
      x: swatches + i * 16,
      y,
      width: 16,
      height: 14,
      ...paint("fill", theme, light, dark),
      stroke: "currentColor",
      "stroke-opacity": "0.25",
    });
  }
  const x = swatches + 5 * 16 + 6;
  const words = "100% of the actual class (row)";
  const room = width - x - margin;
  add(
    group,
    "text",
    { x, y: y + 7, dy: "0.35em" },
    textWidth(words) <= room ? words : truncate("100% of row", room),
  );
}

function compose(data: ConfusionData, options: ChartOptions): Picture {
  const layout = layOut(data, options);
  const theme = options.theme ?? "auto";
  return {
    width: layout.width,
    height: layout.height,
    title: options.title ?? "Confusion matrix",
    description: describe(layout),
    draw(root): void {
      drawKey(root, layout.width, theme);
      drawCells(root, layout, theme);
      drawLabels(root, layout);
    },
  };
}

/**
 * Draws how often each class was predicted as which: rows are the actual classes, columns the predicted
 * ones, as in scikit-learn. Each cell has the count and its share of the row, which is also its colour; where
 * cells are too small for numbers they are in the tooltips. Classes: two to fifty or so.
 *
 * @param data Counts `{ labels, matrix }`, or `{ yTrue, yPred, labels? }` to count.
 * @param options Size and looks; by default cells of 84 pixels for few classes down to 20 for many.
 * @returns An `<svg>` element; `update(data)` draws it anew.
 * @throws When there is no sample, shapes or lengths differ, or a class is not among the labels.
 * @example
 * ```ts
 * import { confusionMatrix } from "@wellfit/viz";
 * import { parseHTML } from "linkedom";
 *
 * const { document } = parseHTML("<html></html>"); // in a page, leave this out
 * const chart = confusionMatrix({ yTrue: ["cat", "dog", "dog"], yPred: ["cat", "dog", "cat"] }, { document });
 * chart.querySelector("desc")?.textContent;
 * // "Of 3 samples in 2 classes, 2 (67%) are predicted correctly. The most frequent mistake: dog predicted as
 * // cat, 1 time."
 * ```
 */
export function confusionMatrix(data: ConfusionData, options: ChartOptions = {}): Chart<ConfusionData> {
  return makeChart(kind, data, options, (next) => compose(next, options));
}
