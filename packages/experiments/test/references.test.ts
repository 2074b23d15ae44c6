import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type CaseSpec, caseResult, type Outcome, studies } from "../src";
import { compareWithReference, referenceOf, references } from "../src/references";

interface Golden {
  name: string;
  n_nonfinite_runs?: number;
  seeds?: number[];
  [key: string]: unknown;
}
const { cases } = JSON.parse(readFileSync(new URL("goldens/case_studies.json", import.meta.url), "utf8")) as {
  cases: Golden[];
};
const trained = cases.filter((one) => one.n_nonfinite_runs !== undefined);
const digits = (value: number): number => Number(value.toPrecision(6));
const names: Record<string, string> = {
  train_acc: "trainAccuracy",
  test_acc: "testAccuracy",
  train_loss: "trainLoss",
  test_loss: "testLoss",
  r2_test: "testR2",
};

const specs: CaseSpec[] = studies.flatMap((study) => [
  ...study.cases,
  ...study.extensions.flatMap((extension) => extension.cases),
]);
const specOf = (reference: string, stops = false): CaseSpec =>
  specs.find((spec) => spec.reference === reference && (spec.stop !== undefined) === stops) as CaseSpec;

test("the reference's numbers are those of the golden file, to six digits", () => {
  expect(Object.keys(references)).toEqual(trained.map(({ name }) => name));
  for (const golden of trained) {
    const ours = references[golden.name]!;
    expect(ours.runs).toBe(golden.seeds!.length);
    expect(ours.notFinite).toBe(golden.n_nonfinite_runs);
    let compared = 0;
    for (const [their, our] of Object.entries(names)) {
      const band = golden[their] as
        | { mean: number; std: number; accept_mean_of_10_runs?: number[] }
        | undefined;
      if (band === undefined) continue;
      compared++;
      expect(ours.values[our]).toEqual({
        mean: digits(band.mean),
        sd: digits(band.std),
        ...(band.accept_mean_of_10_runs === undefined
          ? {}
          : { accept: band.accept_mean_of_10_runs.map(digits) }),
      });
    }
    expect(compared).toBe(golden.n_nonfinite_runs === 30 ? 0 : golden.r2_test === undefined ? 4 : 3);
  }
});

// What early stopping and the layers gave, under the golden file's names.
const stops: Record<string, string> = {
  stop_epoch: "stopEpoch",
  checkpoint_epoch: "checkpointEpoch",
  test_acc_at_stop: "testAccuracy",
  checkpoint_test_acc: "checkpointAccuracy",
};
const bandOf = ({ mean, std }: { mean: number; std: number }) => ({ mean: digits(mean), sd: digits(std) });

test("so are those of stopped training, of the kernels and of the gradients", () => {
  let [stopped, kernels, slopes] = [0, 0, 0];
  for (const golden of trained) {
    const ours = references[golden.name]!;
    const early = golden.early_stopping_val_loss as
      | Record<string, Record<string, { mean: number; std: number }>>
      | undefined;
    for (const [patience, values] of Object.entries(ours.stopped ?? {})) {
      const theirs = early![`patience_${patience}`]!;
      expect(values).toEqual(
        Object.fromEntries(Object.entries(stops).map(([their, our]) => [our, bandOf(theirs[their]!)])),
      );
      stopped++;
    }
    const norms = (golden.kernel_l2_norm_per_layer ?? []) as { mean: number; std: number }[];
    norms.forEach((band, i) => {
      expect(ours.values[`kernelNorm${i + 1}`], golden.name).toEqual(bandOf(band));
      kernels++;
    });
    const gradients = golden.kernel_grad_norm_per_layer as
      | Record<string, { mean: { data: number[] } }>
      | undefined;
    expect(Object.keys(ours.gradientNorms ?? {}).map((epoch) => `epoch${epoch}`)).toEqual(
      Object.keys(gradients ?? {}),
    );
    for (const [epoch, list] of Object.entries(ours.gradientNorms ?? {})) {
      expect(list).toEqual(gradients![`epoch${epoch}`]!.mean.data.map(digits));
      slopes++;
    }
  }
  expect([stopped, kernels, slopes]).toEqual([2, 85, 40]);
});

test("a case is inside when its means are", () => {
  const spec = specOf("moons_overfit");
  const outcome = (seed: number, testAccuracy: number): Outcome => ({
    seed,
    finite: true,
    trainAccuracy: 1,
    testAccuracy,
    trainLoss: 0,
    testLoss: 0,
  });
  const inside = compareWithReference(caseResult(spec, [0, 1], [outcome(0, 0.91), outcome(1, 0.92)]));
  expect(inside.map((one) => [one.name, one.inside])).toEqual([
    ["trainAccuracy", true],
    ["testAccuracy", true],
  ]);
  expect(inside[1]!.ours).toBeCloseTo(0.915, 12);
  const outside = compareWithReference(caseResult(spec, [0], [outcome(0, 0.8)]));
  expect(outside.map((one) => one.inside)).toEqual([true, false]);
});

test("a case that must stop being finite is inside when all of its runs do", () => {
  const spec = specOf("regression_unscaled");
  const bad = (seed: number): Outcome => ({ seed, finite: false, message: "stopped" });
  const all = compareWithReference(caseResult(spec, [0, 1], [bad(0), bad(1)]));
  expect(all).toEqual([{ name: "notFinite", ours: 2, reference: 2, accept: [2, 2], inside: true }]);
  const some = compareWithReference(
    caseResult(spec, [0, 1], [bad(0), { seed: 1, finite: true, trainLoss: 1, testLoss: 1, testR2: 0 }]),
  );
  expect(some[0]!.inside).toBe(false);
});

test("a run that is not finite keeps its place beside its seed and is left out of the mean", () => {
  const spec = specOf("regression_y_standardized");
  const good = (seed: number, testLoss: number): Outcome => ({ seed, finite: true, trainLoss: 1, testLoss });
  const outcomes: Outcome[] = [{ seed: 3, finite: false, message: "stopped" }, good(4, 2), good(5, 4)];
  const { summary, notFinite } = caseResult(spec, [3, 4, 5], outcomes);
  expect(summary.testLoss).toMatchObject({ n: 2, mean: 3, values: [Number.NaN, 2, 4] });
  expect(notFinite).toBe(1);
  expect(Object.keys(summary)).toEqual(["trainLoss", "testLoss"]);
});

test("early stopping is compared by its epochs, and what has no reference is not compared", () => {
  const stopping = specOf("moons_overfit", true);
  expect(Object.keys(referenceOf(stopping)!)).toEqual([
    "stopEpoch",
    "checkpointEpoch",
    "testAccuracy",
    "checkpointAccuracy",
  ]);
  expect(referenceOf({ ...stopping, stop: { monitor: "valAccuracy", patience: 200 } })).toBeUndefined();
  const { reference: _, ...alone } = stopping;
  expect(compareWithReference(caseResult(alone, [0], [{ seed: 0, finite: true }]))).toEqual([]);
});
