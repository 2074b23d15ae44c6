import fc from "fast-check";
import { expect, it } from "vitest";
import { randomState } from "../src";
import { distinctNumbers, numericCodes } from "../src/transform/numeric-codes";
import { sortNumbers } from "../src/transform/sort-numbers";

it("numbers sort as the engine sorts them, the special ones too", () => {
  const few = [0, -0, Infinity, -Infinity, 5e-324, -5e-324, Number.MAX_VALUE, -1, 1];
  const one = fc.oneof(fc.double({ noNaN: true }), fc.constantFrom(...few));
  fc.assert(
    fc.property(fc.array(one, { minLength: 0, maxLength: 1500, size: "max" }), (values) => {
      const expected = Float64Array.from(values).sort();
      expect(sortNumbers(Float64Array.from(values))).toEqual(expected);
    }),
    { numRuns: 30 },
  );
  const many = Float64Array.from(randomState(1).normal(0, 1, 5000), (value, i) => (i % 7 === 0 ? -0 : value));
  expect(sortNumbers(many.slice())).toEqual(many.slice().sort());
});

it("numbers are found among categories, whole ones by a table", () => {
  const value = fc.oneof(fc.integer({ min: -50, max: 50 }), fc.double(), fc.constant(Number.NaN));
  fc.assert(
    fc.property(fc.array(value), fc.array(value), fc.boolean(), (fit, next, whole) => {
      const round = (list: number[]): Float64Array => Float64Array.from(list, whole ? Math.round : Number);
      const categories = distinctNumbers(round(fit));
      expect(categories).toEqual(
        [...new Set(round(fit))].sort((a, b) => (Number.isNaN(a) ? 1 : Number.isNaN(b) ? -1 : a - b)),
      );
      const places = new Map(
        categories.map((category, place) => [Number.isNaN(category) ? null : category, place]),
      );
      const expected = Array.from(round(next), (one) => places.get(Number.isNaN(one) ? null : one) ?? -1);
      expect([...numericCodes(round(next), places, places.get(null) ?? -1)]).toEqual(expected);
    }),
  );
});

it("a tiny number is not taken for the whole one that it is rounded to", () => {
  const places = new Map([
    [-1, 0],
    [0, 1],
  ]);
  expect([...numericCodes(Float64Array.of(-5e-324, 0, -0, 1e-17, -1), places, -1)]).toEqual([
    -1, 1, 1, -1, 0,
  ]);
});
