// The pages of the case studies: what they train in a real browser gives the numbers that the command gives.

import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowser } from "../scripts/browser.mjs";
import { root } from "../scripts/lib/workspace.mjs";
import { type Served, serve } from "./lib/serve";
import { sideways, visitPage } from "./lib/visit";

const dist = join(root, "apps/docs/.vitepress/dist");
const resultsOf = (study: string): string =>
  readFileSync(join(root, `apps/docs/src/case-studies/results/${study}.json`), "utf8");

let browser: Browser;
let site: Served;

beforeAll(async () => {
  site = await serve(dist);
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await site?.close();
});

interface Outcome {
  readonly seed: number;
  readonly finite: boolean;
  readonly message?: string;
  readonly trainLoss?: number;
  readonly testLoss?: number;
}
interface Ended {
  readonly name: string;
  readonly outcome: Outcome;
}

/** What the command gives, which computes without fused multiply-add unless told otherwise, as the page does. */
async function byCommand(study: string, seed: number): Promise<Ended[]> {
  const bin = join(root, "apps/cli/dist/bin.js");
  const args = ["case-study", study, "--repeats", "1", "--first-seed", String(seed), "--json"];
  const { stdout } = await promisify(execFile)(process.execPath, [bin, ...args], { maxBuffer: 2 ** 26 });
  const { cases }: { cases: { spec: { name: string }; outcomes: Outcome[] }[] } = JSON.parse(stdout);
  return cases.map(({ spec, outcomes: [outcome] }) => ({ name: spec.name, outcome: outcome as Outcome }));
}

const start = ".lab-button:not([data-running])";
const finished = `document.querySelector(".lab [role=status]").textContent.startsWith("Finished")`;

/** Trains on the page until the end and reads what it shows. */
async function onPage(page: Page): Promise<{ ended: Ended[]; shown: Record<string, string> }> {
  await page.click(start);
  await page.waitForFunction(`document.querySelector("[role=alert]") !== null || ${finished}`, undefined, {
    timeout: 100_000,
  });
  expect(await page.locator("[role=alert]").allTextContents()).toEqual([]);
  const ended = JSON.parse((await page.textContent(".study-json")) ?? "");
  const shown = await page.$$eval(".study-numbers data", (list) =>
    Object.fromEntries(
      list.map((data) => [
        `${data.closest("table")?.getAttribute("data-case")}: ${data.getAttribute("data-number")}`,
        data.getAttribute("value") ?? "",
      ]),
    ),
  );
  return { ended, shown };
}

describe("a page trains to the end and shows the numbers of the command", () => {
  test.each(["weight-regularization", "early-stopping", "data-scaling"])(
    "%s",
    async (study) => {
      const theirs = await byCommand(study, 0);
      await visitPage(browser, site, `case-studies/${study}.html`, {}, async ({ page, complaints }) => {
        const { ended, shown } = await onPage(page);
        expect(ended).toEqual(theirs);
        for (const { name, outcome } of theirs) {
          if (!outcome.finite) continue;
          expect(shown[`${name}: trainLoss`]).toBe(String(outcome.trainLoss));
          expect(shown[`${name}: testLoss`]).toBe(String(outcome.testLoss));
        }
        // What is committed is what the page has found again.
        expect(await page.textContent(".study-equal")).toMatch(
          /^\s*All \d+ numbers equal the committed ones/,
        );
        expect(await page.locator(".lab-chart svg").first().innerHTML()).not.toMatch(/NaN|undefined/);
        expect(complaints).toEqual([]);
      });
    },
    200_000,
  );
});

test("the reader chooses the seed, the cases and the extension", async () => {
  const part = "weight-regularization/bias";
  const name = "l2 0.001 on kernel and bias";
  const theirs = (await byCommand(part, 12)).filter((one) => one.name === name);
  const path = "case-studies/weight-regularization.html";
  const phone = { viewport: { width: 400, height: 844 }, colorScheme: "dark" as const };
  await visitPage(browser, site, path, phone, async ({ page, complaints }) => {
    await page.selectOption("select[name=part]", part);
    await page.uncheck("input[name=case][value='l2 0.001']");
    await page.fill("input[name=seed]", "12");
    const { ended } = await onPage(page);
    expect(ended).toEqual(theirs);
    expect(ended).toHaveLength(1);
    await page.waitForFunction(
      `document.querySelector(".lab-boundary desc").textContent.includes("The model predicts")`,
    );
    expect(await sideways(page)).toBe(0);
    expect(complaints).toEqual([]);
  });
});

test("what goes wrong is said on the page, which can be used again", async () => {
  await visitPage(browser, site, "case-studies/data-scaling.html", {}, async ({ page }) => {
    await page.fill("input[name=seed]", "-1");
    await page.click(start);
    expect(await page.textContent("[role=alert]")).toContain("The seed is -1");
    await page.fill("input[name=seed]", "0");
    // As when the connection breaks.
    await page.route(/case-worker-/, (route) => route.abort());
    await page.click(start);
    await page.waitForFunction(
      `document.querySelector("[role=alert]")?.textContent.includes("could not be loaded")`,
    );
    await page.unroute(/case-worker-/);
    const { ended } = await onPage(page);
    // A run that is not finite is a result, and says how to mend it.
    expect(ended[0]?.outcome.message).toContain("scale the targets");
    await page.getByRole("radio", { name: "nothing scaled" }).check();
    expect(await page.textContent(".lab .lab-error")).toContain("scale the targets");
  });
});

test("a training can be stopped, and leaves no worker behind when one goes to another page", async () => {
  const path = "case-studies/weight-regularization.html";
  await visitPage(browser, site, path, {}, async ({ page, complaints }) => {
    const opened = page.waitForEvent("worker");
    await page.click(start);
    const worker = await opened;
    await page.click(".lab-button[data-running]");
    await page.waitForFunction(
      `/^Stopped after/.test(document.querySelector(".lab [role=status]").textContent)`,
    );
    expect(await page.locator(start).textContent()).toContain("Train");
    const closed = new Promise((resolve) => worker.once("close", resolve));
    await page.click(".VPSidebar a[href*=splitting-data]");
    await closed;
    expect(complaints).toEqual([]);
  });
});

test("only the pages of the case studies load what runs them", () => {
  const loading = readdirSync(dist, { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file.endsWith(".html") && !file.startsWith("case-studies/"))
    .filter((file) => /case-worker|CaseStudy/.test(readFileSync(join(dist, file), "utf8")));
  expect(loading).toEqual([]);
});

test("every study has a page with what its script wrote", async () => {
  const bin = join(root, "apps/cli/dist/bin.js");
  const { stdout } = await promisify(execFile)(process.execPath, [bin, "case-study", "--list", "--json"]);
  const { studies }: { studies: { name: string; extensions: unknown[] }[] } = JSON.parse(stdout);
  const pages = readdirSync(join(root, "apps/docs/pages/case-studies"));
  expect(pages.sort()).toEqual(studies.map(({ name }) => `${name}.md`).sort());
  for (const { name, extensions } of studies) {
    const { seeds, parts } = JSON.parse(resultsOf(name));
    expect(seeds).toHaveLength(10);
    expect(parts).toHaveLength(1 + extensions.length);
  }
});

test("the chains of the page on initial weights are exact", async () => {
  await visitPage(browser, site, "case-studies/initialization.html", {}, async ({ page, complaints }) => {
    await page.fill("input[name=weight]", "1.5");
    await page.click(start);
    await page.waitForSelector("table[data-case='1.5 · I'] >> nth=1");
    const tables = await page.$$eval("table[data-case='1.5 · I']", (list) =>
      list.map((table) =>
        [...table.querySelectorAll("data")].map((data) => Number(data.getAttribute("value"))),
      ),
    );
    expect(tables[1]).toEqual(tables[0]);
    expect((tables[1]?.at(-2) ?? 0) / (Math.sqrt(5) * 1.5 ** 40)).toBeCloseTo(1, 12);
    expect(complaints).toEqual([]);
  });
});
