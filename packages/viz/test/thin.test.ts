import fc from "fast-check";
import { expect, it } from "vitest";
import { thin } from "../src/thin";

const curves = fc.float64Array({ minLength: 1, maxLength: 400 });
const columns = fc.integer({ min: 1, max: 40 });

it("keeps short curves whole", () => {
  expect(thin(Float64Array.of(1, Number.NaN, 3), 2, Number.isFinite)).toEqual([
    { index: 0, value: 1 },
    { index: 1, value: Number.NaN },
    { index: 2, value: 3 },
  ]);
});

it("keeps order, ends and extremes, in at most five points a column", () => {
  fc.assert(
    fc.property(curves, columns, (values, n) => {
      const points = thin(values, n, Number.isFinite);
      expect(points.length).toBeLessThanOrEqual(Math.max(5 * n, 2 * n));
      points.forEach((point, i) => {
        if (i > 0) expect(point.index).toBeGreaterThan(points[i - 1]!.index);
        expect(Object.is(point.value, values[point.index]) || Number.isNaN(point.value)).toBe(true);
      });
      const finite = values.filter(Number.isFinite);
      const kept = points.map(({ value }) => value).filter(Number.isFinite);
      expect(kept.length > 0).toBe(finite.length > 0);
      if (finite.length === 0) return;
      expect(Math.min(...kept)).toBe(Math.min(...finite));
      expect(Math.max(...kept)).toBe(Math.max(...finite));
      expect(kept[0]).toBe(finite[0]);
      expect(kept.at(-1)).toBe(finite.at(-1));
    }),
  );
});

it("keeps a gap wherever a column has one", () => {
  const values = Float64Array.from({ length: 1000 }, (_, i) => (i === 500 ? Number.NaN : i));
  const gaps = thin(values, 10, Number.isFinite).filter(({ value }) => Number.isNaN(value));
  expect(gaps).toEqual([{ index: 500, value: Number.NaN }]);
});
