// What real Keras computed with its layers is replayed, all of it, whichever file it is in.

import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { golden } from "./support/goldens";
import { type KerasLayerCase, replayKerasCases } from "./support/keras-layer-cases";

const files = readdirSync(new URL("./goldens/", import.meta.url))
  .filter((name) => /^keras_(\w+_)?layers\.json$/.test(name))
  .map((name) => ({ name, cases: golden<{ layers: KerasLayerCase[] }>(name).layers }));

describe.each(files)("$name", ({ cases }) => {
  // Strings are no tensors: preparation.test.ts replays these.
  replayKerasCases(cases.filter((c) => c.class !== "StringLookup"));
});

test("no case is lost, and none is there twice", () => {
  const all = files.flatMap(({ cases }) => cases);
  const counts: Record<string, number> = {};
  for (const c of all) counts[c.class] = (counts[c.class] ?? 0) + 1;
  expect(counts).toEqual(golden("keras_layer_counts.json"));
  expect(all.length).toBe(283);
  expect(new Set(all.map((c) => c.config.name)).size).toBe(283);
});
