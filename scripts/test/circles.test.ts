import { expect, test } from "vitest";
import { checkCircles } from "../check/circles.mjs";
import { manifest, tree } from "./tree.mjs";

const messages = (files: Record<string, string>): string[] => {
  const inCore = Object.entries(files).map(([path, text]) => [`packages/core/src/${path}`, text]);
  const base = tree({ "packages/core/package.json": manifest("core"), ...Object.fromEntries(inCore) });
  return checkCircles(base).map(({ file, line, message }) => `${file}:${line ?? ""} ${message}`);
};

test("files that import in one direction pass, by several ways too", () => {
  expect(
    messages({
      "index.ts": `export * from "./a";\nexport * from "./b";`,
      "a.ts": `import "./c";`,
      "b.ts": `import "./c";`,
      "c.ts": `import "d3-array";`,
    }),
  ).toEqual([]);
});

test("a circle of two files is found once, with the line", () => {
  expect(
    messages({ "a.ts": `// one\nimport { b } from "./b";`, "b.ts": `export { a } from "./a";` }),
  ).toEqual(["packages/core/src/a.ts:2 imports in a circle: a.ts -> b.ts -> a.ts"]);
});

test("types, dynamic imports, index files and .js endings count", () => {
  expect(
    messages({ "a.ts": `import type { B } from "./b";`, "b.ts": `type A = import("./a").A;` }),
  ).toHaveLength(1);
  expect(
    messages({ "a.ts": `import { type B } from "./b.js";`, "b.ts": `const a = () => import("./a");` }),
  ).toHaveLength(1);
  expect(messages({ "x/index.ts": `export * from "./a";`, "x/a.ts": `import "./index";` })).toHaveLength(1);
  expect(messages({ "x/index.ts": `export * from "./a";`, "x/a.ts": `import "../x";` })).toHaveLength(1);
});

test("a long circle is shown by its shortest way, and a second circle on its own", () => {
  expect(
    messages({
      "a.ts": `import "./b";`,
      "b.ts": `import "./c";\nimport "./d";`,
      "c.ts": `import "./d";`,
      "d.ts": `import "./a";`,
      "y.ts": `import "./z";`,
      "z.ts": `import "./y";`,
      "self.ts": `import "./self";`,
    }),
  ).toEqual([
    "packages/core/src/a.ts:1 imports in a circle: a.ts -> b.ts -> d.ts -> a.ts",
    "packages/core/src/c.ts:1 imports in a circle: c.ts -> d.ts -> a.ts -> b.ts -> c.ts",
    "packages/core/src/self.ts:1 imports itself",
    "packages/core/src/y.ts:1 imports in a circle: y.ts -> z.ts -> y.ts",
  ]);
});
