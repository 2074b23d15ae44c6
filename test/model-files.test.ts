// Files of models as they are used: written by processes that are killed, and in a real browser.

import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowser } from "../scripts/browser.mjs";
import { members, root } from "../scripts/lib/workspace.mjs";
import { runProgram } from "./lib/programs";
import { type Served, serve } from "./lib/serve";

test("a process that is killed leaves whole files", async () => {
  const source = readFileSync(new URL("model-files/killed.ts", import.meta.url), "utf8");
  const { code, output } = await runProgram("killed", source);
  expect(code, output).toBe(0);
  const { broken, reached, left } = JSON.parse(output.trim().split("\n").at(-1) ?? "");
  expect(broken).toEqual([]);
  expect(reached).toHaveLength(80);
  // They were killed at work, not before it.
  expect(Math.max(...reached)).toBeGreaterThan(1);
  for (const file of left)
    expect(file).toMatch(/^model\.(keras|h5|weights\.h5|safetensors)(\.[0-9a-f-]{36}\.tmp)?$/);
});

describe("in a browser", () => {
  let folder: string;
  let server: Served;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "wellfit-page-"));
    const packages = members().filter(({ kind }) => kind === "packages");
    await build({
      configFile: false,
      root: join(root, "test", "model-files"),
      logLevel: "warn",
      resolve: {
        alias: packages.map(({ name, dir }) => ({
          find: new RegExp(`^${name}$`),
          replacement: join(root, dir, "dist", "index.js"),
        })),
      },
      build: {
        outDir: folder,
        emptyOutDir: true,
        target: "es2022",
        lib: { entry: join(root, "test", "model-files", "page.ts"), formats: ["es"], fileName: "page" },
      },
    });
    writeFileSync(
      join(folder, "index.html"),
      '<!doctype html><html lang="en"><title>Files</title><script type="module" src="page.js"></script></html>',
    );
    copyFileSync(
      join(root, "packages/layers/test/goldens/keras/m17_uncompiled.keras"),
      join(folder, "beside.keras"),
    );
    server = await serve(folder);
    browser = await openBrowser();
    page = await browser.newPage();
    page.on("pageerror", (error) => complaints.push(String(error)));
    await page.goto(`${server.url}/`);
    await page.waitForFunction("globalThis.files !== undefined");
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  test("models are kept in IndexedDB and OPFS, and as bytes", async () => {
    const there = await page.evaluate<Record<string, boolean>>("globalThis.files()");
    expect(Object.keys(there)).toHaveLength(7);
    expect(Object.entries(there).filter(([, good]) => !good)).toEqual([]);
  });

  test("a path is a download, which Node reads", async () => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.evaluate("globalThis.give()")]);
    expect(download.suggestedFilename()).toBe("given.keras");
    const bytes = readFileSync(await download.path());
    expect(bytes.subarray(0, 2).toString()).toBe("PK");
  });

  test("a path is fetched", async () => {
    expect(await page.evaluate("globalThis.fetched()")).toBe(23);
    expect(complaints).toEqual([]);
  });

  test("what a page loads first does not have the code of files", () => {
    const code = readFileSync(join(folder, "page.js"), "utf8");
    for (const text of ["model.weights.h5", "layer_names", "SNOD", "indexedDB"])
      expect(code).not.toContain(text);
  });
});
