// The documentation site as it was built: its programs run, its pages ask nobody else for anything, and its live example
// trains in a real browser.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openBrowser } from "../scripts/browser.mjs";
import { root } from "../scripts/lib/workspace.mjs";
import { blocksOf, typeProblems } from "./lib/blocks";
import { runProgram } from "./lib/programs";
import { type Served, serve } from "./lib/serve";
import { sideways, type Visit, visitPage } from "./lib/visit";

const dist = join(root, "apps/docs/.vitepress/dist");
const below = (folder: string, ending: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file.endsWith(ending))
    .sort();

/** What makes a browser load something, with an address that is elsewhere. */
const outside =
  /<(?:script|link|img|iframe|video|audio|source)\b[^>]*\s(?:src|srcset|href)="(?:https?:)?\/\/[^>]*>|(?:url\(|@import)\s*["']?(?:https?:)?\/\/[^)"']*/g;

const pages = below("apps/docs/.vitepress/dist", ".html");
const sources = below("apps/docs/pages", ".md");
const blocks = sources.flatMap((file) => blocksOf(`apps/docs/pages/${file}`, "ts run", "ts more"));

describe("the programs of the pages", () => {
  test("are there", () => {
    expect(blocks.length).toBeGreaterThanOrEqual(4);
  });

  test.concurrent.each(blocks)("$name runs", async ({ name, code: source }) => {
    const { code, output } = await runProgram(name, source);
    expect(code, output).toBe(0);
  });

  test("are well typed", () => {
    expect(typeProblems(blocks)).toEqual([]);
  });

  test("the first chapter shows what it says", async () => {
    const programs = blocksOf("apps/docs/pages/guide/splitting-data.md", "ts run", "ts more");
    const chapter = programs.find(({ code }) => code.includes("diagnose("));
    const { output } = await runProgram("chapter", chapter?.code ?? "");
    expect(output).toContain("341 114 114");
    expect(output).toMatch(/LeakageError: standardScaler.*dev part.*Right way: standardScaler\.fit\(train\)/);
    expect(output).toContain("low bias, high variance");
    expect(Number(output.trim().split("\n").at(-1)), "test accuracy").toBeGreaterThan(0.9);
  });

  test("the page on leakage shows what comes out", async () => {
    const page = "apps/docs/pages/guide/leakage.md";
    const [program] = blocksOf(page, "ts run", "ts more");
    const { code, output } = await runProgram("leakage", program?.code ?? "");
    expect(code, output).toBe(0);
    const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();
    const shown = blocksOf(page, "text");
    expect(shown.length).toBeGreaterThan(7);
    for (const { code: text } of shown) expect(oneLine(output)).toContain(oneLine(text));
  });
});

describe("what was built", () => {
  test("has a page for every source", () => {
    expect(pages).toEqual(expect.arrayContaining(sources.map((file) => file.replace(/md$/, "html"))));
  });

  test("names nothing elsewhere that a page would load", () => {
    const files = [
      ...below("apps/docs/.vitepress/dist", ".html"),
      ...below("apps/docs/.vitepress/dist", ".css"),
    ];
    const loaded = files.flatMap((file) => {
      const text = readFileSync(join(dist, file), "utf8");
      return [...text.matchAll(outside)].map(([found]) => found);
    });
    expect(files.length).toBeGreaterThan(pages.length);
    expect(loaded).toEqual([]);
  });

  test("trains with less than the 112 KB that the start page promises", () => {
    expect(readFileSync(join(root, "apps/docs/pages/index.md"), "utf8")).toContain("less than 112 KB");
    const worker = readdirSync(join(dist, "assets")).find((file) => file.startsWith("worker-"));
    expect(worker).toBeDefined();
    expect(gzipSync(readFileSync(join(dist, "assets", worker ?? ""))).length).toBeLessThan(112_000);
  });
});

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

const visit = (
  path: string,
  options: BrowserContextOptions,
  work: (visit: Visit) => Promise<void>,
): Promise<void> => visitPage(browser, site, path, options, work);

describe.each(["light", "dark"] as const)("every page in %s", (colorScheme) => {
  test.concurrent.each(pages)("%s opens without a complaint, also on a phone", async (path) => {
    await visit(path, { colorScheme }, async ({ page, complaints }) => {
      // The page for what is not there is empty until its program runs.
      await page.waitForSelector("h1, .NotFound");
      expect(await page.evaluate<boolean>("document.documentElement.classList.contains('dark')")).toBe(
        colorScheme === "dark",
      );
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 844 });
        expect(await sideways(page), `${width} pixels wide`).toBe(0);
      }
      expect(complaints).toEqual([]);
    });
  });
});

test("every page can be reached from the start page by its menus", async () => {
  await visit("index.html", {}, async ({ page }) => {
    const seen = new Set(["index.html", "404.html"]);
    const queue = ["index.html"];
    for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
      await page.goto(`${site.url}/${path}`);
      const links = await page.$$eval(".VPNav a[href], .VPSidebar a[href], .VPHero a[href]", (list) =>
        list.map((link) => link.getAttribute("href") ?? ""),
      );
      for (const link of links) {
        const { origin, pathname } = new URL(link, site.url);
        const next = pathname.slice(1) || "index.html";
        if (origin !== site.url || seen.has(next)) continue;
        seen.add(next);
        queue.push(next);
      }
    }
    expect([...seen].sort()).toEqual(pages);
  });
});

test("the search finds the chapter without asking anybody", async () => {
  await visit("index.html", {}, async ({ page, complaints }) => {
    await page.click(".VPNavBarSearch button");
    await page.fill(".VPLocalSearchBox input", "variance");
    await page.waitForSelector(".VPLocalSearchBox .result[href*='splitting-data']");
    expect(complaints).toEqual([]);
  });
});

const live = "guide/overfitting.html";
const read = (name: string): string => `document.querySelector("[data-number=${name}]").textContent`;
const epochs = `Number(${read("epoch")}.replace(/,/g, ""))`;
const start = ".lab-button:not([data-running])";
const stop = ".lab-button[data-running]";
/** The points of the longest curve. */
const curveLength = `Math.max(...[...document.querySelectorAll(".lab-curves path")]
  .map((path) => (path.getAttribute("d").match(/[ML]/g) ?? []).length))`;

describe("the live example", () => {
  test("trains in a worker, and both charts follow", async () => {
    await visit(live, {}, async ({ page, complaints }) => {
      expect(await page.evaluate("crossOriginIsolated")).toBe(false);
      // The points stand there before there is a network.
      expect(await page.locator(".lab-boundary svg").count()).toBe(1);
      expect(await page.locator(".lab-curves svg").count()).toBe(0);

      await page.selectOption("select[name=pace]", "400");
      await page.fill("input[name=epochs]", "20000");
      // Everything that the numbers show, from the first report on, however busy this machine is.
      await page.evaluate(`globalThis.seen = [];
        new MutationObserver(() => {
          if (${epochs} > 0) seen.push([${epochs}, Number(${read("loss")}), Number(${read("valLoss")}), performance.now()]);
        }).observe(document.querySelector(".lab-numbers"), { subtree: true, characterData: true, childList: true });`);
      const worker = page.waitForEvent("worker");
      await page.click(start);
      expect((await worker).url()).toContain("worker");

      await page.waitForSelector(".lab-curves svg");
      const drawn = await page.evaluate<number>(curveLength);
      await page.waitForFunction(`${curveLength} > ${drawn} + 5 && seen.length > 1 && seen.at(-1)[0] >= 300`);
      const seen = await page.evaluate<[number, number, number, number][]>("seen");
      const [first = [0, 0, 0, 0], last = [0, 0, 0, 0]] = [seen[0], seen.at(-1)];
      expect(first[0], "the first report").toBeLessThan(10);
      expect(last[1], "training loss").toBeLessThan(first[1] / 2);
      expect(last[2], "validation loss").toBeLessThan(first[2] * 0.8);
      // No more than ten reports a second leave the worker; a busy page may see a few of them in a row.
      expect(seen.length).toBeLessThanOrEqual((last[3] - first[3]) / 100 + 5);
      expect(await page.evaluate(`${read("accuracy")}.endsWith("%")`)).toBe(true);
      expect(await page.evaluate<number>(`Number(${read("speed")}.replace(/,/g, ""))`)).toBeGreaterThan(0);

      // A field of colour besides the points, drawn by asking the network while it trains.
      await page.waitForFunction(
        `document.querySelector(".lab-boundary desc").textContent.includes("The model predicts")`,
      );
      await page.click(stop);
      await page.waitForSelector(start);
      expect(await page.textContent("[role=status]")).toMatch(/^Stopped after [\d,]+ epochs\.$/);
      expect(await page.evaluate<number>(epochs)).toBeLessThan(20_000);
      expect(await page.locator(".lab-boundary svg path").count()).toBeGreaterThan(10);
      expect(await page.locator(".lab-curves svg").innerHTML()).not.toMatch(/NaN|undefined/);
      expect(await page.textContent(".lab-verdict")).toMatch(/(low|high) variance/i);
      expect(complaints).toEqual([]);
    });
  });

  test("does what the settings say, by keyboard alone, on a phone", async () => {
    const phone = { viewport: { width: 390, height: 844 }, colorScheme: "dark" as const };
    await visit(live, phone, async ({ page, complaints }) => {
      await page.selectOption("select[name=pace]", "0");
      await page.focus("input[name=earlyStopping]");
      await page.keyboard.press("Space");
      await page.focus("input[name=epochs]");
      await page.keyboard.press("Enter");
      await page.waitForFunction(`document.querySelector("[role=status]").textContent.startsWith("Early")`);
      expect(await page.textContent("[role=status]")).toMatch(
        /^Early stopping ended the training after [\d,]+ epochs; the weights of epoch [\d,]+ are back\.$/,
      );
      expect(await page.textContent(".lab-curves svg")).toContain("stopped early");

      await page.focus("input[name=dropout]");
      await page.keyboard.press("End");
      expect(await page.inputValue("input[name=dropout]")).toBe("0.9");
      await page.selectOption("select[name=l2]", "0.001");
      await page.fill("input[name=epochs]", "30");
      await page.focus(start);
      await page.keyboard.press("Enter");
      await page.waitForFunction(`document.querySelector("[role=status]").textContent.includes("30 epochs")`);
      await page.check("input[value=held]");
      await page.waitForFunction(
        `/^70 points.*The model predicts/.test(document.querySelector(".lab-boundary desc").textContent)`,
      );
      expect(await sideways(page)).toBe(0);
      expect(complaints).toEqual([]);
    });
  });

  test("says in plain words what is wrong, and can be used again", async () => {
    await visit(live, {}, async ({ page }) => {
      await page.fill("input[name=epochs]", "0");
      await page.click(start);
      expect(await page.textContent("[role=alert]")).toBe(
        "Epochs is 0; enter a whole number from 1 to 20,000.",
      );
      await page.fill("input[name=epochs]", "5");
      // As when the connection breaks.
      await page.route(/worker-/, (route) => route.abort());
      await page.click(start);
      await page.waitForFunction(
        `document.querySelector("[role=alert]")?.textContent.includes("could not be loaded")`,
      );
      await page.unroute(/worker-/);
      await page.click(start);
      await page.waitForFunction(
        `document.querySelector("[role=status]").textContent === "Finished after 5 epochs."`,
      );
      expect(await page.locator("[role=alert]").count()).toBe(0);

      // What is refused does not take away what is there.
      await page.fill("input[name=epochs]", "");
      await page.click(start);
      expect(await page.textContent("[role=alert]")).toContain("Epochs is empty");
      await page.check("input[value=held]");
      await page.waitForFunction(
        `/^70 points.*The model predicts/.test(document.querySelector(".lab-boundary desc").textContent)`,
      );
    });
  });

  test("every control has a name", async () => {
    await visit(live, {}, async ({ page }) => {
      for (const name of ["Dropout rate", "L2 penalty", /^Early stopping/, "Epochs", "Pace"]) {
        expect(await page.getByLabel(name, { exact: typeof name === "string" }).count(), String(name)).toBe(
          1,
        );
      }
      expect(await page.getByRole("button", { name: "Start" }).count()).toBe(1);
      expect(await page.getByRole("radio").count()).toBe(2);
    });
  });

  test("leaves no worker behind when one goes to another page", async () => {
    await visit(live, {}, async ({ page, complaints }) => {
      await page.fill("input[name=epochs]", "20000");
      const opened = page.waitForEvent("worker");
      await page.click(start);
      const worker = await opened;
      const closed = new Promise((resolve) => worker.once("close", resolve));
      await page.click(".VPSidebar a[href*=splitting-data]");
      await closed;
      await page.waitForSelector("h1:has-text('Splitting data')");
      expect(complaints).toEqual([]);
    });
  });
});
