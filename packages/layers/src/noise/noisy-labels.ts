import {
  type NdArrayLike,
  randomInt,
  randomKey,
  randomPermutation,
  splitKey,
  type TensorLike,
  tensor,
} from "@wellfit/core";
import { checkNumber, readOptions, show } from "../common/options";
import { seedOrNext } from "../common/seed";

/** Options of {@link noisyLabels}. */
export interface NoisyLabelsOptions {
  /** The share of labels that becomes wrong, from 0 to 1: `round(rate * rows)` of them. */
  readonly rate: number;
  /** How many classes there are. Default: one more than the largest label, at least 2; for one-hot rows their length. */
  readonly numClasses?: number;
  /** The same seed makes the same labels wrong. Default: another at each call, from `setSeed`. */
  readonly seed?: number;
}

/**
 * Training labels of which a share is wrong: so many rows, chosen at random, get another class, each of the others with the
 * same probability (Angluin and Laird 1988). With a few percent this regularises as noise in other places does; with
 * more it shows how a network that is large enough learns the wrong labels by heart, and when to stop.
 *
 * Make only the labels of the training part noisy, after the data is split: a dev or test score on wrong labels measures the
 * noise and not the model. Where the wrong labels need not be real, `labelSmoothing` of the cross-entropies does the same
 * on average without chance.
 *
 * @param y - Classes as whole numbers from 0, of shape `[rows]` or `[rows, 1]`, or one-hot rows `[rows, numClasses]`. It is
 * left as it is.
 * @returns Labels of the same shape and kind.
 * @throws RangeError when the rate is not from 0 to 1, or for what is neither classes nor one-hot rows.
 * @example
 * Array.from(noisyLabels([0, 1, 1, 0], { rate: 1, seed: 1 }).data); // [1, 0, 0, 1]
 */
export function noisyLabels(y: TensorLike, options: NoisyLabelsOptions): NdArrayLike {
  const given = readOptions("noisyLabels", options, {
    rate: undefined as number | undefined,
    numClasses: undefined as number | undefined,
    seed: undefined as number | undefined,
  });
  const rate = checkNumber("noisyLabels", "rate", given.rate, { min: 0, max: 1 });
  const labels = tensor(y);
  const { shape } = labels;
  const [rows = 0, width = 1] = shape;
  const data = labels.data().slice();
  const oneHot = shape.length === 2 && width > 1;
  if (shape.length === 0 || shape.length > 2) throw wrongLabels(`labels of shape ${show(shape)}`);
  const classes = oneHot ? fromOneHot(data, rows, width) : checkClasses(data);
  const largest = classes.reduce((most, c) => Math.max(most, c), 1);
  const numClasses = oneHot ? width : checkNumberOfClasses(given.numClasses ?? largest + 1, largest);

  const wrong = Math.round(rate * rows);
  const [order, moves] = splitKey(randomKey(seedOrNext("noisyLabels", given.seed)));
  const chosen = randomPermutation(order as TensorLike, rows).data();
  // By so many classes on, around the end: every class but its own, all with the same probability.
  const by = randomInt(moves as TensorLike, [rows], 1, numClasses).data();
  for (let i = 0; i < wrong; i++) {
    const row = chosen[i] as number;
    const from = classes[row] as number;
    const to = (from + (by[i] as number)) % numClasses;
    if (oneHot) [data[row * width + from], data[row * width + to]] = [0, 1];
    else data[row] = to;
  }
  return { data, shape };
}

function checkClasses(data: ArrayLike<number>): number[] {
  const classes = Array.from(data);
  const bad = classes.find((c) => !Number.isInteger(c) || c < 0);
  if (bad !== undefined) throw wrongLabels(`the label ${bad}`);
  return classes;
}

function fromOneHot(data: ArrayLike<number>, rows: number, width: number): number[] {
  return Array.from({ length: rows }, (_, i) => {
    const row = Array.from({ length: width }, (_, j) => data[i * width + j] as number);
    if (row.every((x) => x === 0 || x === 1) && row.indexOf(1) === row.lastIndexOf(1) && row.includes(1)) {
      return row.indexOf(1);
    }
    throw wrongLabels(`the row ${show(row)}`);
  });
}

function checkNumberOfClasses(numClasses: number, largest: number): number {
  return checkNumber("noisyLabels", `numClasses (the largest label is ${largest})`, numClasses, {
    integer: true,
    min: largest + 1,
  });
}

function wrongLabels(received: string): RangeError {
  return new RangeError(
    `noisyLabels: received ${received}, expected classes as whole numbers from 0 in [rows] or [rows, 1], or one-hot rows; encode ` +
      "other labels first (with -1 and 1, map -1 to 0), and use noisyTargets() for numbers to regress on",
  );
}
