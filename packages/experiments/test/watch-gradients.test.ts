import { expect, test } from "vitest";
import { type CaseSpec, runCase, studies } from "../src";
import { gradientEpochs } from "../src/case-studies/run/watch-gradients";

const spec: CaseSpec = {
  ...(studies.find(({ name }) => name === "data-scaling")!.cases[1] as CaseSpec),
  epochs: 6,
};

test("gradients are measured after the epochs that are named, or every so many", async () => {
  const all = await runCase({ ...spec, gradientsAt: { every: 1 } }, 0);
  expect(Object.keys(all.gradientNorms!)).toEqual(["0", "1", "2", "3", "4", "5", "6"]);
  for (const norms of Object.values(all.gradientNorms!)) {
    expect(norms).toHaveLength(2);
    for (const norm of norms) expect(norm).toBeGreaterThan(0);
  }
  const some = await runCase({ ...spec, gradientsAt: { every: 4 } }, 0);
  const { 0: first, 4: fourth } = all.gradientNorms!;
  expect(some.gradientNorms).toEqual({ 0: first, 4: fourth });
  const later = await runCase({ ...spec, gradientsAt: [4] }, 0);
  expect(later.gradientNorms).toEqual({ 4: fourth });
  // Measuring changes nothing.
  const { gradientNorms: _, ...rest } = all;
  expect(await runCase(spec, 0)).toEqual(rest);
});

test("epochs that do not come are left out", async () => {
  const stopped = await runCase(
    { ...spec, stop: { monitor: "valLoss", patience: 0 }, epochs: 500, gradientsAt: [0, 500] },
    0,
  );
  expect(stopped.stopped!.stopEpoch).toBeLessThan(500);
  expect(Object.keys(stopped.gradientNorms!)).toEqual(["0"]);
});

test("a distance that makes no sense is refused", () => {
  expect(gradientEpochs(spec)).toEqual([]);
  for (const every of [0, 1.5, Number.NaN]) {
    expect(() => gradientEpochs({ ...spec, gradientsAt: { every } })).toThrow(
      `${spec.name}: received gradientsAt { every: ${every} }, expected a whole number of epochs from 1`,
    );
  }
});
