import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import { html, trusted } from "../src/report/html";
import { folder, numbers, quick, twoClasses, wellfit } from "./run-cli";
import { trainedOn } from "./saved-run";

const classes = trainedOn(twoClasses(), "kind");
const prices = trainedOn(numbers(), "price");

const page = (cwd: string): string => readFileSync(join(cwd, "run", "report.html"), "utf8");

test.each([
  ["classes", classes],
  ["numbers", prices],
])("the report of %s is made anew, byte for byte", async (_, make) => {
  const cwd = make();
  const before = page(cwd);
  rmSync(join(cwd, "run", "report.html"));
  const { code, out } = await wellfit({ cwd }, "report", "run");
  expect([code, out]).toEqual([0, `Report: ${join("run", "report.html")}\n`]);
  expect(page(cwd)).toBe(before);
});

test.each([
  ["classes", classes],
  ["numbers", prices],
])("the report of %s needs nothing from elsewhere", (_, make) => {
  const text = page(make());
  const { document } = parseHTML(text);
  expect(document.querySelectorAll("script, link, img, iframe, object, embed, video").length).toBe(0);
  for (const element of document.querySelectorAll("[src], [href]")) {
    expect(element.getAttribute("href")).toMatch(/^#/);
  }
  expect(text).not.toMatch(/url\(\s*['"]?(https?:|\/\/)|@import/);
  expect(text).toContain("prefers-color-scheme: dark");
  expect(text).not.toMatch(/undefined|NaN|\[object/);
});

test("the report has every section, and charts that say what they show", () => {
  const { document } = parseHTML(page(classes()));
  const ids = [...document.querySelectorAll("h2")].map((heading) => heading.id);
  expect(ids).toEqual(["asked", "data", "split", "network", "curves", "result", "diagnosis", "repeat"]);
  const charts = [...document.querySelectorAll("svg")];
  expect(charts).toHaveLength(4);
  for (const chart of charts) {
    expect(chart.getAttribute("role")).toBe("img");
    expect(chart.querySelector("desc")?.textContent).toMatch(/\.$/);
  }
  const named = [...document.querySelectorAll("[id]")].map((element) => element.id);
  expect(new Set(named).size).toBe(named.length);
  const text = document.querySelector("main")?.textContent ?? "";
  for (const words of [
    "wellfit train data.csv --target kind",
    "balanced accuracy",
    "always the most frequent class",
  ]) {
    expect(text).toContain(words);
  }
  expect(text).toContain('"width" lacks');
});

test("the report of a regression shows predicted against actual", () => {
  const { document } = parseHTML(page(prices()));
  expect([...document.querySelectorAll("svg desc")].map((element) => element.textContent).join(" ")).toMatch(
    /12 predictions against actual values: R² is/,
  );
});

test("names from the data cannot become markup", async () => {
  const text = twoClasses()
    .replace("colour", "<img src=x onerror=alert(1)>")
    .replaceAll("rare", "<b>&\"'rare");
  const quoted = text.replaceAll(/,(<b>&"'rare)/g, ',"<b>&""\'rare"');
  const cwd = folder({ "data.csv": quoted });
  const { code, err } = await wellfit(
    { cwd },
    "train",
    "data.csv",
    "--target",
    "kind",
    "--out",
    "run",
    ...quick,
  );
  expect([code, err]).toEqual([0, ""]);
  const { document } = parseHTML(page(cwd));
  expect(document.querySelectorAll("img").length).toBe(0);
  expect(document.querySelector("main")?.textContent).toContain("<img src=x onerror=alert(1)>");
  expect(document.querySelector("main")?.textContent).toContain("<b>&\"'rare");
});

test("a template escapes what is put in, unless it is HTML", () => {
  const { html: text } =
    html`<p>${"<&\"'>"} ${1} ${undefined} ${false} ${html`<b>${"&"}</b>`} ${[trusted("<i>"), trusted("</i>")]}</p>`;
  expect(text).toBe("<p>&lt;&amp;&quot;&#39;&gt; 1   <b>&amp;</b> <i></i></p>");
});

test("--out writes elsewhere", async () => {
  const cwd = classes();
  const { code, out } = await wellfit({ cwd }, "report", "run", "--out", "plants.html", "--json");
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ ok: true, file: "plants.html" });
  expect(readFileSync(join(cwd, "plants.html"), "utf8")).toBe(page(cwd));
});
