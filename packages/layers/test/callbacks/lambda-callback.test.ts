import { lambdaCallback } from "@wellfit/layers";
import { expect, test } from "vitest";

test("lambdaCallback checks its hooks", () => {
  const seen: number[] = [];
  lambdaCallback({ onEpochEnd: (epoch) => void seen.push(epoch) }).onEpochEnd?.(3, {});
  expect(seen).toEqual([3]);
  expect(() => lambdaCallback({ onEpochEn: () => {} } as never)).toThrow(/did you mean "onEpochEnd"/);
  expect(() => lambdaCallback({ onEpochEnd: 3 as never })).toThrow(/onEpochEnd 3, expected a function/);
});
