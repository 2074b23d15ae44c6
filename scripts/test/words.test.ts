import { expect, test } from "vitest";
import { checkWords } from "../check/words.mjs";
import { manifest, tree } from "./tree.mjs";

const messages = (files: Record<string, string>): string[] =>
  checkWords(tree({ "packages/core/package.json": manifest("core"), ...files })).map(
    ({ file, line, message }) => `${file}:${line ?? ""} ${message}`,
  );

// Written in two parts, so that the check does not find them in this file.
const home = (rest: string): string => `${"/"}home/${rest}`;

test("ordinary files pass", () => {
  expect(
    messages({
      "README.md": `See https://example.com${home("page")} and ./home/x and the ratio a/home/b.`,
      "packages/core/src/index.ts":
        "export const f = (a?: number, b = a ?? 0, c = a || b): number => c || b;",
      "packages/core/test/a.test.ts": `test("x", () => { model.fit(1); list.skip(2); queue.only; });`,
      "packages/core/test/goldens/x.json": `"${home("someone")}"`,
    }),
  ).toEqual([]);
});

test.each([
  "README.md",
  ".ci/run",
  ".github/workflows/ci.yml",
  "packages/core/src/a.ts",
  "packages/core/test/a.test.ts",
  "scripts/x.mjs",
  "test/programs/a.ts",
])("a path of one machine is found in %s", (file) => {
  const found = messages({ [file]: `// first\n// "${home("someone/x")}"\n` });
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(`${file}:2 names a path of one machine ("${home("someone/x")}`);
});

test.each([
  "/" + "work/main",
  "/" + "root/x",
  "/" + "tmp/out",
  "/" + "Users/me/x",
  "C:\\" + "Users\\me",
  "../" + "shared/data",
])("%s is a path of one machine", (path) => {
  expect(messages({ "packages/core/src/a.ts": `const path = "${path}";` })).toHaveLength(1);
});

test.each([
  "test.sk" + "ip('x', () => {});",
  "it.on" + "ly('x', () => {});",
  "describe.to" + "do('x');",
  "describe.concurrent.sk" + "ip('x', () => {});",
  "test.each([1]).on" + "ly('x', () => {});",
  "test.skipIf(process.env.CI)('x', () => {});",
  "it.fails('x', () => {});",
  "xit('x', () => {});",
])("a test that does not run is found: %s", (text) => {
  for (const file of [
    "packages/core/test/a.test.ts",
    "packages/core/test/deep/a.test.ts",
    "test/a.test.ts",
    "scripts/test/a.test.ts",
  ]) {
    const found = messages({ [file]: `\n${text}` });
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`${file}:2 `);
    expect(found[0]).toContain("every test runs");
  }
});

test.each(["a || 1", "a || -0.5", "a || (1e-3)", "a || 10n", "(a ||= 2)", "a.b?.c || +2"])(
  "a number behind || is found: %s",
  (text) => {
    const found = messages({ "packages/core/src/a.ts": `export const f = (a: any) => ${text};` });
    expect(found).toHaveLength(1);
    expect(found[0]).toContain("replaces a given 0 too; write ??");
  },
);

test("work left for later is found in sources", () => {
  const found = messages({
    "packages/core/src/a.ts": "// TO" + "DO: gradient\n",
    "packages/core/src/b.ts": `throw new Error("Not implem` + `ented");`,
  });
  expect(found).toHaveLength(2);
});

test("a file over the limit, and a package whose typical file is large, are found", () => {
  const text = (bytes: number): string => `// ${"x".repeat(bytes - 4)}\n`;
  expect(messages({ "packages/core/src/a.ts": text(25_000), "packages/core/src/b.ts": text(10) })).toEqual(
    [],
  );
  const large = messages({ "packages/core/src/a.ts": text(25_001), "packages/core/src/b.ts": text(10) });
  expect(large).toEqual([expect.stringContaining("packages/core/src/a.ts: has 25001 bytes")]);
  const typical = messages({ "packages/core/src/a.ts": text(6_500), "packages/core/src/b.ts": text(7_000) });
  expect(typical).toEqual([expect.stringContaining("packages/core/src: the median file has 6500 bytes")]);
});
