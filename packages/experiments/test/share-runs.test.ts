import { expect, test } from "vitest";
import { type CaseSpec, type RunSeeds, runCase, seedsInTurn, shareRuns, studies } from "../src";

const standardised = studies.find(({ name }) => name === "data-scaling")!.cases[1] as CaseSpec;
const short: CaseSpec = { ...standardised, epochs: 3 };

test("configurations that are equal are run once, and each sees what it asked for", async () => {
  const curves: CaseSpec = { ...short, name: "with curves", curves: true };
  const slopes: CaseSpec = { ...short, name: "with gradients", gradientsAt: [0, 2] };
  const every: CaseSpec = { ...short, name: "with gradients now and then", gradientsAt: { every: 2 } };
  const other: CaseSpec = { ...short, epochs: 4 };
  let runs = 0;
  const counted: RunSeeds = (spec, seeds, onRun) => {
    runs++;
    return seedsInTurn()(spec, seeds, onRun);
  };
  const specs = [short, curves, slopes, every, other];
  const run = shareRuns(specs, counted);
  let told = 0;
  for (const spec of specs) {
    const outcomes = await run(spec, [0, 1], () => told++);
    for (const [seed, outcome] of outcomes.entries()) expect(outcome).toEqual(await runCase(spec, seed));
  }
  expect([runs, told]).toEqual([2, 10]);
  await run(short, [0, 2], () => {});
  expect(runs).toBe(3);
});

test("ends before the next run when asked to", async () => {
  const controller = new AbortController();
  const run = seedsInTurn(controller.signal)(short, [0, 1, 2], () => controller.abort(new Error("enough")));
  await expect(run).rejects.toThrow("enough");
});
