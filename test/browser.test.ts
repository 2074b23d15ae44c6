// The packages in a real browser: they load without Node, train, draw, and see what Node sees.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { build } from "vite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser } from "../scripts/browser.mjs";
import { members, root } from "../scripts/lib/workspace.mjs";
import type { Seen } from "./browser/journey";
import type { Trained } from "./browser/training";
import { runProgram } from "./lib/programs";

const file = (path: string): string => join(root, "test", "browser", path);

/** page.ts and all that it needs, as one script for browsers. */
async function bundle(): Promise<string> {
  const packages = members().filter(({ kind }) => kind === "packages");
  const result = await build({
    configFile: false,
    root: file(""),
    logLevel: "warn",
    resolve: {
      alias: packages.map(({ name, dir }) => ({
        find: new RegExp(`^${name}$`),
        replacement: join(root, dir, "dist", "index.js"),
      })),
    },
    build: {
      write: false,
      target: "es2022",
      minify: false,
      lib: { entry: file("page.ts"), formats: ["es"] },
      // What would be loaded on demand too, because the page has no server.
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  const output = Array.isArray(result) ? result[0]?.output : "output" in result ? result.output : undefined;
  const chunks = (output ?? []).flatMap((part) => (part.type === "chunk" ? [part] : []));
  const entry = chunks.find(({ isEntry }) => isEntry);
  if (entry === undefined) throw new Error("vite built no entry");
  // What stays outside the entry is loaded only in Node.
  for (const name of entry.imports) throw new Error(`the page would load ${name} before it can begin`);
  return entry.code;
}

let browser: Browser;
let seen: Seen;
let bits: Record<string, string>;
let trained: Trained;
const complaints: string[] = [];

beforeAll(async () => {
  const code = await bundle();
  browser = await openBrowser();
  const page = await browser.newPage();
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.setContent(
    "<!doctype html><html lang='en'><head><title>Wellfit</title></head><body></body></html>",
  );
  await page.addScriptTag({ type: "module", content: code });
  await page.waitForFunction("globalThis.journey !== undefined");
  seen = await page.evaluate<Seen>("globalThis.journey(document)");
  bits = await page.evaluate<Record<string, string>>("globalThis.bits()");
  trained = await page.evaluate<Trained>("globalThis.trained()");
});

afterAll(async () => {
  await browser?.close();
});

test("a network trains in the page", () => {
  expect(seen.loss).toHaveLength(60);
  expect(seen.loss.at(-1)).toBeLessThan((seen.loss[0] ?? 0) / 2);
  expect(seen.probabilities).toHaveLength(120);
});

test("nothing is complained of in the console", () => {
  expect(complaints).toEqual([]);
});

test("charts are drawn, each with a title", () => {
  expect(seen.charts.map(({ kind }) => kind)).toEqual([
    "learningCurves",
    "confusionMatrix",
    "decisionBoundary",
  ]);
  for (const { title, svg } of seen.charts) {
    expect(title).not.toBe("");
    expect(svg).toMatch(/^<svg[\s>]/);
    expect(svg).not.toMatch(/NaN|undefined/);
  }
});

test("the page and Node see the same numbers", async () => {
  const source = `${readFileSync(file("journey.ts"), "utf8")}
import { parseHTML } from "linkedom";
const { document } = parseHTML("<!doctype html><html><body></body></html>");
console.log(JSON.stringify(await journey(document)));
`;
  const { code, output } = await runProgram("journey", source);
  expect(code, output).toBe(0);
  const there: Seen = JSON.parse(output.trim().split("\n").at(-1) ?? "");
  // The two may differ in fused multiply-add, hence in the last bits, which training magnifies.
  const near = (a: readonly number[], b: readonly number[], by: number): void => {
    expect(a).toHaveLength(b.length);
    for (const [i, x] of a.entries()) expect(Math.abs(x - (b[i] ?? Number.NaN))).toBeLessThan(by);
  };
  near(there.slope, seen.slope, 1e-6);
  near(there.loss, seen.loss, 1e-3);
  near(there.valLoss, seen.valLoss, 1e-3);
  near(there.probabilities, seen.probabilities, 1e-2);
  expect(there.onnxBytes).toBe(seen.onnxBytes);
});

test('with fma: "off" the page computes the very bits that Node computes', () => {
  // The unit tests hold Node against the same file.
  const lines = readFileSync(join(root, "packages/core/test/goldens/same-bits.txt"), "utf8");
  const received = Object.entries(bits).map(
    ([name, hex]) => `${createHash("sha256").update(hex, "hex").digest("hex")}  ${name}`,
  );
  expect(received).toEqual(lines.trimEnd().split("\n"));
});

test('with setSeed and fma: "off" a training ends with the same bits in the page, in Node, and in Node once more', async () => {
  const source = `${readFileSync(file("training.ts"), "utf8")}
console.log(JSON.stringify([await trained(), await trained()]));
`;
  const { code, output } = await runProgram("training", source);
  expect(code, output).toBe(0);
  const [first, second] = JSON.parse(output.trim().split("\n").at(-1) ?? "") as [Trained, Trained];
  expect(first.loss).toHaveLength(4);
  expect(first.loss.at(-1)).toBeLessThan(first.loss[0] as number);
  expect(second).toEqual(first);
  expect(trained).toEqual(first);
});
