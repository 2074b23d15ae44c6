// Work that leaves nothing behind must not leave memory behind either, in JavaScript or in the engine.

import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { runProgram } from "./lib/programs";
import type { Growth } from "./memory/growth";

/** Seven bytes for each of 80,000 steps would be more. */
const MARGIN = 512 * 1024;
/** V8 itself keeps a little of every module for some time. */
const COMPILED = 4 * MARGIN;

let growth: Growth;

beforeAll(async () => {
  const source = readFileSync(new URL("memory/growth.ts", import.meta.url), "utf8");
  const { code, output } = await runProgram("growth", source, ["--expose-gc"]);
  expect(code, output).toBe(0);
  growth = JSON.parse(output.trim().split("\n").at(-1) ?? "").growth;
});

test("200,000 training steps and 200,000 dropped operations, and more, hold no more at the end than early on", () => {
  const { "results that are kept": kept, ...dropped } = growth;
  expect(Object.keys(dropped)).toHaveLength(11);
  for (const [work, [early, late]] of Object.entries(dropped)) {
    const margin = work.includes("shapes") ? COMPILED : MARGIN;
    expect(late.heap - early.heap, `${work}: heap`).toBeLessThan(margin);
    expect(late.engine - early.engine, `${work}: engine memory`).toBe(0);
    expect(late.used - early.used, `${work}: engine memory in use`).toBeLessThan(MARGIN);
  }
  expect((kept?.[1].heap ?? 0) - (kept?.[0].heap ?? 0), "what is kept is seen").toBeGreaterThan(MARGIN);
});
