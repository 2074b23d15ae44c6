import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { runProgram } from "./lib/programs";

const program = (name: string): string =>
  readFileSync(new URL(`programs/${name}.ts`, import.meta.url), "utf8");

test.each(["1-tensors", "2-network", "4-judging", "5-onnx", "6-pictures"])(
  "program %s runs as written",
  async (name) => {
    const { code, output } = await runProgram(name, program(name));
    expect(output).toContain(`program ${name[0]} holds`);
    expect(code).toBe(0);
  },
);

test("program 3-data runs as written, and its last line throws the LeakageError that it promises", async () => {
  const { code, output } = await runProgram("3-data", program("3-data"));
  expect(output).toContain("program 3 holds");
  expect(output).toContain("LeakageError");
  expect(output).toMatch(/LeakageError: minMaxScaler[\s\S]*3-data\.mjs:\d+/);
  expect(code).toBe(1);
});
