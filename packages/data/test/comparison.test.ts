import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import * as data from "../src";
import * as datasets from "../src/datasets";
import * as metrics from "../src/metrics";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

it("every feature that the README claims links to a test of it", () => {
  const section = readme.slice(readme.indexOf("## Beside others"));
  const rows = section
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .slice(2)
    .map((line) => line.split("|").map((cell) => cell.trim()));
  expect(rows.length).toBeGreaterThan(25);
  for (const cells of rows) {
    expect(cells).toHaveLength(9);
    const file = /^\[yes\]\((test\/[\w-]+\.test\.ts)\)$/.exec(cells[2]!)?.[1];
    expect(file, cells[1]).toBeDefined();
    expect(existsSync(new URL(`../${file}`, import.meta.url)), `${cells[1]}: ${file}`).toBe(true);
  }
});

it("everything that can be imported stands in the README, or on a page of the guide", () => {
  const guide = new URL("../../../apps/docs/pages/guide/", import.meta.url);
  const pages = readdirSync(guide).map((page) => readFileSync(new URL(page, guide), "utf8"));
  // In code, for "split" and "table" are words of any text.
  const code = [readme, ...pages].join("\n").match(/```[\s\S]*?```|`[^`\n]+`/g) ?? [];
  const words = new Set(code.join("\n").match(/\w+/g));
  const names = Object.keys({ ...data, ...datasets });
  expect(names.length).toBeGreaterThan(150);
  expect(names.filter((name) => !words.has(name))).toEqual([]);
});

it("there are as many metrics and splitters as the README says", () => {
  const scores = Object.keys(metrics).filter((name) => /^[a-z]/.test(name));
  expect(readme).toContain(`, ${scores.length} functions in all`);
  expect(readme).toContain(`metrics: ${scores.length} functions`);
  const row = readme.split("\n").find((line) => line.startsWith("| folds "));
  const splitters = row?.match(/`\w+`/g) ?? [];
  for (const name of splitters) expect(Object.keys(data)).toContain(name.slice(1, -1));
  const made = Object.keys(data).filter((name) =>
    /(kFold|ShuffleSplit|Out|SeriesSplit|definedSplit)$/i.test(name),
  );
  expect(splitters.map((name) => name.slice(1, -1)).sort()).toEqual(made.sort());
  expect(readme).toContain(`cross-validation: ${made.length} splitters`);
});
