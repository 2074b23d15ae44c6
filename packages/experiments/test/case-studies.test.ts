import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type CaseSpec, caseResult, linearChain, runCase, studies } from "../src";
import { initialGradients } from "./support/initial-gradients";

interface Band {
  mean: number;
  std: number;
  values: number[];
  accept_mean_of_10_runs?: [number, number];
}
interface Simulated {
  mean: number;
  sd: number;
}
interface Reference {
  name: string;
  n_nonfinite_runs?: number;
  early_stopping_val_loss?: Record<string, Record<string, Band>>;
  kernel_l2_norm_per_layer?: { mean: number; std: number }[];
  kernel_grad_norm_per_layer?: { epoch0: { mean: { data: number[] } } };
  first_over_last_hidden_grad_norm_at_init?: Band;
  [key: string]: unknown;
}

const { cases } = JSON.parse(readFileSync(new URL("goldens/case_studies.json", import.meta.url), "utf8")) as {
  cases: Reference[];
};

const simulation = JSON.parse(
  readFileSync(new URL("goldens/five_tanh_layers.json", import.meta.url), "utf8"),
) as {
  seeds: number;
  trainAccuracy: Simulated;
  testAccuracy: Simulated;
  shareOfTestAccuracyAbove: Record<string, number>;
};

const specs: CaseSpec[] = studies.flatMap((study) => [
  ...study.cases,
  ...study.extensions.flatMap((extension) => extension.cases),
]);
const trained = cases.filter((one) => "n_nonfinite_runs" in one);
const names = {
  train_acc: "trainAccuracy",
  test_acc: "testAccuracy",
  train_loss: "trainLoss",
  test_loss: "testLoss",
} as const;

const seedsOf = ({ repeats = 10 }: CaseSpec): number[] => Array.from({ length: repeats }, (_, seed) => seed);

const run = async (spec: CaseSpec, seeds: number[]) => {
  const outcomes = [];
  for (const seed of seeds) outcomes.push(await runCase(spec, seed));
  return caseResult(spec, seeds, outcomes);
};

describe("the studies give the reference's numbers", () => {
  test("every case of the reference is in a study", () => {
    const known = new Set(specs.map(({ reference }) => reference));
    expect(trained.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([]);
    expect(trained).toHaveLength(30);
  });

  test.each(trained.map((one) => [one.name, one] as const))(
    "%s",
    async (name, reference) => {
      const found = specs.find((spec) => spec.reference === name && spec.stop === undefined) as CaseSpec;
      const { curves: _, ...spec } = found;
      const result = await run(spec, seedsOf(spec));
      if (reference.n_nonfinite_runs === 30) {
        expect(result.notFinite).toBe(result.seeds.length);
        for (const { message } of result.outcomes) {
          expect(message).toMatch(/stopped being finite in epoch 1.*scale the targets.*clip/s);
        }
        return;
      }
      expect(result.notFinite).toBe(0);
      let compared = 0;
      for (const [theirs, ours] of Object.entries(names)) {
        const accept = (reference[theirs] as Band | undefined)?.accept_mean_of_10_runs;
        if (accept === undefined) continue;
        compared++;
        const { mean } = result.summary[ours] as { mean: number };
        expect(mean, `${ours} of ${name}`).toBeGreaterThanOrEqual(accept[0]);
        expect(mean, `${ours} of ${name}`).toBeLessThanOrEqual(accept[1]);
      }
      expect(compared).toBeGreaterThanOrEqual(2);
    },
    120_000,
  );

  test("the case whose runs differ most is as in a simulation of many more seeds", async () => {
    const { gradientsAt: _, ...spec } = specs.find(({ repeats }) => repeats !== undefined) as CaseSpec;
    expect(spec).toMatchObject({ reference: "circles1000_5tanh_uniform01", repeats: 30 });
    const { summary } = await run(spec, seedsOf(spec));
    for (const name of ["trainAccuracy", "testAccuracy"] as const) {
      const { mean, sd } = simulation[name];
      const error = sd * Math.sqrt(1 / 30 + 1 / simulation.seeds);
      expect(Math.abs(summary[name]!.mean - mean), name).toBeLessThan(3 * error);
    }
    for (const [bound, share] of Object.entries(simulation.shareOfTestAccuracyAbove)) {
      const above = summary.testAccuracy!.values.filter((value) => value > Number(bound)).length;
      expect(Math.abs(above / 30 - share), bound).toBeLessThan(3 * Math.sqrt((share * (1 - share)) / 30));
    }
  });
});

describe("gradients at initialisation", () => {
  const deep = trained.filter((one) => one.kernel_grad_norm_per_layer !== undefined);

  test.each(deep.map((one) => [one.name, one] as const))(
    "%s",
    async (name, reference) => {
      const found = specs.find((spec) => spec.reference === name) as CaseSpec;
      const seeds = Array.from({ length: 400 }, (_, seed) => seed);
      const norms = initialGradients(found, seeds);
      // What a run records before its first epoch is the same.
      const recorded = await runCase({ ...found, epochs: 1, gradientsAt: [0] }, 3);
      recorded.gradientNorms?.[0]?.forEach((norm, layer) => {
        expect(norm).toBeCloseTo(norms[3]?.[layer] as number, 5);
      });
      expect(recorded.gradientNorms?.[0]).toHaveLength(norms[3]?.length as number);
      const theirs = reference.kernel_grad_norm_per_layer?.epoch0.mean.data as number[];
      theirs.forEach((expected, layer) => {
        const values = norms.map((one) => one[layer] as number);
        const mean = values.reduce((a, b) => a + b, 0) / values.length;
        const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
        // The reference has thirty seeds and gives no deviation for a layer: ours stands for both.
        const error = sd * Math.sqrt(1 / 30 + 1 / values.length);
        expect(Math.abs(mean - expected), `layer ${layer + 1}`).toBeLessThan(3 * error);
      });
      const ratios = reference.first_over_last_hidden_grad_norm_at_init;
      if (ratios === undefined) return;
      // A network whose units are all dead has no gradients to compare.
      const ours = norms
        .map((one) => (one[0] as number) / (one[one.length - 2] as number))
        .filter(Number.isFinite);
      const mean = ours.reduce((a, b) => a + b, 0) / ours.length;
      const sd = Math.sqrt(ours.reduce((sum, value) => sum + (value - mean) ** 2, 0) / ours.length);
      const error = Math.sqrt(ratios.std ** 2 / 30 + sd ** 2 / ours.length);
      expect(Math.abs(mean - ratios.mean)).toBeLessThan(3 * error);
    },
    120_000,
  );
});

describe("early stopping", () => {
  test.each([0, 200])("stops where the reference does with patience %i", async (patience) => {
    const reference = trained.find((one) => one.name === "moons_overfit") as Reference;
    const theirs = reference.early_stopping_val_loss?.[`patience_${patience}`] as Record<string, Band>;
    const spec = specs.find(
      (one) => one.stop?.patience === patience && one.stop.monitor === "valLoss",
    ) as CaseSpec;
    const result = await run(spec, seedsOf(spec));
    for (const [their, ours] of [
      ["stop_epoch", "stopEpoch"],
      ["checkpoint_epoch", "checkpointEpoch"],
      ["test_acc_at_stop", "testAccuracy"],
      ["checkpoint_test_acc", "checkpointAccuracy"],
    ] as const) {
      const band = theirs[their] as Band;
      const own = result.summary[ours] as { mean: number; sd: number; n: number };
      const error = Math.sqrt(band.std ** 2 / 30 + own.sd ** 2 / own.n);
      expect(Math.abs(own.mean - band.mean), ours).toBeLessThanOrEqual(Math.max(3 * error, 1.5 / 70));
    }
  });
});

describe("chains of equal linear layers", () => {
  test.each(
    cases.filter((one) => one.name.startsWith("linear_chain")).map((one) => [one.name, one] as const),
  )("%s: the exact powers", (_name, reference) => {
    const { activationNorms, gradientNorms } = linearChain(reference.w as number, reference.L as number);
    const close = (ours: readonly number[], theirs: number[]) => {
      expect(ours).toHaveLength(theirs.length);
      theirs.forEach((value, i) => {
        expect(Math.abs((ours[i] as number) - value)).toBeLessThanOrEqual(1e-14 * value);
      });
    };
    close(activationNorms, reference.activation_norm_per_layer as number[]);
    close(gradientNorms, reference.grad_norm_wrt_activation_per_layer as number[]);
  });

  test("refuses what is no chain", () => {
    expect(() => linearChain(Number.NaN)).toThrow(/received weight NaN/);
    expect(() => linearChain(1.5, 0)).toThrow(/depth 0/);
  });
});
