import { scaleLinear } from "d3-scale";
import {
  checkFinite,
  describeValue,
  flatten,
  type Label,
  type LabelsLike,
  type TableLike,
  type ToArray,
} from "./arrays";
import { bottomRoom, type NumberScale, type Plot, ticksOf, topRoom } from "./axes";
import { type BoundaryField, boundaryLabel, describeField, drawField, readField } from "./boundary-field";
import { type Chart, type ChartOptions, canvas, checkSide, margin, type Picture, titleHeight } from "./chart";
import { pad } from "./domain";
import { add } from "./element";
import { count } from "./format";
import { drawFrame, layOutPlot } from "./frame";
import { readLabels, sortedClasses } from "./labels";
import { type LegendItem, layOutLegend } from "./legend";
import { type PointsBatch, samplePlane } from "./probability-field";
import { classMark, drawPoints } from "./scatter";

/** What a prediction may come as: one probability a point, or one a class and point. */
export type PredictionLike = TableLike | ArrayLike<number> | ToArray;

/** What `decisionBoundary` draws. */
export interface BoundaryData {
  /**
   * The model: takes points `{ data, shape: [n, 2] }` (row-major float32; models of `@wellfit/layers` take
   * it as it is) and returns the probability of the second class, shape [n] or [n, 1], or of every class,
   * shape [n, classes]; as an array, a typed array, `{ data, shape }` or a tensor, now or as a promise.
   */
  readonly predict: (points: PointsBatch) => PredictionLike | PromiseLike<PredictionLike>;
  /** The points to show, shape [n, 2]. */
  readonly points: TableLike;
  /** The class of each point. */
  readonly labels: LabelsLike;
}

/** What `decisionBoundary` can be told besides what every chart can. */
export interface DecisionBoundaryOptions extends ChartOptions {
  /** Cells a side at which the model is asked, 2 to 500; the model sees (resolution + 2)² points. Default 100. */
  resolution?: number;
  /** The classes in the order of the model's outputs. Default: those of `labels`, sorted. */
  classes?: ArrayLike<Label>;
  /** What the first column of `points` is, with its unit. Default `"x1"`. */
  xLabel?: string;
  /** What the second column of `points` is, with its unit. Default `"x2"`. */
  yLabel?: string;
}

/** A chart whose field may come later than its points. */
export type BoundaryChart = Chart<BoundaryData> & {
  /** Fulfilled when the field is drawn; rejected with the error of an asynchronous `predict`. */
  readonly ready: Promise<void>;
};

const kind = "decisionBoundary";

interface Scene {
  readonly points: ArrayLike<number>;
  readonly classOf: readonly number[];
  readonly classes: readonly string[];
  readonly batch: PointsBatch;
  readonly plot: Plot;
  readonly x: NumberScale;
  readonly y: NumberScale;
  readonly resolution: number;
  compose(field: BoundaryField | undefined): Picture;
}

function readPoints(
  { points, labels }: BoundaryData,
  options: DecisionBoundaryOptions,
): Pick<Scene, "points" | "classOf" | "classes"> {
  const { data, shape } = flatten<number>(points, `${kind}: points`);
  if (shape.length !== 2 || shape[1] !== 2) {
    throw new RangeError(
      `${kind}: expected points of shape [n, 2], received [${shape.join(", ")}]; pick the two columns to show`,
    );
  }
  if (shape[0] === 0) throw new RangeError(`${kind}: expected at least one point, received none`);
  checkFinite(data, `${kind}: points`, "fill in or leave out missing values first");
  const list = readLabels(labels, `${kind}: labels`);
  if (list.length !== shape[0]) {
    throw new RangeError(`${kind}: expected a label for each of ${shape[0]} points, received ${list.length}`);
  }
  const classes = options.classes === undefined ? sortedClasses(list) : Array.from(options.classes);
  // A sample of one class of 0 and 1 is common in small batches, and means no third class.
  if (options.classes === undefined && classes.length === 1 && (classes[0] === 0 || classes[0] === 1)) {
    classes.splice(0, 1, 0, 1);
  }
  const names = classes.map(String);
  const byName = new Map(names.map((name, i) => [name, i]));
  const classOf = Array.from(list, (label, i) => {
    const index = byName.get(String(label));
    if (index !== undefined) return index;
    throw new RangeError(
      `${kind}: labels[${i}] is ${JSON.stringify(label)}, which is not among the classes ${names.join(", ")}; add it to classes`,
    );
  });
  return { points: data, classOf, classes: names };
}

function extent(data: ArrayLike<number>, column: number): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = column; i < data.length; i += 2) {
    low = Math.min(low, data[i]!);
    high = Math.max(high, data[i]!);
  }
  return pad(low, high, 0.08);
}

function layOut(data: BoundaryData, options: DecisionBoundaryOptions): Scene {
  if (typeof data !== "object" || data === null || typeof data.predict !== "function") {
    throw new TypeError(
      `${kind}: expected { predict, points, labels } with predict a function, received ${describeValue(data)}`,
    );
  }
  const { points, classOf, classes } = readPoints(data, options);
  const resolution = options.resolution ?? 100;
  if (!Number.isInteger(resolution) || resolution < 2 || resolution > 500) {
    throw new RangeError(
      `${kind}: expected resolution to be a whole number from 2 to 500, received ${String(resolution)}`,
    );
  }
  const width = checkSide(kind, "width", options.width, 480, 160);
  const items: LegendItem[] = classes.map((name, i) => ({
    label: name,
    sample: (group) => {
      add(group, "path", classMark(i));
    },
  }));
  items.push(boundaryLabel(classes.length));
  const legend = layOutLegend(items, width);
  const top = titleHeight + legend.height + topRoom;
  const height = checkSide(
    kind,
    "height",
    options.height,
    Math.round(width * 0.8) + legend.height,
    top + bottomRoom + margin + 40,
  );
  const y: NumberScale = scaleLinear().domain(extent(points, 1));
  const yTicks = ticksOf(y, Math.min(6, Math.floor((height - top - bottomRoom) / 40)));
  const plot = layOutPlot(width, height, top, y, yTicks);
  const x: NumberScale = scaleLinear()
    .domain(extent(points, 0))
    .range([plot.x, plot.x + plot.width]);
  const xTicks = ticksOf(x, Math.min(8, Math.floor(plot.width / 56)));
  const batch = samplePlane(
    x.domain() as [number, number],
    y.domain() as [number, number],
    resolution,
    points,
  );
  return {
    points,
    classOf,
    classes,
    batch,
    plot,
    x,
    y,
    resolution,
    compose: (field) => ({
      width,
      height,
      title: options.title ?? "Decision boundary",
      description: `${count(classOf.length, "point")} of ${count(classes.length, "class", "classes")}. ${
        field === undefined
          ? "The model's prediction is still awaited."
          : describeField(field, classes, classOf)
      }`,
      draw(root): void {
        drawFrame(
          root,
          { legend, plot },
          { scale: x, ticks: xTicks, label: options.xLabel ?? "x1" },
          { scale: y, ticks: yTicks, label: options.yLabel ?? "x2" },
          () => field !== undefined && drawField(root, field, plot),
        );
        drawPoints(
          root,
          classOf.map((c, i) => ({ x: points[2 * i]!, y: points[2 * i + 1]!, group: c })),
          x,
          y,
        );
      },
    }),
  };
}

function isPromise(value: unknown): value is PromiseLike<PredictionLike> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}

/**
 * Draws what a classifier of two features says everywhere in the plane: the probability as a field of colour,
 * the line where the decision turns, and the points, each class with its own shape and colour. For two
 * classes the bands are 0.1 of probability wide and the line is at 0.5; for more, each region has the colour
 * of its most probable class.
 *
 * @param data The model and the points, see {@link BoundaryData}.
 * @param options See {@link DecisionBoundaryOptions}; default 480 pixels wide and about 0.8 times as high.
 * @returns An `<svg>` element; `update(data)` draws it anew. When `predict` returns a promise the points stand
 * at once and the field follows; an update then leaves the picture before it until its answer is there. `ready`
 * tells when. An answer that comes after a newer one is dropped.
 * @throws When shapes do not fit, a label is not among the classes, or predictions are no probabilities.
 * @example
 * ```ts
 * import { decisionBoundary } from "@wellfit/viz";
 * import { parseHTML } from "linkedom";
 *
 * const { document } = parseHTML("<html></html>"); // in a page, leave this out
 * const chart = decisionBoundary(
 *   {
 *     predict: ({ data, shape }) =>
 *       Array.from({ length: shape[0] }, (_, i) => 1 / (1 + Math.exp(-4 * data[2 * i]!))),
 *     points: [[-1, 0], [-0.5, 1], [0.5, 0], [1, 1]],
 *     labels: [0, 0, 1, 1],
 *   },
 *   { document, width: 480 },
 * );
 * chart.querySelector("desc")?.textContent;
 * // "4 points of 2 classes. The model predicts 0 in 50% and 1 in 50% of the area shown; 4 of 4 points (100%)
 * // lie where their own class is predicted."
 * ```
 */
export function decisionBoundary(data: BoundaryData, options: DecisionBoundaryOptions = {}): BoundaryChart {
  const { svg, show } = canvas(kind, options);
  let asked = 0;
  let answered = 0; // the newest question whose answer is shown
  let ready: Promise<void> = Promise.resolve();

  function update(next: BoundaryData): void {
    const scene = layOut(next, options);
    const result = next.predict(scene.batch);
    const question = asked + 1;
    const answer = (prediction: unknown): void => {
      if (question < answered) return;
      show(scene.compose(readField(prediction, scene.batch.shape[0], scene.resolution, scene.classes)));
      answered = question;
    };
    if (isPromise(result)) {
      // A field that stands is better than none until the next one comes.
      if (answered === 0) show(scene.compose(undefined));
      ready = Promise.resolve(result).then(answer);
    } else {
      answer(result);
      ready = Promise.resolve();
    }
    asked = question;
  }

  update(data);
  return Object.defineProperty(Object.assign(svg, { update }), "ready", {
    get: () => ready,
  }) as BoundaryChart;
}
