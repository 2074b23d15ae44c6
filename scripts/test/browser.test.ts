import { chmodSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect, test } from "vitest";
import { installedBrowser } from "../browser.mjs";
import { tree } from "./tree.mjs";

const program = (base: string, path: string): string => {
  chmodSync(join(base, path), 0o755);
  return join(base, path);
};

test("CHROME_PATH goes first, and is told when it is wrong", () => {
  const base = tree({ "my browser": "", "bin/chromium": "" });
  const mine = program(base, "my browser");
  program(base, "bin/chromium");
  const PATH = join(base, "bin");
  expect(installedBrowser({ CHROME_PATH: mine, PATH })).toBe(mine);
  expect(() => installedBrowser({ CHROME_PATH: join(base, "gone"), PATH })).toThrow(
    /no program at that path/,
  );
  expect(() => installedBrowser({ CHROME_PATH: base, PATH })).toThrow(/no program at that path/);
});

test("the PATH is searched by name, and only what can be run counts", () => {
  const base = tree({ "a/google-chrome": "", "b/chromium": "", "c/chromium": "" });
  const PATH = ["a", "b", "c"].map((folder) => join(base, folder)).join(delimiter);
  program(base, "a/google-chrome");
  expect(installedBrowser({ PATH })).toBe(join(base, "a/google-chrome"));
  const chromium = program(base, "c/chromium");
  expect(installedBrowser({ PATH, CHROME_PATH: "" })).toBe(chromium);
});
