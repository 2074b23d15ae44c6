import { expect, test } from "vitest";
import { countTests } from "../lib/count.mjs";

const file = (status: string, ...tests: string[]) => ({
  name: "a.test.ts",
  status,
  message: "",
  assertionResults: tests.map((each) => ({ status: each })),
});

test("a run that passed counts its tests", () => {
  const report = {
    success: true,
    numPassedTests: 3,
    numFailedTests: 0,
    testResults: [file("passed", "passed")],
  };
  expect(countTests(report, 0)).toEqual({ passed: 3, failed: 0, notes: [] });
});

test("failed tests count", () => {
  const report = {
    success: false,
    numPassedTests: 3,
    numFailedTests: 2,
    testResults: [file("failed", "failed")],
  };
  expect(countTests(report, 1)).toEqual({ passed: 3, failed: 2, notes: [] });
});

test("skipped tests and tests to do count as failed", () => {
  const report = { success: true, numPassedTests: 3, numFailedTests: 0, numPendingTests: 2, numTodoTests: 1 };
  expect(countTests(report, 0)).toMatchObject({ passed: 3, failed: 3 });
});

test("a file that could not be run counts as one failure", () => {
  const broken = { ...file("failed"), message: "SyntaxError: no\n at x" };
  const report = {
    success: false,
    numPassedTests: 1,
    numFailedTests: 0,
    testResults: [broken, file("passed", "passed")],
  };
  const count = countTests(report, 1);
  expect(count).toMatchObject({ passed: 1, failed: 1 });
  expect(count.notes[0]).toBe("a.test.ts could not be run: SyntaxError: no");
});

test("no report, no tests, and an unexplained exit are failures", () => {
  expect(countTests(undefined, 134)).toMatchObject({ passed: 0, failed: 1 });
  expect(countTests({ success: true, numPassedTests: 0 }, 0)).toMatchObject({ passed: 0, failed: 1 });
  expect(countTests({ success: true, numPassedTests: 5, numFailedTests: 0 }, 1)).toMatchObject({
    passed: 5,
    failed: 1,
  });
  expect(countTests({ success: false, numPassedTests: 5, numFailedTests: 0 }, 0)).toMatchObject({
    passed: 5,
    failed: 1,
  });
});
