import { expect, test } from "vitest";
import { pacer } from "../src/overfitting/pace";

test("a loop is held to its pace, and rests are worth their while", async () => {
  let time = 0;
  const rests: number[] = [];
  const rest = pacer(
    400,
    () => time,
    async (milliseconds) => {
      rests.push(milliseconds);
      time += milliseconds;
    },
  );
  for (let turn = 0; turn < 400; turn++) {
    time += 0.1;
    await rest();
  }
  expect(time).toBeGreaterThan(985);
  expect(time).toBeLessThan(1001);
  expect(Math.min(...rests)).toBeGreaterThanOrEqual(10);
});

test("a loop that is slower than its pace never rests", () => {
  let time = 0;
  const rest = pacer(
    400,
    () => time,
    () => Promise.reject(new Error("nobody is early")),
  );
  for (let turn = 0; turn < 100; turn++) {
    time += 5;
    expect(rest()).toBeUndefined();
  }
});

test("0 is no limit", () => {
  expect(pacer(0)()).toBeUndefined();
});

test("the timer of the platform is the default", async () => {
  const begun = performance.now();
  await pacer(50)();
  expect(performance.now() - begun).toBeGreaterThan(15);
});
