import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { bundle } from "./support/bundle";
import { scale } from "./support/scale";

test("a program that uses one scaler is less than 6 kB, minified and compressed, and scales", async () => {
  const code = await bundle("support/scale.ts");
  // What makes it larger belongs into a file that the scaler does not need.
  expect(gzipSync(code, { level: 9 }).length).toBeLessThan(6_000);
  const bundled: { scale: typeof scale } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  expect(bundled.scale([[1], [3]])).toEqual([-1, 1]);
  expect(scale([[1], [3]])).toEqual([-1, 1]);
});
