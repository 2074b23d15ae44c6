// Results carry what is needed to get them again, as plain JSON.

import { version as core, setEngine } from "@wellfit/core";
import { version as data, kFold, makeMoons, split, timeSeriesSplit } from "@wellfit/data";
import {
  crossValidate,
  findStudy,
  gridSearch,
  integers,
  logUniform,
  type Provenance,
  randomSearch,
  recipe,
  repeat,
  runStudy,
  version,
} from "@wellfit/experiments";
import { adam, version as layers } from "@wellfit/layers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import manifest from "../package.json";
import { describeRun } from "../src/provenance/describe-run";
import { plain } from "../src/provenance/plain";
import { browserOf } from "../src/provenance/runtime";
import { rowsInWords } from "../src/repeat/describe-folds";

beforeAll(() => setEngine("wasm", { fma: "off" }));
afterAll(() => setEngine("wasm"));

const provenance: Provenance = {
  packages: {
    "@wellfit/core": core,
    "@wellfit/data": data,
    "@wellfit/experiments": version,
    "@wellfit/layers": layers,
  },
  runtime: { name: "node", version: process.versions.node },
  engines: [{ name: "wasm", fma: "off", fused: false }],
};

/** Throws unless the result is the same after a journey as JSON. */
function checkPlain(result: object): void {
  expect(JSON.parse(JSON.stringify(result))).toEqual({ ...result });
}

const points = makeMoons({ nSamples: 12, noise: 0.1, randomState: 1 });
const rows = Array.from({ length: 12 }, (_, i) => i);

test("versions are those of the packages", () => {
  expect([version, core, data, layers]).toEqual(Array(4).fill(manifest.version));
});

test("repeat", async () => {
  const chance = (seed: number): number => seed / 2;
  const result = await repeat(chance, { times: 2, firstSeed: 3 });
  expect(result).toMatchObject({ provenance, seeds: [3, 4], configuration: { run: "function chance" } });
  checkPlain(result);
  const picked = await repeat((seed: number) => ({ a: seed, b: seed }), { times: 2, metrics: ["a"] });
  expect(picked).toMatchObject({ provenance, configuration: { run: "a function", metrics: ["a"] } });
  checkPlain(picked);
});

test("crossValidate tells which rows each fold had", async () => {
  const result = await crossValidate(points, kFold({ nSplits: 3 }), ({ index }) => index);
  expect(result).toMatchObject({ provenance, folds: [0, 1, 2], seeds: [0, 0, 0] });
  expect(result.configuration.crossValidation).toEqual({
    splitter: "kFold",
    data: { x: [12, 2], y: [12] },
    folds: [{ test: "0-3" }, { test: "4-7" }, { test: "8-11" }],
  });
  checkPlain(result);
  const shuffled = kFold({ nSplits: 2, shuffle: true, randomState: 1 });
  const { configuration } = await crossValidate(rows, shuffled, ({ index }) => index);
  const [first] = [...shuffled.indices(12)];
  expect(configuration.crossValidation).toMatchObject({
    data: [12],
    folds: [{ test: rowsInWords(first!.test) }, { test: expect.any(String) }],
  });
  // What trains on some of the others only says on which.
  const later = await crossValidate(rows, timeSeriesSplit({ nSplits: 2 }), ({ index }) => index);
  expect(later.configuration.crossValidation).toMatchObject({
    folds: [{ train: "0-3", test: "4-7" }, { test: "8-11" }],
  });
});

test("searches tell grid or space, what decides, and the folds", async () => {
  const grid = await gridSearch(
    { rate: [0.1, Number.POSITIVE_INFINITY], kind: ["a"] },
    ({ kind }) => kind.length,
    {
      times: 2,
      crossValidation: { data: rows, splitter: kFold({ nSplits: 2 }) },
    },
  );
  expect(grid).toMatchObject({
    provenance,
    seeds: [0, 1],
    configuration: {
      build: "a function",
      grid: { rate: [0.1, "Infinity"], kind: ["a"] },
      monitor: "value",
      mode: "auto",
      crossValidation: { splitter: "kFold", data: [12], folds: [{ test: "0-5" }, { test: "6-11" }] },
    },
  });
  const space = { rate: logUniform(0.01, 1), units: integers(1, 4), kind: ["a", "b"] };
  const random = await randomSearch(space, ({ units }) => units, { trials: 3, randomState: 7, mode: "min" });
  expect(random).toMatchObject({
    provenance,
    configuration: { space, trials: 3, randomState: 7, mode: "min", monitor: "value" },
  });
  checkPlain(random);
  expect(random.configuration).not.toHaveProperty("crossValidation");
});

test("recipe", async () => {
  const { train, dev } = split(makeMoons({ nSamples: 60, randomState: 1 }), { randomState: 1 });
  const result = await recipe({ train, dev, start: { epochs: 2 }, maxSteps: 1, varianceThreshold: 0.1 });
  expect(result).toMatchObject({
    provenance,
    seeds: [0],
    start: { settings: { epochs: 2, width: 16 } },
    configuration: {
      task: "binary",
      maxSteps: 1,
      varianceThreshold: 0.1,
      build: "default",
      moreData: "none",
    },
  });
  expect(result.configuration.train).toEqual({ x: [...train.x.shape], y: [...train.y.shape] });
  checkPlain(result);
});

test("a study", async () => {
  const { study } = findStudy("data-scaling");
  const short = { ...study, cases: study.cases.slice(1, 2).map((spec) => ({ ...spec, epochs: 2 })) };
  const result = await runStudy(short, undefined, { repeats: 2 });
  expect(result).toMatchObject({ provenance, cases: [{ seeds: [0, 1], spec: { epochs: 2 } }] });
  checkPlain(result);
});

describe("the engine", () => {
  test("is that of the run, in the order of the runs", async () => {
    const changing = (seed: number): number => {
      setEngine(seed === 1 ? "reference" : "wasm", seed === 1 ? {} : { fma: "off" });
      return seed;
    };
    const { engines } = (await repeat(changing, { times: 3 })).provenance;
    expect(engines).toEqual([
      { name: "wasm", fma: "off", fused: false },
      { name: "reference", fused: false },
    ]);
  });
});

test("a module is told by the name of its file, and what it was given", () => {
  const module = new URL("file:///somewhere/runs/run.mjs");
  expect(describeRun({ module, export: "run", options: { units: 8 } })).toEqual({
    module: "run.mjs",
    export: "run",
    options: { units: 8 },
  });
  expect(describeRun({ module: "https://example.org/run.mjs" })).toEqual({
    module: "run.mjs",
    export: "default",
  });
});

test("anything is written down as plain data", () => {
  const circle: { self?: object } = {};
  circle.self = circle;
  class Odd {}
  const written = plain({
    nothing: null,
    left: undefined,
    none: -0,
    high: Number.NaN,
    list: [1, undefined, new Float32Array(3)],
    at: new URL("https://example.org/x"),
    when: new Date(0),
    big: 3n,
    odd: new Odd(),
    circle,
    optimizer: adam({ learningRate: 0.5 }),
  });
  expect(written).toMatchObject({
    nothing: null,
    none: 0,
    high: "NaN",
    list: [1, "undefined", "Float32Array of 3"],
    at: "https://example.org/x",
    when: "1970-01-01T00:00:00.000Z",
    big: "3",
    odd: "a Odd",
    circle: { self: "a circle" },
    optimizer: { class: expect.stringMatching(/adam/i), config: { learning_rate: 0.5 } },
  });
  expect(written).not.toHaveProperty("left");
  expect(JSON.parse(JSON.stringify(written))).toEqual(written);
});

test.each([
  [[], ""],
  [[4], "4"],
  [[0, 1, 2, 5, 4, 3, 7, 8], "0-2 5 4 3 7-8"],
])("rows %j in words", (list, words) => {
  expect(rowsInWords(list)).toBe(words);
});

test.each([
  ["Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox", "140.0"],
  [
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/131.0.0.0 Safari/537.36",
    "Chrome",
    "131.0.0.0",
  ],
  [
    "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.1.2",
    "Edge",
    "131.0.1.2",
  ],
  [
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15",
    "Safari",
    "18.1",
  ],
  ["", "unknown", ""],
  ["something else", "something else", ""],
])("the browser of %j", (agent, name, number) => {
  expect(browserOf(agent)).toEqual({ name, version: number });
});
