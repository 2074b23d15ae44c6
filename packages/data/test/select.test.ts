import { describe, expect, it } from "vitest";
import { randomState } from "../src";
import { kMeansOnLine } from "../src/transform/kmeans-line";
import { linspace } from "../src/transform/linspace";
import { quantile } from "../src/transform/quantile";
import { quantiles } from "../src/transform/select";

const random = randomState(11);
const n = 3000;
const kinds: Record<string, Float64Array> = {
  normal: random.normal(0, 1, n),
  "of few values": random.randint(0, 4, n),
  equal: new Float64Array(n).fill(2.5),
  ascending: Float64Array.from({ length: n }, (_, i) => i),
  descending: Float64Array.from({ length: n }, (_, i) => -i),
  "rising and falling": Float64Array.from({ length: n }, (_, i) => Math.min(i, n - i)),
  // Each pivot of three leaves all but a few on one side.
  "hard to halve": Float64Array.from({ length: n }, (_, i) => (i % 2 === 0 ? i : n + i)),
  "with gaps": random.normal(0, 1, n).map((value, i) => (i % 7 === 0 ? Number.NaN : value)),
};

describe("quantiles without sorting", () => {
  it.each(Object.entries(kinds))("of numbers that are %s", (_kind, numbers) => {
    const sorted = numbers.filter((value) => !Number.isNaN(value)).sort();
    const before = numbers.slice();
    for (const fractions of [[0, 1], [0.5], [0.25, 0.5, 0.75], [...linspace(0, 1, 21)]]) {
      expect([...quantiles(numbers, fractions)]).toEqual(fractions.map((q) => quantile(sorted, q)));
    }
    expect(numbers).toEqual(before);
  });
});

describe("k means on a line", () => {
  // Lloyd's algorithm as it is written everywhere, until no value changes its center.
  const plain = (values: Float64Array, start: Float64Array): Float64Array => {
    let centers = start;
    for (let round = 0; round < 300; round++) {
      const sums = new Float64Array(centers.length);
      const counts = new Float64Array(centers.length);
      for (const value of values) {
        let best = 0;
        for (let k = 1; k < centers.length; k++) {
          if (Math.abs(value - centers[k]!) < Math.abs(value - centers[best]!)) best = k;
        }
        sums[best]! += value;
        counts[best]! += 1;
      }
      centers = sums.map((sum, k) => sum / counts[k]!);
    }
    return centers;
  };

  it("come near to those of the plain algorithm", () => {
    const values = random.uniform(0, 1, n).sort();
    const start = Float64Array.of(0.1, 0.3, 0.5, 0.7, 0.9);
    const expected = plain(values, start);
    kMeansOnLine(values, start).forEach((center, k) => {
      // It stops when centers move by less than a hundredth of the spread.
      expect(Math.abs(center - expected[k]!)).toBeLessThan(0.02);
    });
  });

  it("are the values when there are as many as different values, and stay within them when there are fewer", () => {
    const values = Float64Array.of(1, 1, 2, 7);
    expect([...kMeansOnLine(values, Float64Array.of(1, 3, 5))]).toEqual([1, 2, 7]);
    const means = kMeansOnLine(Float64Array.of(1, 1, 7, 7), Float64Array.of(1, 2, 3, 4));
    expect(new Set(means)).toEqual(new Set([1, 7]));
  });
});
