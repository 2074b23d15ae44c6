import { setEngine, tensor } from "@wellfit/core";
import { noisyLabels, noisyTargets, setSeed } from "@wellfit/layers";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { restoreEngine } from "./support/goldens";
import { statistics } from "./support/statistics";

restoreEngine();

const list = (data: ArrayLike<number | bigint>): number[] => Array.from(data, Number);

describe("noisy labels", () => {
  test("are wrong in exactly the share that was asked for, and always another class", () => {
    const labels = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 60 });
    const rate = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(labels, rate, fc.nat(), (y, share, seed) => {
        const before = [...y];
        const { data, shape } = noisyLabels(y, { rate: share, numClasses: 5, seed });
        expect(shape).toEqual([y.length]);
        const noisy = list(data);
        expect(noisy.filter((c, i) => c !== y[i]).length).toBe(Math.round(share * y.length));
        expect(noisy.every((c) => Number.isInteger(c) && c >= 0 && c < 5)).toBe(true);
        expect(y).toEqual(before);
      }),
    );
  });

  test("spread evenly over rows and the other classes", () => {
    const y = Int32Array.from({ length: 20_000 }, (_, i) => i % 4);
    const noisy = list(noisyLabels(y, { rate: 0.5, seed: 3 }).data);
    const counts = new Map<string, number>();
    noisy.forEach((c, i) => {
      const move = `${i % 4} to ${c}`;
      counts.set(move, (counts.get(move) ?? 0) + 1);
    });
    expect(counts.size).toBe(16);
    for (const [move, count] of counts) {
      const [from, to] = move.split(" to ");
      const expected = from === to ? 2500 : 2500 / 3;
      expect(Math.abs(count / expected - 1)).toBeLessThan(0.13);
    }
    const early = noisy.slice(0, 10_000).filter((c, i) => c !== y[i]).length;
    expect(Math.abs(early - 5000)).toBeLessThan(250);
  });

  test("keep shape and kind: columns, one-hot rows, typed arrays and tensors", () => {
    const column = noisyLabels({ data: Int32Array.of(0, 1, 1), shape: [3, 1] }, { rate: 1, seed: 1 });
    expect(column).toEqual({ data: Int32Array.of(1, 0, 0), shape: [3, 1] });
    const rows = [
      [1, 0, 0],
      [0, 0, 1],
    ];
    const oneHot = noisyLabels(tensor(rows), { rate: 1, seed: 1 });
    const after = tensor(oneHot).toArray() as number[][];
    expect(oneHot.shape).toEqual([2, 3]);
    after.forEach((row, i) => {
      expect([...row].sort()).toEqual([0, 0, 1]);
      expect(row).not.toEqual(rows[i]);
    });
  });

  test("are the same for the same seed on both engines, and otherwise not", () => {
    const y = Array.from({ length: 50 }, (_, i) => i % 3);
    const fast = noisyLabels(y, { rate: 0.4, seed: 9 });
    expect(noisyLabels(y, { rate: 0.4, seed: 8 })).not.toEqual(fast);
    expect(noisyLabels(y, { rate: 0.4 })).not.toEqual(noisyLabels(y, { rate: 0.4 }));
    setSeed(1);
    const one = noisyLabels(y, { rate: 0.4 });
    setSeed(1);
    expect(noisyLabels(y, { rate: 0.4 })).toEqual(one);
    setEngine("reference");
    expect(noisyLabels(y, { rate: 0.4, seed: 9 })).toEqual(fast);
  });

  test("refuse what is no share and no label", () => {
    expect(() => noisyLabels([0, 1], { rate: 1.3 })).toThrow(
      /noisyLabels: received rate 1\.3, expected a number at least 0 and at most 1/,
    );
    expect(() => noisyLabels([0, 1], {} as never)).toThrow(/rate undefined/);
    expect(() => noisyLabels([0, 1], { rate: 0.1, ratio: 1 } as never)).toThrow(
      /"ratio" \(did you mean "rate"/,
    );
    expect(() => noisyLabels([-1, 1], { rate: 0.1 })).toThrow(/label -1, expected classes.*map -1 to 0/);
    expect(() => noisyLabels([0.5, 1], { rate: 0.1 })).toThrow(/label 0\.5.*noisyTargets/);
    expect(() => noisyLabels([[0.5, 0.5]], { rate: 0.1 })).toThrow(/row \[0\.5, 0\.5\].*one-hot/);
    expect(() => noisyLabels([[1, 1]], { rate: 0.1 })).toThrow(/row \[1, 1\]/);
    expect(() => noisyLabels([[[0]]], { rate: 0.1 })).toThrow(/shape \[1, 1, 1\]/);
    expect(() => noisyLabels([0, 3], { rate: 0.1, numClasses: 3 })).toThrow(
      /numClasses \(the largest label is 3\) 3, expected a whole number at least 4/,
    );
  });
});

describe("noisy targets", () => {
  test("have noise of the standard deviation that was asked for", () => {
    const y = Float64Array.from({ length: 20_000 }, (_, i) => i / 1000);
    const { data, shape } = noisyTargets(y, { stddev: 0.3, seed: 2 });
    expect([data.constructor, shape]).toEqual([Float64Array, [20_000]]);
    const { mean, std } = statistics(list(data).map((x, i) => x - (y[i] as number)));
    expect(Math.abs(mean)).toBeLessThan((4.5 * 0.3) / Math.sqrt(20_000));
    expect(Math.abs(std / 0.3 - 1)).toBeLessThan(0.02);
    expect(y[1]).toBe(0.001);
  });

  test("keep the shape, are the same for the same seed, and refuse a negative deviation", () => {
    const noisy = noisyTargets([[1], [2]], { stddev: 1, seed: 4 });
    expect([noisy.shape, noisy.data.constructor]).toEqual([[2, 1], Float32Array]);
    expect(noisyTargets([[1], [2]], { stddev: 1, seed: 4 })).toEqual(noisy);
    expect(noisyTargets([[1], [2]], { stddev: 1, seed: 5 })).not.toEqual(noisy);
    expect(list(noisyTargets(Int32Array.of(1, 2), { stddev: 0 }).data)).toEqual([1, 2]);
    expect(() => noisyTargets([1], { stddev: -1 })).toThrow(/noisyTargets: received stddev -1/);
  });
});
