import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

it("every feature that the README claims links to a test of it", () => {
  const section = readme.slice(readme.indexOf("## Beside others"));
  const rows = section
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .slice(2)
    .map((line) => line.split("|").map((cell) => cell.trim()));
  expect(rows.length).toBeGreaterThan(25);
  for (const cells of rows) {
    expect(cells).toHaveLength(9);
    const file = /^\[yes\]\((test\/[\w-]+\.test\.ts)\)$/.exec(cells[2]!)?.[1];
    expect(file, cells[1]).toBeDefined();
    expect(existsSync(new URL(`../${file}`, import.meta.url)), `${cells[1]}: ${file}`).toBe(true);
  }
});
