import { studies, studyNames } from "@wellfit/experiments";
import { expect, test } from "vitest";
import { nearest } from "../src/options/nearest";
import { everything, folder, wellfit } from "./run-cli";

const run = (...args: string[]) => wellfit({ cwd: folder() }, "case-study", ...args);

test("--list has every study, and its extensions with their titles below it", async () => {
  const { code, out, err } = await run("--list");
  expect([code, err]).toEqual([0, ""]);
  const names = out.match(/^ *[a-z-]+(\/[a-z-]+)?(?= {2})/gm)!.map((name) => name.trim());
  expect(names).toEqual(studyNames());
  for (const { title, extensions } of studies) {
    for (const text of [title, ...extensions.map((one) => one.title)]) expect(out).toContain(text);
  }
  expect(out).toMatch(/\n9 studies and 29 extensions\n$/);
  const quiet = await run("--list", "--quiet");
  expect(quiet.out.trimEnd().split("\n")).toHaveLength(38);
  const json = JSON.parse((await run("--list", "--json")).out);
  expect(json.studies.map(({ name }: { name: string }) => name)).toEqual(studies.map(({ name }) => name));
  expect(json.studies[0].extensions[0]).toMatchObject({ name: "weight-regularization/alternates", cases: 4 });
});

test("a study of data scaling: scores beside the reference's, why a case is not finite, what to conclude", async () => {
  const cwd = folder();
  const { code, out, err } = await wellfit({ cwd }, "case-study", "data-scaling", "--repeats", "3");
  expect([code, err]).toEqual([0, ""]);
  expect(out).toMatch(/^Data scaling \(data-scaling\)\nWhy does a small network/);
  expect(out).toMatch(/3 runs a case, seeds 0 to 2; wellfit \d+\.\d+\.\d+, engine wasm, fma off\n/);
  expect(out).toMatch(/\ncase +test R² +95% interval +reference *\n/);
  expect(out).toMatch(/\nnothing scaled +not finite +not finite +inside\n/);
  expect(out).toMatch(/\ntargets standardised +0\.99\d\d ± 0\.00\d\d +\[0\.\d{4}, [01]\.\d{4}\] +0\.9950/);
  expect(out).toMatch(/nothing scaled: 3 of 3 runs not finite\. .*stopped being finite in epoch 1/s);
  expect(out).toMatch(/\nConclusion\nLarge targets make large errors/);
  expect(everything(cwd)).toEqual([]);
});

test("--json has what is needed to repeat it, and is the same each time", async () => {
  const args = ["data-scaling/normalise-target", "--repeats", "2", "--first-seed", "7", "--json"];
  const first = await run(...args);
  expect(first.out.trimEnd().split("\n")).toHaveLength(1);
  const json = JSON.parse(first.out);
  expect(json).toMatchObject({
    ok: true,
    wellfit: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    packages: { "@wellfit/core": expect.any(String), "@wellfit/layers": expect.any(String) },
    node: process.version,
    engine: "wasm",
    fma: "off",
    seeds: [7, 8],
    name: "data-scaling/normalise-target",
  });
  const [only] = json.cases;
  expect(only).toMatchObject({
    spec: { epochs: 100, data: { scaleY: [0, 1] }, reference: "regression_y_minmax_0_1" },
    notFinite: 0,
    reference: { testR2: { mean: 0.872587 } },
  });
  expect(only.outcomes.map(({ seed }: { seed: number }) => seed)).toEqual([7, 8]);
  expect(only.compared.map(({ name }: { name: string }) => name)).toEqual(["trainLoss", "testLoss"]);
  expect((await run(...args)).out).toBe(first.out);
});

test("initialization trains nothing, and has the exact powers", async () => {
  const { code, out } = await run("initialization");
  expect(code).toBe(0);
  expect(out).toMatch(/\n1\.5 · I +2\.236 +128\.9 +2\.47e\+7/);
  expect(out).toMatch(/\n0\.5 · I +2\.236 +0\.002184 +2\.03e-12/);
  const json = JSON.parse((await run("initialization", "--json")).out);
  expect(json.chains[0].activationNorms).toHaveLength(41);
});

test("one run has no interval", async () => {
  const { out } = await run("data-scaling/normalise-target", "--repeats", "1");
  expect(out).toContain("1 run a case, seed 0;");
  expect(out).not.toContain("95% interval");
  expect(out).not.toContain("NaN");
});

test.each<[string, RegExp]>([
  ["dropuot", /no case study "dropuot"; did you mean dropout\?\nexpected a study: weight-reg.*, initiali/],
  ["dropout/rate", /expected an extension of dropout: dropout\/input-dropout, /],
  ["weight-constraints/biass", /did you mean weight-constraints\/bias\?/],
  ["grid-over-rate", /did you mean dropout\/grid-over-rate\?/],
  ["early", /no case study "early"; see wellfit case-study --list/],
  ["initialization/x", /expected initialization, which has no extensions/],
  ["", /no case study ""; see/],
])("an unknown name %j gets a hint", async (name, said) => {
  const { code, out, err } = await run(name);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toMatch(said);
});

test("the nearest name", () => {
  const names = ["dropout", "noise", "early-stopping"];
  expect(nearest("niose", names)).toBe("noise");
  expect(nearest("EARLY-STOPING", names)).toBe("early-stopping");
  expect(nearest("early", names)).toBe("early-stopping");
  expect(nearest("boosting", names)).toBeUndefined();
  expect(nearest("x", [])).toBeUndefined();
});

test("Ctrl-C ends it within a second", async () => {
  const controller = new AbortController();
  const cwd = folder();
  let asked = Number.NaN;
  setTimeout(() => {
    asked = performance.now();
    controller.abort();
  }, 1500);
  const { code, out, err } = await wellfit({ cwd, signal: controller.signal }, "case-study", "dropout");
  expect(performance.now() - asked).toBeLessThan(1000);
  expect([code, out]).toEqual([130, ""]);
  expect(err).toContain("interrupted");
});
