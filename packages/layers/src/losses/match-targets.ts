import type { Tensor } from "@wellfit/core";

/**
 * Targets with the axis of length 1 at the end that predictions have, or without the one they lack, as Keras.
 *
 * @throws RangeError when the shapes differ otherwise: broadcasting would compare every target with every prediction.
 */
export function matchTargets(where: string, yTrue: Tensor, expected: readonly number[]): Tensor {
  const shape = yTrue.shape;
  if (same(shape, expected)) return yTrue;
  if (same([...shape, 1], expected) || same(shape, [...expected, 1])) return yTrue.reshape(expected);
  throw new RangeError(
    `${where}: received targets of shape [${shape.join(", ")}] for predictions of shape [${expected.join(", ")}], expected ` +
      `equal shapes; ${mendTargets(shape, expected)}`,
  );
}

/** How to make targets of one shape fit predictions of another. */
export function mendTargets(shape: readonly number[], expected: readonly number[]): string {
  const classes = expected[expected.length - 1] ?? 1;
  const flat = shape.length === 1 || (shape.length === 2 && shape[1] === 1);
  if (expected.length === 2 && classes > 1 && flat) {
    return (
      `for class numbers 0 to ${classes - 1} use the loss "sparseCategoricalCrossentropy", or one-hot encode the ` +
      `targets to ${classes} columns; for one number a row end the model with dense(1)`
    );
  }
  const last = shape[shape.length - 1];
  if (same(shape, expected) || shape.length === expected.length + 1) {
    return 'for one-hot targets use the loss "categoricalCrossentropy"; else give one class number a row';
  }
  if (shape.length < expected.length && expected.length > 2) {
    return (
      "the model predicts something for every place of a grid or every step; for one prediction a row put flatten(), or a " +
      "global pooling layer, before its last layer, or leave returnSequences out of the last recurrent one"
    );
  }
  if (shape.length === expected.length && last !== classes) {
    return `end the model with ${last} units, or give targets of ${classes} column${classes === 1 ? "" : "s"}`;
  }
  return "give targets of the shape of the model's output";
}

function same(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((n, i) => n === b[i]);
}
