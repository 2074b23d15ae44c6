// What training this network must give, in double precision and plain loops, written after the papers and not after any
// of the contestants.

import { agree } from "../lib/agree.mjs";
import { units } from "./task.mjs";

/**
 * @typedef {import("./task.mjs").Task} Task
 * @typedef {{ loss: number[], accuracy: number[], valLoss: number[], valAccuracy: number[] }} History
 */

/** So many epochs are compared. Rounding differs between engines and grows with the epochs. */
const compared = 50;

/**
 * Trains with full batches, binary cross-entropy and Adam (Kingma and Ba 2014, with the rate corrected as in the end of
 * their section 2), and measures before each step on the train part and after it on the dev part, as `fit` does.
 * @param {Task} task
 * @param {number} epochs
 * @returns {History}
 */
export function train({ train: points, dev, weights }, epochs) {
  const flat = Float64Array.from(weights.flatMap(({ data }) => [...data]));
  const [m, v] = [new Float64Array(flat.length), new Float64Array(flat.length)];
  /** @type {History} */
  const history = { loss: [], accuracy: [], valLoss: [], valAccuracy: [] };
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const gradient = new Float64Array(flat.length);
    const before = judge(flat, points, gradient);
    const rate = (0.001 * Math.sqrt(1 - 0.999 ** epoch)) / (1 - 0.9 ** epoch);
    for (let i = 0; i < flat.length; i++) {
      const g = at(gradient, i);
      m[i] = 0.9 * at(m, i) + 0.1 * g;
      v[i] = 0.999 * at(v, i) + 0.001 * g * g;
      flat[i] = at(flat, i) - (rate * at(m, i)) / (Math.sqrt(at(v, i)) + 1e-7);
    }
    const after = judge(flat, dev);
    history.loss.push(before.loss);
    history.accuracy.push(before.accuracy);
    history.valLoss.push(after.loss);
    history.valAccuracy.push(after.accuracy);
  }
  return history;
}

/**
 * Mean loss and accuracy over points, and the gradient of the mean loss when there is room for it.
 * @param {Float64Array} w all weights, in order
 * @param {import("./task.mjs").Points} points
 * @param {Float64Array} [gradient]
 * @returns {{ loss: number, accuracy: number }}
 */
export function judge(w, { rows, x, y }, gradient) {
  const [bias1, kernel2, bias2] = [2 * units, 3 * units, 4 * units];
  let loss = 0;
  let right = 0;
  for (let row = 0; row < rows; row++) {
    const [x0, x1, target] = [at(x, 2 * row), at(x, 2 * row + 1), at(y, row)];
    const hidden = Float64Array.from({ length: units }, (_, u) =>
      Math.max(0, x0 * at(w, u) + x1 * at(w, units + u) + at(w, bias1 + u)),
    );
    const logit = hidden.reduce((sum, h, u) => sum + h * at(w, kernel2 + u), at(w, bias2));
    loss += Math.max(logit, 0) - logit * target + Math.log1p(Math.exp(-Math.abs(logit)));
    if (logit > 0 === target > 0.5) right += 1;
    if (gradient === undefined) continue;
    const slope = (1 / (1 + Math.exp(-logit)) - target) / rows;
    gradient[bias2] = at(gradient, bias2) + slope;
    for (let u = 0; u < units; u++) {
      if (at(hidden, u) === 0) continue;
      const back = slope * at(w, kernel2 + u);
      gradient[kernel2 + u] = at(gradient, kernel2 + u) + slope * at(hidden, u);
      gradient[u] = at(gradient, u) + back * x0;
      gradient[units + u] = at(gradient, units + u) + back * x1;
      gradient[bias1 + u] = at(gradient, bias1 + u) + back;
    }
  }
  return { loss: loss / rows, accuracy: right / rows };
}

/**
 * @param {Float32Array | Float64Array} array
 * @param {number} i
 * @returns {number}
 */
function at(array, i) {
  return /** @type {number} */ (array[i]);
}

/**
 * Throws unless a training went as it must.
 * @param {Task} task
 * @param {Partial<History>} history the measures that were taken, from the first epoch on
 * @returns {void}
 */
export function checkHistory(task, history) {
  const measured = Object.entries(history);
  const epochs = Math.min(compared, ...measured.map(([, values]) => values.length));
  if (measured.length === 0 || epochs === 0) throw new Error("no epoch of training was measured");
  const expected = train(task, epochs);
  for (const [name, values] of measured) {
    const should = expected[/** @type {keyof History} */ (name)];
    // One point that lies on the boundary may fall to either side.
    const absolute = name.toLowerCase().endsWith("accuracy") ? 1 / task.train.rows : 0;
    agree(name, values.slice(0, epochs), should, { absolute: absolute * 1.001, relative: 1e-3 });
  }
}
