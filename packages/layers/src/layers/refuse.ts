import type { Shape } from "@wellfit/core";
import { areShapes, type BatchShape, rowSize, type Shapes, showShapes } from "../common/shapes";

/** Throws for an input that does not fit, with what would. */
export function refuseShape(name: string, received: Shapes, expected: Shapes): never {
  throw new RangeError(
    `${name}: expected input of shape ${showShapes(expected)}, received ${showShapes(received)}; ${mend(received, expected)}`,
  );
}

function mend(received: Shapes, expected: Shapes): string {
  if (areShapes(expected)) {
    return areShapes(received) && received.length === expected.length
      ? "pass the inputs in the order in which the layer was built"
      : `pass an array of ${expected.length} inputs`;
  }
  if (areShapes(received)) return "pass one input, not an array of inputs";
  return mendOne(received, expected);
}

function mendOne(received: BatchShape, expected: BatchShape): string {
  const [have, want] = [rowSize(received), rowSize(expected)];
  if (have !== null && have === want) {
    return expected.length === 2 ? "add flatten() before it" : "reshape the rows first";
  }
  if (
    received.length === expected.length - 1 &&
    want !== null &&
    received.every((n, i) => n === expected[i + 1])
  ) {
    return (
      "this is one row; put it into an array of rows; if it is all rows, make the model with inputShape: " +
      `[${received.slice(1).join(", ")}], which is the shape of one`
    );
  }
  const [numbers] = received;
  if (received.length === 1 && want !== null && typeof numbers === "number" && numbers % want === 0) {
    const shape = [numbers / want, ...expected.slice(1)];
    return `for rows that lie one after the other in one array pass { data, shape: [${shape.join(", ")}] }`;
  }
  if (received.length === 2 && expected.length === 2) {
    return `pass rows of ${expected[1]} columns, or make the model with inputShape: [${received[1]}]`;
  }
  return "reshape the data, or make the model with the shape that the data has";
}

/** Returns the shape of one row if it is one, and throws with what was expected if not. */
export function checkInputShape(where: string, shape: unknown): Shape {
  const good = Array.isArray(shape) && shape.every((n) => n === null || (Number.isInteger(n) && n >= 1));
  if (good) return shape;
  throw new RangeError(
    `${where}: received inputShape ${JSON.stringify(shape)}, expected an array of whole numbers of at least 1 without ` +
      "the batch axis, such as [784] or [28, 28, 1]; null stands for a length that varies",
  );
}
