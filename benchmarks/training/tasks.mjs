// What is trained: initial weights and batches that are the same for everybody. There are many batches, with labels from
// a fixed teacher, so that nobody learns one batch by heart: vanishing gradients would measure denormals.

import { uniform } from "../lib/numbers.mjs";

/**
 * @typedef {{ data: Float32Array, shape: number[] }} NdArray
 * @typedef {{ x: NdArray, y: NdArray }} Batch `y` is one-hot, [rows, classes]
 * @typedef {{ model: string, weights: NdArray[], batches: Batch[] }} Task `model` is the name of the network
 */

const count = 20;
const classes = 10;

/**
 * W2: 784-256-128-10 with relu, 128 rows a batch.
 * @returns {Task}
 */
export function mlpTask() {
  return {
    model: "mlp",
    weights: [...layer(784, 256, 21), ...layer(256, 128, 22), ...layer(128, classes, 23)],
    batches: labelled(128, [784], 24),
  };
}

/**
 * W3: convolution 5x5x24, pooling, convolution 3x3x32, pooling, dense 128, dense 10 on images of 28x28, 64 a batch. The
 * convolutions are valid and followed by relu; pooling takes the largest of 2x2.
 * @returns {Task} kernels are [height, width, from, to], images [rows, height, width, 1]
 */
export function cnnTask() {
  return {
    model: "cnn",
    weights: [
      ...layer(25, 24 * 25, 31, [5, 5, 1, 24], 24),
      ...layer(9 * 24, 9 * 32, 32, [3, 3, 24, 32], 32),
      ...layer(5 * 5 * 32, 128, 33),
      ...layer(128, classes, 34),
    ],
    batches: labelled(64, [28, 28, 1], 35),
  };
}

/**
 * W7: an LSTM of 64 units over 50 steps of 16 numbers, 32 sequences a batch, and a dense layer of 10 on its last output.
 * @returns {Task} the weights of the LSTM are [16, 256], [64, 256] and [256], for input, forget, cell and output gate
 */
export function lstmTask() {
  const [units, features] = [64, 16];
  return {
    model: "lstm",
    weights: [
      ...layer(features, 4 * units, 41).slice(0, 1),
      ...layer(units, 4 * units, 42),
      ...layer(units, classes, 43),
    ],
    batches: labelled(32, [50, features], 44),
  };
}

/**
 * Batches of evenly distributed numbers from 0 to 1 that belong to the class that a random linear function says.
 * @param {number} rows
 * @param {number[]} shape of one row
 * @param {number} seed
 * @returns {Batch[]}
 */
function labelled(rows, shape, seed) {
  const size = shape.reduce((a, b) => a * b, 1);
  const teacher = uniform(size * classes, -1, 1, seed);
  return Array.from({ length: count }, (_, i) => {
    const data = uniform(rows * size, 0, 1, 1000 * seed + i);
    const y = new Float32Array(rows * classes);
    for (let row = 0; row < rows; row++) y[row * classes + classOf(data, row * size, teacher, size)] = 1;
    return { x: { data, shape: [rows, ...shape] }, y: { data: y, shape: [rows, classes] } };
  });
}

/**
 * @param {Float32Array} data
 * @param {number} from where the row begins
 * @param {Float32Array} teacher [size, classes]
 * @param {number} size
 * @returns {number}
 */
function classOf(data, from, teacher, size) {
  const scores = Array.from({ length: classes }, (_, c) => {
    let sum = 0;
    // Around the middle of the numbers, so that the classes are equally frequent.
    for (let i = 0; i < size; i++) sum += (Number(data[from + i]) - 0.5) * Number(teacher[i * classes + c]);
    return sum;
  });
  return scores.indexOf(Math.max(...scores));
}

/**
 * A kernel as Glorot's uniform initializer has it, and a bias of 0.
 * @param {number} from
 * @param {number} to
 * @param {number} seed
 * @param {number[]} [shape] of the kernel
 * @param {number} [units] length of the bias
 * @returns {[NdArray, NdArray]}
 */
function layer(from, to, seed, shape = [from, to], units = to) {
  const limit = Math.sqrt(6 / (from + to));
  const size = shape.reduce((a, b) => a * b, 1);
  return [
    { data: uniform(size, -limit, limit, seed), shape },
    { data: new Float32Array(units), shape: [units] },
  ];
}
