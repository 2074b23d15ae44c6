import type { Shape } from "@wellfit/core";

/** How many numbers may still be made into weights. */
let left = Number.POSITIVE_INFINITY;

/**
 * Runs `body` while layers may make weights of at most `numbers` numbers together. A file that says that a layer has a
 * thousand million units would fill the memory before anybody saw that it has no such weights.
 */
export function withWeightLimit<R>(numbers: number, body: () => R): R {
  const before = left;
  left = numbers;
  try {
    return body();
  } finally {
    left = before;
  }
}

/** Counts a weight before it is made. */
export function countWeight(name: string, shape: Shape): void {
  const size = shape.reduce((a, b) => a * b, 1);
  if (size > left) {
    throw new RangeError(
      `${name} of shape [${shape.join(", ")}] has more numbers than the file; the file is damaged or its settings belong to ` +
        "other weights",
    );
  }
  left -= size;
}
