import fc from "fast-check";
import { expect, it } from "vitest";
import { quartilesOf } from "../src/quartiles";

it("has NumPy's quartiles and Tukey's whiskers", () => {
  // numpy.quantile([7, 1, 3, 30], [0.25, 0.5, 0.75]) is [2.5, 5, 12.75].
  expect(quartilesOf([7, 1, 3, 30])).toEqual({
    lower: 2.5,
    median: 5,
    upper: 12.75,
    whiskers: [1, 12.75],
    mean: 10.25,
  });
  expect(quartilesOf([2])).toEqual({ lower: 2, median: 2, upper: 2, whiskers: [2, 2], mean: 2 });
});

it("is in order, whatever the numbers", () => {
  const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 40 }), (values) => {
      const { lower, median, upper, whiskers } = quartilesOf(values);
      const [least, most] = [Math.min(...values), Math.max(...values)];
      const inOrder = [least, whiskers[0], lower, median, upper, whiskers[1], most];
      inOrder.slice(1).forEach((one, i) => {
        expect(one).toBeGreaterThanOrEqual(inOrder[i]! - 1e-9);
      });
    }),
  );
});
