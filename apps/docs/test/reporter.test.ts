import fc from "fast-check";
import { expect, test } from "vitest";
import { type Curves, curveNames } from "../src/training/curves";
import { reporter } from "../src/training/reporter";

interface Sent {
  readonly at: number;
  readonly curves: Curves;
  readonly epochsPerSecond: number;
}

/** Reports epochs that end at given times. */
function reports(times: readonly number[], interval = 100): Sent[] {
  let time = 0;
  const sent: Sent[] = [];
  const report = reporter(
    (curves, epochsPerSecond) => sent.push({ at: time, curves, epochsPerSecond }),
    interval,
    () => time,
  );
  for (const [epoch, at] of times.entries()) {
    time = at;
    report.add({ loss: epoch, valLoss: epoch + 0.1, accuracy: epoch + 0.2, valAccuracy: epoch + 0.3 });
  }
  report.flush();
  return sent;
}

test("the first epoch is reported at once, the others about ten times a second", () => {
  const sent = reports(Array.from({ length: 1000 }, (_, i) => i + 1));
  expect(sent.map(({ at }) => at)).toEqual([1, 101, 201, 301, 401, 501, 601, 701, 801, 901, 1000]);
  expect(sent[1]?.epochsPerSecond).toBeCloseTo(1000);
});

test("no epoch is lost, doubled or out of order, and reports keep their distance", () => {
  const times = fc
    .array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 60 })
    .map((steps) => steps.map((_, i) => steps.slice(0, i + 1).reduce((sum, step) => sum + step, 0)));
  fc.assert(
    fc.property(times, (ends) => {
      const sent = reports(ends);
      for (const [k, name] of curveNames.entries()) {
        expect(sent.flatMap(({ curves }) => curves[name])).toEqual(ends.map((_, epoch) => epoch + k / 10));
      }
      for (let i = 1; i < sent.length - 1; i++) {
        expect((sent[i]?.at ?? 0) - (sent[i - 1]?.at ?? 0)).toBeGreaterThanOrEqual(100);
      }
      for (const { epochsPerSecond } of sent) expect(Number.isFinite(epochsPerSecond)).toBe(true);
    }),
  );
});

test("without an epoch nothing is reported, and the average is 0", () => {
  const report = reporter(
    () => {
      throw new Error("there is nothing to report");
    },
    100,
    () => 0,
  );
  report.flush();
  expect(report.average()).toBe(0);
});

test("a number that is missing is a gap, not a zero", () => {
  const sent: Curves[] = [];
  reporter((curves) => sent.push(curves)).add({ loss: 1 });
  expect(sent[0]).toEqual({
    loss: [1],
    valLoss: [Number.NaN],
    accuracy: [Number.NaN],
    valAccuracy: [Number.NaN],
  });
});
