import { summarize } from "@wellfit/experiments";
import { expect, test } from "vitest";
import { tQuantile } from "../src/repeat/student-t";

// scipy.stats.t.ppf(0.975, freedom)
test.each([
  [1, 12.706204736174694],
  [2, 4.302652729749462],
  [3, 3.1824463052837078],
  [4, 2.7764451051977934],
  [9, 2.262157162798205],
  [10, 2.228138851986274],
  [29, 2.045229642132703],
  [100, 1.9839715185235518],
  [1000, 1.9623390808264083],
])("95% of Student's t with %d degrees of freedom", (freedom, expected) => {
  expect(tQuantile(0.95, freedom) / expected).toBeCloseTo(1, 11);
  // So many runs around 0, half of them one below, half one above, but for the middle one.
  const values = Array.from({ length: freedom + 1 }, (_, i) =>
    2 * i === freedom ? 0 : 2 * i < freedom ? -1 : 1,
  );
  const { sd, interval } = summarize(values);
  expect(interval[1]).toBeCloseTo((expected * sd) / Math.sqrt(freedom + 1), 10);
  expect(interval[0]).toBeCloseTo(-interval[1], 10);
});

test("other shares", () => {
  // scipy.stats.t.ppf(0.95, 5) and ppf(0.995, 8)
  expect(tQuantile(0.9, 5)).toBeCloseTo(2.0150483733330233, 11);
  expect(tQuantile(0.99, 8)).toBeCloseTo(3.355387331333395, 11);
});
