import { createHash } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import * as w from "../src/index";
import { battery } from "./support/battery";

afterAll(() => w.setEngine("wasm"));

// These are the digests on every version of Node; a browser is held against the same file by the test of what was built.
// Who means to change how something is computed writes new ones with `npx vitest run -u packages/core/test/same-bits.test.ts`.
test('with fma: "off" every place computes the same bits', async () => {
  w.setEngine("wasm", { fma: "off" });
  const digests = Object.entries(battery(w)).map(
    ([name, hex]) => `${createHash("sha256").update(hex, "hex").digest("hex")}  ${name}\n`,
  );
  expect(digests.length).toBeGreaterThan(60);
  await expect(digests.join("")).toMatchFileSnapshot("goldens/same-bits.txt");
});
