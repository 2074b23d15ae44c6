import assert from "node:assert/strict";
import { test } from "node:test";
import { record, show } from "../report.mjs";
import { digits, table } from "../table.mjs";

const suite = {
  about: "naps",
  unit: "ms",
  value: (/** @type {number} */ seconds) => seconds * 1000,
  contestants: {},
};
const rounds = {
  ours: [1, 2, 1].map((s) => ({ seconds: { nap: s / 1000, doze: 0.002 }, version: "1" })),
  theirs: [3, 6, 4].map((s) => ({ seconds: { nap: s / 1000 }, version: "2" })),
};

test("a table has medians, ratios with their range, and a dash where nobody took part", () => {
  assert.equal(
    show(record(suite, rounds)),
    [
      "| ms   | ours |                  theirs |",
      "| ---- | ---: | ----------------------: |",
      "| nap  | 1.00 | 4.00 (3.00×, 3.00–4.00) |",
      "| doze | 2.00 |                       – |",
    ].join("\n"),
  );
});

test("a record has every round", () => {
  const { cases } = /** @type {any} */ (record(suite, rounds));
  assert.deepEqual(cases.nap.theirs.seconds, [0.003, 0.006, 0.004]);
  assert.deepEqual(cases.nap.ours.timesOurs, { median: 1, min: 1, max: 1 });
  assert.deepEqual(Object.keys(cases.doze), ["ours"]);
});

test("numbers have three digits that count", () => {
  assert.deepEqual([0.01234, 1.234, 12.34, 123.4, 1234, 0].map(digits), [
    "0.0123",
    "1.23",
    "12.3",
    "123",
    "1234",
    "0",
  ]);
  assert.equal(table(["a"], [["b"]]), "| a   |\n| --- |\n| b   |");
});

test("who cannot do it is said to fail, and why", () => {
  const failing = { ...rounds, unable: [{ seconds: {}, failed: "no gradient", version: "3" }] };
  const text = show(record(suite, failing));
  assert.match(text, /\| nap .* fails \|/);
  assert.match(text, /unable fails: no gradient$/);
});
