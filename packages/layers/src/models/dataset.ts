import type { TensorLike } from "@wellfit/core";
import { show } from "../common/options";
import type { Loss } from "../losses/loss";
import { mendTargets } from "../losses/match-targets";
import { type Numbers, readNumbers, takeRows } from "./arrays";
import { type InputData, inOrderOf, isByName } from "./named-data";
import type { Network } from "./network";

/** Rows to train on or to judge by: an entry for each input, and for each output. */
export interface Dataset {
  readonly x: readonly Numbers[];
  /** Nothing for outputs that have no loss and no metric. */
  readonly y: readonly (Numbers | undefined)[];
  /** The weight of each row, when there are weights. */
  readonly weights: readonly (Numbers | undefined)[];
  readonly rows: number;
}

/** How rows are weighted. */
export interface Weighting {
  readonly sampleWeight?: InputData | undefined;
  readonly classWeight?: Readonly<Record<number, number>> | undefined;
}

/** Inputs in the shapes that the model takes; builds it when this is the first data it sees. */
export function readInputs(where: string, model: Network, x: unknown): readonly Numbers[] {
  const specs = model.inputSpecs;
  const several = specs.length > 1;
  const values = inOrderOf(
    where,
    "x",
    x,
    specs.map(({ name }) => name),
  );
  const inputs = specs.map(({ name, shape, dtype }, i) => {
    const what = several ? `x for ${JSON.stringify(name)}` : "x";
    const read = readNumbers(where, what, values[i], dtype);
    // One number a row is a column, as in Keras.
    const flat = read.shape.length === 1 && (shape === undefined || (shape.length === 2 && shape[1] === 1));
    return { data: read.data, shape: flat ? [...read.shape, 1] : read.shape };
  });
  const rows = inputs[0]?.shape[0] as number;
  inputs.forEach(({ shape }, i) => {
    if (shape[0] === rows) return;
    throw new RangeError(
      `${where}: received ${rows} rows for ${specs[0]?.name} and ${shape[0]} for ${specs[i]?.name}, expected as many for each input`,
    );
  });
  // A built model checks the shape as it is, so that errors show the number of rows.
  const known = specs[0]?.shape !== undefined;
  model.prepare(inputs.map(({ shape }) => (known ? shape : [null, ...shape.slice(1)])));
  inputs.forEach(({ data, shape }, i) => {
    model.checkData(data, shape, i);
  });
  return inputs;
}

/** Inputs, targets and weights, checked against the model and its losses. */
export function readDataset(
  where: string,
  model: Network,
  x: unknown,
  y: unknown,
  weighting: Weighting = {},
): Dataset {
  const inputs = readInputs(where, model, x);
  const rows = inputs[0]?.shape[0] as number;
  if (y === undefined || y === null) {
    throw new TypeError(`${where}: received no y, expected one target for each of the ${rows} rows of x`);
  }
  const names = model.outputNames;
  const shapes = model.outputShapes(inputs.map(({ shape }) => shape));
  const values = inOrderOf(where, "y", y, names);
  const { losses, metrics } = model.compiled;
  const targets = names.map((name, i) => {
    const loss = losses[i];
    if (loss === undefined && !metrics.some(({ output }) => output === i)) return undefined;
    const what = names.length > 1 ? `y for ${JSON.stringify(name)}` : "y";
    return readTarget(where, what, model, rows, loss, values[i], shapes[i] as readonly number[]);
  });
  return { x: inputs, y: targets, weights: readAllWeights(where, model, targets, weighting), rows };
}

function readTarget(
  where: string,
  what: string,
  model: Network,
  rows: number,
  loss: Loss | undefined,
  value: unknown,
  outputShape: readonly number[],
): Numbers {
  if (value === undefined || value === null) {
    throw new TypeError(
      `${where}: received no ${what}, expected one target for each of the ${rows} rows of x`,
    );
  }
  const read = readNumbers(where, what, value, model.dtype);
  if (read.shape[0] !== rows) {
    throw new RangeError(
      `${where}: received ${rows} rows of x and ${read.shape[0]} of ${what}, expected as many; split both in the same way`,
    );
  }
  if (loss === undefined) return read;
  const target = { data: read.data, shape: targetShape(where, loss, read.shape, outputShape) };
  loss.checkTargets(target.data, target.shape, outputShape);
  return target;
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

function readAllWeights(
  where: string,
  model: Network,
  targets: readonly (Numbers | undefined)[],
  { sampleWeight, classWeight }: Weighting,
): readonly (Numbers | undefined)[] {
  if (sampleWeight === undefined && classWeight === undefined) return targets.map(() => undefined);
  const names = model.outputNames;
  if (classWeight !== undefined && names.length > 1) {
    throw new TypeError(
      `${where}: received classWeight for a model with ${names.length} outputs, expected one output; give sampleWeight by output`,
    );
  }
  // One weight a row counts for every output; an entry for each output is told apart by being arrays or names.
  const each =
    names.length > 1 && (isByName(sampleWeight) || isListOfArrays(sampleWeight))
      ? inOrderOf(where, "sampleWeight", sampleWeight, names)
      : names.map(() => sampleWeight);
  return targets.map((target, i) =>
    target === undefined
      ? undefined
      : readWeights(where, model, target, { sampleWeight: each[i] as TensorLike | undefined, classWeight }),
  );
}

function isListOfArrays(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === "object");
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
  const shape = weightShape(where, weights.shape, targets.shape);
  const negative = weights.data.findIndex((w) => w < 0);
  if (negative >= 0) {
    throw new RangeError(
      `${where}: received the sampleWeight ${weights.data[negative]} for row ` +
        `${Math.floor(negative / (weights.data.length / rows))}, expected at least 0`,
    );
  }
  const data = weights.data.slice();
  if (classWeight !== undefined) {
    const perRow = data.length / rows;
    const classes = classesOf(targets);
    classes.forEach((c, row) => {
      const weight = classWeight[c];
      if (typeof weight !== "number" || !(weight >= 0) || weight === Number.POSITIVE_INFINITY) {
        throw new RangeError(
          `${where}: received classWeight ${show(weight)} for class ${c} (row ${row}), expected a number of at least 0; give ` +
            "one for every class, such as { 0: 1, 1: 5 }",
        );
      }
      for (let i = row * perRow; i < (row + 1) * perRow; i++) data[i] = (data[i] as number) * weight;
    });
  }
  return { data, shape };
}

/** The shape of weights without axes of length 1 at the end: one a row, or one a step for sequences. */
function weightShape(where: string, given: readonly number[], targets: readonly number[]): readonly number[] {
  const shape: number[] = [...given];
  while (shape.length > 1 && shape[shape.length - 1] === 1) shape.pop();
  if (shape.length <= targets.length && shape.every((n, axis) => n === targets[axis])) return shape;
  throw new RangeError(
    `${where}: received sampleWeight of shape [${given.join(", ")}] for ${targets[0]} rows, expected one weight a row` +
      (targets.length > 2 ? " or one for each step of the sequences" : ""),
  );
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
    x: x.map((one) => takeRows(one, rows)),
    y: y.map((one) => one && takeRows(one, rows)),
    weights: weights.map((one) => one && takeRows(one, rows)),
    rows: rows.length,
  };
}

/** What has to be equal for a program to be used again. */
export function datasetKey({ x, y, weights }: Dataset): string {
  return [...x, ...y, ...weights].map((one) => one?.shape.join(",") ?? "").join("|");
}
