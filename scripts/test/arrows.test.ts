import { expect, test } from "vitest";
import { checkArrows } from "../check/arrows.mjs";
import { house } from "../check/house.mjs";
import { manifest, tree } from "./tree.mjs";

const messages = (files: Record<string, string | object>): string[] =>
  checkArrows(tree(files)).map(({ file, line, message }) => `${file}:${line ?? ""} ${message}`);

test("the arrows themselves make no circle and know every package", () => {
  const open = new Set(Object.keys(house.packages));
  for (let before = -1; before !== open.size; ) {
    before = open.size;
    for (const name of open) if (house.packages[name]?.every((below) => !open.has(below))) open.delete(name);
  }
  expect([...open]).toEqual([]);
  for (const allowed of Object.values({ ...house.packages, ...house.apps })) {
    for (const name of allowed) expect(house.packages).toHaveProperty(name);
  }
});

test("imports along the arrows and down the floors pass", () => {
  const found = messages({
    "packages/core/package.json": manifest("core"),
    "packages/core/src/index.ts": `export { add } from "./ops/add";\nexport type { Node } from "./graph/node";`,
    "packages/core/src/ops/add.ts": `import type { Node } from "../graph/node";\nimport { two } from "./two";`,
    "packages/core/src/ops/two.ts": "export const two = 2;",
    "packages/core/src/graph/node.ts": "export interface Node {}",
    "packages/layers/package.json": manifest("layers", { dependencies: { "@wellfit/core": "workspace:^" } }),
    "packages/layers/src/index.ts": `import { add } from "@wellfit/core";\nconst fs = await import("node:fs");`,
    "apps/cli/package.json": manifest("cli", { dependencies: { "@wellfit/core": "workspace:^" } }),
    "apps/cli/src/bin.ts": `import fs from "node:fs";\nimport * as core from "@wellfit/core";`,
  });
  expect(found).toEqual([]);
});

test.each([
  ["a value", `import { dense } from "@wellfit/layers";`],
  ["a type", `import type { Layer } from "@wellfit/layers";`],
  ["a type in passing", `export type X = import("@wellfit/layers").Layer;`],
  ["a re-export", `export * from "@wellfit/layers";`],
  ["a dynamic import", `export const load = () => import("@wellfit/layers");`],
])("core may not import layers: %s", (_, text) => {
  const found = messages({
    "packages/core/package.json": manifest("core"),
    "packages/core/src/index.ts": `// first line\n${text}`,
  });
  expect(found).toEqual([
    "packages/core/src/index.ts:2 imports @wellfit/layers against the arrows; core may import no package of ours",
  ]);
});

test.each(["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"])(
  "a manifest may not name a package against the arrows in %s",
  (field) => {
    const found = messages({
      "packages/data/package.json": manifest("data", { [field]: { "@wellfit/core": "workspace:^" } }),
    });
    expect(found).toEqual([
      "packages/data/package.json: data depends on @wellfit/core against the arrows; it may depend on no package of ours",
    ]);
  },
);

test("a file of another package is not imported by its path, nor past its public face", () => {
  const found = messages({
    "packages/core/package.json": manifest("core"),
    "packages/core/src/index.ts": "export {};",
    "packages/layers/package.json": manifest("layers", { dependencies: { "@wellfit/core": "workspace:^" } }),
    "packages/layers/src/index.ts": `import "../../core/src/index";\nimport "@wellfit/core/dist/index.js";`,
  });
  expect(found).toEqual([
    "packages/layers/src/index.ts:1 imports ../../core/src/index, a file of another package; import that package by its name",
    "packages/layers/src/index.ts:2 imports @wellfit/core/dist/index.js past the public face; import @wellfit/core",
  ]);
});

test("what is imported is among the dependencies; development dependencies do not count", () => {
  const found = messages({
    "packages/viz/package.json": manifest("viz", {
      dependencies: { "d3-scale": "catalog:", "@types/d3-shape": "catalog:" },
      devDependencies: { linkedom: "catalog:" },
    }),
    "packages/viz/src/index.ts": `import "d3-scale";\nimport "linkedom";\nimport type { Line } from "d3-shape";\nimport "@x/y/z";`,
  });
  expect(found).toEqual([
    "packages/viz/src/index.ts:2 imports linkedom, but linkedom is not among the dependencies in packages/viz/package.json",
    "packages/viz/src/index.ts:4 imports @x/y/z, but @x/y is not among the dependencies in packages/viz/package.json",
  ]);
});

test("Node's modules are imported inside functions, except by entries that only Node loads", () => {
  const found = messages({
    "packages/data/package.json": manifest("data"),
    "packages/data/src/read.ts": `import { readFile } from "node:fs/promises";\nimport type { Stats } from "node:fs";`,
    "packages/onnx/package.json": manifest("onnx"),
    "packages/onnx/src/check.ts": `import { tmpdir } from "node:os";`,
    "packages/onnx/src/check/deep.ts": `import { tmpdir } from "os";`,
    "packages/onnx/src/index.ts": `import { tmpdir } from "os";`,
  });
  expect(found).toHaveLength(2);
  expect(found[0]).toContain("packages/data/src/read.ts:1 imports node:fs/promises statically");
  expect(found[1]).toContain("packages/onnx/src/index.ts:1 imports os statically");
});

test.each([
  ["graph", "primitives"],
  ["primitives", "schedule"],
  ["schedule", "engines"],
  ["engines", "ops"],
  ["ops", "autodiff"],
])("in core %s may not import from %s above it, nor from the top", (low, high) => {
  const found = messages({
    "packages/core/package.json": manifest("core"),
    [`packages/core/src/${low}/a.ts`]: `import type { B } from "../${high}/b";\nimport { jit } from "../jit";`,
    [`packages/core/src/${high}/b.ts`]: `export interface B {}`,
    "packages/core/src/jit.ts": "export const jit = 1;",
  });
  const a = `packages/core/src/${low}/a.ts`;
  expect(found).toHaveLength(2);
  expect(found[0]).toContain(`${a}:1 ${low} imports ${high} from above`);
  expect(found[1]).toContain(`${a}:2 ${low} imports a file at the top from above`);
});

test("a folder that is no floor, and a package without a row, are told", () => {
  const found = messages({
    "packages/core/package.json": manifest("core"),
    "packages/core/src/index.ts": `import "./cellar/wine";`,
    "packages/core/src/cellar/wine.ts": "export {};",
    "packages/attic/package.json": manifest("attic"),
  });
  expect(found).toHaveLength(2);
  expect(found[0]).toContain("packages/attic has no arrows");
  expect(found[1]).toContain("the folder cellar is no floor of core");
});
