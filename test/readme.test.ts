import { expect, test } from "vitest";
import { blocksOf, typeProblems } from "./lib/blocks";
import { runProgram } from "./lib/programs";

const blocks = blocksOf("README.md", "ts");

test("the README shows programs", () => {
  expect(blocks.length).toBeGreaterThanOrEqual(5);
});

test.each(blocks)("$name runs", async ({ name, code: source }) => {
  const { code, output } = await runProgram(name, source);
  expect(code, output).toBe(0);
});

test("the programs of the README are well typed", () => {
  expect(typeProblems(blocks)).toEqual([]);
});
