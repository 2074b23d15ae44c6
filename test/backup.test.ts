// A training that is killed again and again, and goes on from its backup each time.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { runProgram } from "./lib/programs";

test("a training that is killed twenty times ends with the bits of one that ran through", async () => {
  const source = readFileSync(new URL("backup/killed.ts", import.meta.url), "utf8");
  const { code, output } = await runProgram("killedBackup", source);
  expect(code, output).toBe(0);
  const { kills, broken, reached, same, left } = JSON.parse(output.trim().split("\n").at(-1) ?? "");
  expect(kills).toBe(20);
  expect(broken).toEqual([]);
  // Each process went on from where the one before was, and they were killed at work.
  expect(reached).toEqual([...reached].sort((a: number, b: number) => a - b));
  expect(new Set(reached).size).toBeGreaterThan(3);
  expect(same, output).toBe(true);
  // The backup has gone; what a killed process was writing besides may be left.
  expect(
    left.filter((file: string) => !/^killed-best\.keras\.[0-9a-f-]{36}\.tmp$/.test(file)).sort(),
  ).toEqual(["killed-best.keras", "whole-best.keras"]);
}, 240_000);
