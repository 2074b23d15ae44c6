import { readFileSync } from "node:fs";
import { join } from "node:path";
import { studies, studyNames } from "@wellfit/experiments";
import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import { nearest } from "../src/options/nearest";
import { everything, folder, wellfit } from "./run-cli";

// Threads need what was built; test/cli.test.ts has them.
const alone = ["--workers", "1"];
const run = (...args: string[]) => wellfit({ cwd: folder() }, "case-study", ...args, ...alone);

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
  const { code, out, err } = await wellfit({ cwd }, "case-study", "data-scaling", "--repeats", "3", ...alone);
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
    provenance: {
      packages: { "@wellfit/core": expect.any(String), "@wellfit/layers": expect.any(String) },
      runtime: { name: "node", version: process.versions.node },
      engines: [{ name: "wasm", fma: "off", fused: false }],
    },
    name: "data-scaling/normalise-target",
  });
  const [only] = json.cases;
  expect(only.seeds).toEqual([7, 8]);
  expect(only).toMatchObject({
    spec: { epochs: 100, data: { scaleY: [0, 1] }, reference: "regression_y_minmax_0_1" },
    notFinite: 0,
    reference: { testR2: { mean: 0.872587 } },
  });
  expect(only.outcomes.map(({ seed }: { seed: number }) => seed)).toEqual([7, 8]);
  expect(only.compared.map(({ name }: { name: string }) => name)).toEqual(["trainLoss", "testLoss"]);
  expect((await run(...args)).out).toBe(first.out);
});

test("a case whose runs differ most has more of them, which the table shows; --repeats is for all", async () => {
  const name = "vanishing-gradients/adam";
  const { code, out } = await run(name);
  expect(code).toBe(0);
  expect(out).toMatch(/\n10 runs a case, 30 of "5 tanh layers", seeds from 0; wellfit/);
  expect(out).toMatch(/\ncase +runs +train accuracy/);
  expect(out).toMatch(/\n5 tanh layers +30 .* inside\n5 tanh layers, Adam +10 .* inside\n/);
  const few = (await run(name, "--repeats", "2")).out;
  expect(few).toMatch(/\n2 runs a case, seeds 0 to 1; wellfit/);
  expect(few).toMatch(/\ncase +train accuracy/);
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
  const { code, out, err } = await wellfit(
    { cwd, signal: controller.signal },
    "case-study",
    "dropout",
    ...alone,
  );
  expect(performance.now() - asked).toBeLessThan(1000);
  expect([code, out]).toEqual([130, ""]);
  expect(err).toContain("interrupted");
});

/** The page of a study. */
const pageOf = async (name: string, ...args: string[]): Promise<{ text: string; document: Document }> => {
  const cwd = folder();
  const all = ["case-study", name, "--repeats", "2", "--report", "page.html", ...args, ...alone];
  const { code, err, out } = await wellfit({ cwd }, ...all);
  expect([code, err]).toEqual([0, ""]);
  expect(out).toMatch(/\nReport: page\.html\n$/);
  expect(everything(cwd)).toEqual(["page.html"]);
  const text = readFileSync(join(cwd, "page.html"), "utf8");
  return { text, document: parseHTML(text).document as unknown as Document };
};

test.each<[name: string, sections: string[], charts: number]>([
  ["data-scaling", ["runs", "norms"], 2],
  ["early-stopping/regression", ["runs", "curves", "norms"], 5],
  ["exploding-gradients/norm-values", ["runs", "grid", "norms"], 5],
  ["weight-regularization", ["runs", "norms", "boundaries"], 3],
  ["vanishing-gradients/initialization", ["runs", "norms", "gradients", "boundaries"], 5],
  ["initialization", [], 2],
])(
  "--report of %s tells question, set-up, result, pictures and conclusion",
  async (name, sections, charts) => {
    const { text, document } = await pageOf(name);
    const ids = [...document.querySelectorAll("h2")].map((heading) => heading.id);
    expect(ids).toEqual(["set-up", "result", ...sections, "conclusion", "repeat"]);
    expect(document.querySelectorAll("script, link, img, iframe, object, embed, video").length).toBe(0);
    expect(text).not.toMatch(/url\(\s*['"]?(https?:|\/\/)|@import/);
    expect(text.replace(/<pre>.*?<\/pre>/gs, "")).not.toMatch(/undefined|NaN|Infinity|\[object/);
    const pictures = [...document.querySelectorAll("svg")];
    const boundaries = document.querySelectorAll(".pictures svg").length;
    // All others stand there twice, for wide and for narrow pages.
    expect((pictures.length - boundaries) / 2).toBe(charts);
    expect(boundaries > 0).toBe(sections.includes("boundaries"));
    for (const picture of pictures) {
      expect(picture.getAttribute("role")).toBe("img");
      expect(picture.querySelector("desc")!.textContent).toMatch(/\.$/);
    }
    const named = [...document.querySelectorAll("[id]")].map(({ id }) => id);
    expect(new Set(named).size).toBe(named.length);
    const { study, extension } = studies
      .flatMap((one) => [
        { study: one, extension: undefined },
        ...one.extensions.map((other) => ({ study: one, extension: other })),
      ])
      .find((one) => name === [one.study.name, one.extension?.name].filter(Boolean).join("/"))!;
    const words = document.querySelector("main")!.textContent!;
    for (const said of [study.setUp, (extension ?? study).question, (extension ?? study).conclusion]) {
      expect(words).toContain(said);
    }
    if (name !== "initialization") expect(words).toContain(`wellfit case-study ${name} --repeats 2`);
  },
);

test("a page is the same each time, and early stopping marks its epochs", async () => {
  const first = await pageOf("early-stopping/regression");
  expect((await pageOf("early-stopping/regression")).text).toBe(first.text);
  const told = [...first.document.querySelectorAll("#curves-none, svg desc")].map((one) => one.textContent);
  expect(told.join(" ")).toMatch(/The best epoch marked is \d+\. Training stopped early at epoch \d+\./);
});

test.each<[string[], number, RegExp]>([
  [["data-scaling", "--report", join("nowhere", "page.html")], 1, /there is no folder nowhere/],
  [["--all", "--report", "page.html"], 2, /expected the name of one study with --report/],
])("%j writes nothing", async (args, expected, said) => {
  const cwd = folder();
  const { code, err } = await wellfit({ cwd }, "case-study", ...args, ...alone);
  expect(code).toBe(expected);
  expect(err).toMatch(said);
  expect(everything(cwd)).toEqual([]);
});
