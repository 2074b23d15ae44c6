import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { runCase } from "../src/case-studies/run/run-case";
import type { CaseSpec } from "../src/case-studies/spec";
import { studies } from "../src/case-studies/studies/all";

const { cases } = JSON.parse(readFileSync(new URL("goldens/case_studies.json", import.meta.url), "utf8"));
const all = studies.flatMap((study) => [...study.cases, ...study.extensions.flatMap((e) => e.cases)]);
const SEEDS = Array.from({ length: 10 }, (_, seed) => seed);
const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;

describe("debug", () => {
  for (const golden of cases) {
    const spec = all.find((one: CaseSpec) => one.reference === golden.name && one.stop === undefined);
    if (spec === undefined) continue;
    test(golden.name, async () => {
      const t = performance.now();
      const runs = [];
      for (const seed of SEEDS) runs.push(await runCase({ ...spec, curves: false } as CaseSpec, seed));
      const line: string[] = [golden.name, ((performance.now() - t) / 1000).toFixed(1) + "s", "nonfinite " + runs.filter((r) => !r.finite).length];
      for (const [key, ours] of [["train_acc", "trainAccuracy"], ["test_acc", "testAccuracy"], ["train_loss", "trainLoss"], ["test_loss", "testLoss"]] as const) {
        if (golden[key] === undefined) continue;
        const values = runs.map((r: any) => r[ours]).filter((v) => v !== undefined);
        const accept = golden[key].accept_mean_of_10_runs;
        const m = mean(values);
        line.push(`${key} ${m.toFixed(4)} (${golden[key].mean.toFixed(4)})${accept ? (m >= accept[0] && m <= accept[1] ? " ok" : ` NOT in ${accept}`) : ""}`);
      }
      if (golden.kernel_l2_norm_per_layer) line.push("norms " + golden.kernel_l2_norm_per_layer.map((g: any, i: number) => `${mean(runs.map((r: any) => r.kernelNorms?.[i] ?? NaN)).toFixed(2)}(${g.mean.toFixed(2)})`).join(" "));
      if (!runs[0]!.finite) line.push(String(runs[0]!.message));
      if (golden.kernel_grad_norm_per_layer) line.push("grad0 " + golden.kernel_grad_norm_per_layer.epoch0.mean.data.map((g: number, i: number) => `${mean(runs.map((r: any) => r.gradientNorms[0][i])).toPrecision(3)}(${g.toPrecision(3)})`).join(" "));
      console.log(line.join("\n   "));
      expect(1).toBe(1);
    }, 600000);
  }
});
