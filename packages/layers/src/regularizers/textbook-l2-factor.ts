import { checkNumber } from "../common/options";

/**
 * The factor for `l2` that means the same as a textbook's λ.
 *
 * Textbooks add `λ / (2m) · ‖w‖²` to the mean loss of m training examples; Keras, and `l2` with it, adds
 * `factor · ‖w‖²`. Both are the same for `factor = λ / (2m)`, which is what this gives.
 *
 * Its gradient is `λ/m · w`, so one step of plain SGD is `w ← (1 − ηλ/m) · w − η · gradient`: the weight decays. Optimizers
 * take that share directly as `weightDecay`, which for plain SGD has the same effect with `weightDecay = λ/m`, twice the
 * factor. With momentum, and more so with Adam, the two differ: a penalty goes through the optimizer's averages and is
 * divided by the size of the gradients, decay is not (Loshchilov and Hutter 2019).
 *
 * @param lambda - The λ of the textbook; at least 0.
 * @param m - The number of training examples, not of a batch: the loss of a batch is a mean as well.
 * @throws RangeError when λ is below 0 or m is not a whole number of at least 1.
 * @example
 * textbookL2Factor(1, 50); // 0.01
 */
export function textbookL2Factor(lambda: number, m: number): number {
  checkNumber("textbookL2Factor", "lambda", lambda, { min: 0 });
  checkNumber("textbookL2Factor", "m (the number of training examples)", m, { integer: true, min: 1 });
  return lambda / (2 * m);
}
