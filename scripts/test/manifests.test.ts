import { expect, test } from "vitest";
import { checkManifests } from "../check/manifests.mjs";
import { ground, manifest, tree } from "./tree.mjs";

const messages = (files: Record<string, string | object>): string[] =>
  checkManifests(tree({ ...ground, ...files })).map(({ file, message }) => `${file} ${message}`);

const core = (more: Record<string, unknown>): string[] =>
  messages({ "packages/core/package.json": manifest("core", more) });

const asCommand = { name: "wellfit", bin: { wellfit: "./dist/bin.js" } };

test("manifests that follow the rules pass", () => {
  expect(
    messages({
      "packages/core/package.json": manifest("core", { devDependencies: { vitest: "catalog:" } }),
      "packages/layers/package.json": manifest("layers", {
        dependencies: { "@wellfit/core": "workspace:^" },
      }),
      "apps/cli/package.json": manifest("cli", { ...asCommand, exports: undefined, sideEffects: undefined }),
      "apps/docs/package.json": manifest("docs", { private: true, exports: undefined }),
    }),
  ).toEqual([]);
});

const entry = { types: "./dist/index.d.ts", default: "./dist/index.js" };
const pkg = "./package.json";

test.each<[string, Record<string, unknown>, string]>([
  ["sideEffects", { sideEffects: undefined }, '"sideEffects" is missing; expected false'],
  ["type", { type: "commonjs" }, '"type" is "commonjs"; expected "module"'],
  ["license", { license: "ISC" }, '"license" is "ISC"; expected "MIT"'],
  ["engines", { engines: { node: ">=18" } }, '"engines.node" is ">=18"; expected ">=20.19"'],
  ["no engines", { engines: undefined }, '"engines.node" is missing; expected ">=20.19"'],
  ["files", { files: ["src"] }, '"files" is ["src"]; expected it to have "dist"'],
  ["name", { name: "@wellfit/kernel" }, '"name" is "@wellfit/kernel"; expected "@wellfit/core"'],
  ["private", { private: true }, '"private" is true'],
  ["version", { version: "next" }, '"version" is "next"; expected x.y.z'],
  ["description", { description: " " }, '"description" is missing'],
  ["build", { scripts: {} }, 'has no "build" script'],
  ["install script", { scripts: { build: "tsup", postinstall: "node x" } }, 'has the script "postinstall"'],
  ["no entry", { exports: { [pkg]: pkg } }, '"exports" has no "." entry'],
  ["no manifest entry", { exports: { ".": entry } }, '"exports" has no "./package.json"'],
  ["a string entry", { exports: { ".": "./dist/index.js", [pkg]: pkg } }, 'expected { "types"'],
  [
    "types last",
    { exports: { ".": { default: "./a.js", types: "./a.d.ts" }, [pkg]: pkg } },
    'with "types" first',
  ],
  ["require", { exports: { ".": { ...entry, require: "./a.cjs" }, [pkg]: pkg } }, "ES modules only"],
  ["only types", { exports: { ".": { types: "./a.d.ts" }, [pkg]: pkg } }, 'has no "default"'],
  [
    "a version outside the catalog",
    { dependencies: { "d3-scale": "^4.0.0" } },
    'is "^4.0.0"; expected "catalog:"',
  ],
  [
    "our package from the registry",
    { dependencies: { "@wellfit/core": "^1.0.0" } },
    'expected "workspace:^"',
  ],
])("a broken rule is found: %s", (_, more, expected) => {
  const found = core(more);
  expect(found).toHaveLength(1);
  expect(found[0]).toContain("packages/core/package.json ");
  expect(found[0]).toContain(expected);
});

test("packages of different versions are found", () => {
  expect(
    messages({
      "packages/core/package.json": manifest("core"),
      "packages/data/package.json": manifest("data", { version: "0.2.0" }),
    }),
  ).toEqual(["packages the packages have the versions 0.1.0, 0.2.0; they go out together, under one"]);
});

test("an app that could be published is found", () => {
  expect(messages({ "apps/docs/package.json": manifest("docs") })).toEqual([
    'apps/docs/package.json "private" is missing; an app is not published, so expected true',
  ]);
});

test.each<[string, Record<string, unknown>, string]>([
  ["private", { private: true }, '"private" is true'],
  ["name", { name: "@wellfit/cli" }, '"name" is "@wellfit/cli"; expected "wellfit"'],
  ["no bin", { bin: undefined }, '"bin" is missing; expected { "wellfit"'],
  ["another bin", { bin: { fit: "./dist/bin.js" } }, '"bin" is {"fit"'],
  ["a bin that is not built", { bin: { wellfit: "./src/bin.ts" } }, '"bin" is {"wellfit":"./src/bin.ts"}'],
  ["files", { files: [] }, '"files" is []'],
])("a command that could not be published is found: %s", (_, more, expected) => {
  const found = messages({ "apps/cli/package.json": manifest("cli", { ...asCommand, ...more }) });
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(`apps/cli/package.json ${expected}`);
});

test("a command with another version than the packages is found", () => {
  expect(
    messages({
      "packages/core/package.json": manifest("core"),
      "apps/cli/package.json": manifest("cli", { ...asCommand, version: "0.2.0" }),
    }),
  ).toEqual(["packages the packages have the versions 0.1.0, 0.2.0; they go out together, under one"]);
});

test.each([
  ["a dependency that may build", "onlyBuiltDependencies:\n  - esbuild\n", "lets esbuild run a script"],
  [
    "the newer spelling",
    "onlyBuiltDependencies: []\nallowBuilds:\n  esbuild: true\n  sharp: false\n",
    "lets esbuild run",
  ],
  ["all", "onlyBuiltDependencies: []\ndangerouslyAllowAllBuilds: true\n", "lets everything run"],
  ["all but one", "onlyBuiltDependencies: []\nneverBuiltDependencies: [x]\n", "lets all others build"],
  ["nothing said", "packages: []\n", '"onlyBuiltDependencies" is missing'],
])("builds at an install are found: %s", (_, yaml, expected) => {
  const found = messages({ "pnpm-workspace.yaml": yaml });
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(expected);
});

test("builds allowed in package.json are found", () => {
  const found = messages({
    "package.json": { ...ground["package.json"], pnpm: { onlyBuiltDependencies: ["esbuild"] } },
  });
  expect(found).toEqual(["package.json lets esbuild run a script at an install; nothing may"]);
});
