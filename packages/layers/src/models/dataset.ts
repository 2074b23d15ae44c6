import type { TensorLike } from "@wellfit/core";
import { show } from "../common/options";
import type { Loss } from "../losses/loss";
import { mendTargets } from "../losses/match-targets";
import { type Numbers, readNumbers, takeRows } from "./arrays";
import type { Network } from "./network";

/** Rows to train on or to judge by. */
export interface Dataset {
  readonly x: Numbers;
  readonly y: Numbers;
  /** The weight of each row, when there are weights. */
  readonly weights: Numbers | undefined;
  readonly rows: number;
}

/** How rows are weighted. */
export interface Weighting {
  readonly sampleWeight?: TensorLike | undefined;
  readonly classWeight?: Readonly<Record<number, number>> | undefined;
}

/** Inputs in the shape that the model takes; builds it when this is the first data it sees. */
export function readInputs(where: string, model: Network, x: unknown): Numbers {
  const read = readNumbers(where, "x", x, model.dtype);
  // One number a row is a column, as in Keras.
  const flat = read.shape.length === 1 && (model.inputShape === undefined || model.inputShape.length === 2);
  const single = flat && (model.inputShape === undefined || model.inputShape[1] === 1);
  const shape = single ? [...read.shape, 1] : read.shape;
  // A built model checks the shape as it is, so that errors show the number of rows.
  model.build(model.inputShape === undefined ? [null, ...shape.slice(1)] : shape);
  return { data: read.data, shape };
}

/** Inputs, targets and weights, checked against the model and its loss. */
export function readDataset(
  where: string,
  model: Network,
  x: unknown,
  y: unknown,
  weighting: Weighting = {},
): Dataset {
  const inputs = readInputs(where, model, x);
  const rows = inputs.shape[0] as number;
  if (y === undefined || y === null) {
    throw new TypeError(`${where}: received no y, expected one target for each of the ${rows} rows of x`);
  }
  const read = readNumbers(where, "y", y, model.dtype);
  if (read.shape[0] !== rows) {
    throw new RangeError(
      `${where}: received ${rows} rows of x and ${read.shape[0]} of y, expected as many; split both in the same way`,
    );
  }
  const outputShape = model.computeOutputShape(inputs.shape) as readonly number[];
  const { loss } = model.compiled;
  const targets = { data: read.data, shape: targetShape(where, loss, read.shape, outputShape) };
  loss.checkTargets(targets.data, targets.shape, outputShape);
  return { x: inputs, y: targets, weights: readWeights(where, model, targets, weighting), rows };
}

function targetShape(
  where: string,
  loss: Loss,
  shape: readonly number[],
  outputShape: readonly number[],
): readonly number[] {
  const expected = loss.targetShape(outputShape);
  const column = [...shape, 1];
  if (expected === undefined) return equal(column, outputShape) ? column : shape;
  if (equal(shape, expected) || equal(column, expected) || equal(shape, [...expected, 1])) return expected;
  const batch = (s: readonly number[]): string => `[${["batch", ...s.slice(1)].join(", ")}]`;
  throw new RangeError(
    `${where}: received y of shape [${shape.join(", ")}], expected ${batch(expected)} for the model's output of shape ` +
      `${batch(outputShape)} and the loss ${loss.name}; ${mendTargets(shape, outputShape)}`,
  );
}

function equal(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((n, i) => n === b[i]);
}

function readWeights(
  where: string,
  model: Network,
  targets: Numbers,
  { sampleWeight, classWeight }: Weighting,
): Numbers | undefined {
  if (sampleWeight === undefined && classWeight === undefined) return undefined;
  const rows = targets.shape[0] as number;
  const weights =
    sampleWeight === undefined
      ? { data: new Float32Array(rows).fill(1), shape: [rows] }
      : readNumbers(where, "sampleWeight", sampleWeight, model.dtype);
  if (weights.data.length !== rows) {
    throw new RangeError(
      `${where}: received sampleWeight of shape [${weights.shape.join(", ")}] for ${rows} rows, expected one weight a row`,
    );
  }
  const negative = weights.data.findIndex((w) => w < 0);
  if (negative >= 0) {
    throw new RangeError(
      `${where}: received the sampleWeight ${weights.data[negative]} for row ${negative}, expected at least 0`,
    );
  }
  const data = weights.data.slice();
  if (classWeight !== undefined) {
    const classes = classesOf(targets);
    classes.forEach((c, row) => {
      const weight = classWeight[c];
      if (typeof weight !== "number" || !(weight >= 0) || weight === Number.POSITIVE_INFINITY) {
        throw new RangeError(
          `${where}: received classWeight ${show(weight)} for class ${c} (row ${row}), expected a number of at least 0; give ` +
            "one for every class, such as { 0: 1, 1: 5 }",
        );
      }
      data[row] = (data[row] as number) * weight;
    });
  }
  return { data, shape: [rows] };
}

/** The class of each row: the number in it, or the place of its largest. */
function classesOf({ data, shape }: Numbers): number[] {
  const rows = shape[0] as number;
  const columns = data.length / rows;
  return Array.from({ length: rows }, (_, row) => {
    if (columns === 1) return data[row] as number;
    let best = 0;
    for (let c = 1; c < columns; c++) {
      if ((data[row * columns + c] as number) > (data[row * columns + best] as number)) best = c;
    }
    return best;
  });
}

/** Some of the rows of everything. */
export function rowsOf({ x, y, weights }: Dataset, rows: Int32Array): Dataset {
  return {
    x: takeRows(x, rows),
    y: takeRows(y, rows),
    weights: weights && takeRows(weights, rows),
    rows: rows.length,
  };
}

/** What has to be equal for a program to be used again. */
export function datasetKey({ x, y, weights }: Dataset): string {
  return `${x.shape.join(",")}|${y.shape.join(",")}|${weights === undefined ? "" : "w"}`;
}
