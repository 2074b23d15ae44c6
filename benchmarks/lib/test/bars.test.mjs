import assert from "node:assert/strict";
import { test } from "node:test";
import { bars } from "../bars.mjs";
import { between, markdown, newest } from "../readme.mjs";

/** A benchmark in which peers took so many times as long as we. */
const record = (/** @type {Record<string, Record<string, number>>} */ cases) => {
  const entry = (/** @type {number} */ ratio) => ({
    seconds: [ratio],
    value: ratio,
    timesOurs: { median: ratio, min: ratio, max: ratio },
  });
  const contestants = ["wellfit", ...new Set(Object.values(cases).flatMap((peers) => Object.keys(peers)))];
  const entries = Object.entries(cases).map(([name, peers]) => [
    name,
    Object.fromEntries([
      ["wellfit", entry(1)],
      ...Object.entries(peers).map(([peer, r]) => [peer, entry(r)]),
    ]),
  ]);
  return { about: "work", unit: "s", contestants, cases: Object.fromEntries(entries) };
};

const run = {
  date: "2026-01-02T03:04:05.678Z",
  node: "24.1.0",
  arch: "x64",
  platform: "linux",
  machine: "one core",
  rounds: 1,
  versions: { wellfit: "0.1.0", ceiling: "" },
  fused: true,
  results: {
    w1: record({ step: { "jax-js": 19.9, pytorch: 10 } }),
    w2: record({ step: { "jax-js": 2, pytorch: 0.83 } }),
    w4: record({ "128³": { ceiling: 0.86 }, "256³": { ceiling: 0.86 } }),
  },
  bundle: { wellfit: { minified: 100_000, gzipped: 45_001 } },
};

test("a bar is met from its value on", () => {
  assert.deepEqual(
    bars(run).map(({ seen, met }) => [seen, met]),
    [
      ["19.90×", false],
      ["10.00×", true],
      ["2.00×", true],
      ["1.20×", false],
      ["86.0%", true],
      ["86.0%", false],
      ["45.0 kB", false],
    ],
  );
});

test("PyTorch's time is a bar only where there is fused multiply-add, and what was not measured has no bar", () => {
  const names = bars({ ...run, fused: false }).map(({ bar }) => bar);
  assert.deepEqual(
    names.filter((name) => name.includes("time of pytorch")),
    [],
  );
  assert.deepEqual(bars({ results: {}, fused: true }), []);
});

test("results stand between the marks, and again when written again", () => {
  const readme = "# A\n\n<!-- results: written by npm run table -->\nold\n<!-- end of results -->\n\nafter\n";
  const once = between(readme, markdown([run, { ...run, node: "20.9.0" }]));
  assert.equal(between(once, markdown([run, { ...run, node: "20.9.0" }])), once);
  assert.ok(!once.includes("old") && once.endsWith("\n\nafter\n"));
  assert.ok(once.indexOf("### Node 20.9.0") < once.indexOf("### Node 24.1.0"));
  assert.match(once, /2026-01-02, one core, linux-x64; wellfit 0\.1\.0; 1 rounds\./);
  assert.match(once, /\| w1, step: at least 10× faster than pytorch .* met \|/);
  assert.throws(() => between("# A", "x"), /has no/);
});

test("the newest whole run of each Node is taken", () => {
  const older = { ...run, date: "2026-01-01T00:00:00.000Z" };
  const other = { ...run, node: "20.1.0" };
  const part = { ...run, date: "2026-02-01T00:00:00.000Z", results: {} };
  assert.deepEqual(newest([older, run, part, other], ["w1", "w2"]), [run, other]);
});
