import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { hashFiles, sourcesBelow } from "../lib/hash.mjs";
import { run, runTool } from "../lib/run.mjs";
import { duration } from "../lib/say.mjs";
import { isAtLeast } from "../lib/set-up.mjs";
import { members, withNeeds } from "../lib/workspace.mjs";
import { manifest, tree } from "./tree.mjs";

test("versions compare by their numbers", () => {
  expect(isAtLeast("20.19.0", "20.19")).toBe(true);
  expect(isAtLeast("20.18.9", "20.19")).toBe(false);
  expect(isAtLeast("18.20.0", "20.19")).toBe(false);
  expect(isAtLeast("24.0.0-nightly", "20.19")).toBe(true);
  const version = fc.tuple(fc.nat(99), fc.nat(99), fc.nat(99));
  fc.assert(
    fc.property(version, version, (a, b) => {
      const order = a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
      expect(isAtLeast(a.join("."), b.join("."))).toBe(order >= 0);
    }),
  );
});

test("a hash changes with the content, the name and the absence of a file, and with nothing else", () => {
  const base = tree({ "a b/src/x.ts": "1", "a b/src/y.ts": "2" });
  const hash = (): string => hashFiles(base, [...sourcesBelow(base, "a b"), "package.json"], ["linux"]);
  const first = hash();
  expect(hash()).toBe(first);
  writeFileSync(join(base, "a b/src/x.ts"), "1");
  expect(hash()).toBe(first);
  writeFileSync(join(base, "a b/src/x.ts"), "12");
  expect(hash()).not.toBe(first);
  writeFileSync(join(base, "a b/src/x.ts"), "1");
  rmSync(join(base, "a b/src/y.ts"));
  const without = hash();
  expect(without).not.toBe(first);
  writeFileSync(join(base, "a b/src/z.ts"), "2");
  expect(hash()).not.toBe(first);
  rmSync(join(base, "a b/src/z.ts"));
  writeFileSync(join(base, "package.json"), "");
  expect(hash()).not.toBe(without);
});

test("what tools made and what only tests read is not among the sources", () => {
  const base = tree({
    "p/src/a.ts": "",
    "p/node_modules/b.js": "",
    "p/test/d.ts": "",
    "p/.vitepress/config.ts": "",
  });
  for (const made of ["p/dist", "p/.turbo", "p/.vitepress/dist", "p/.vitepress/cache"]) {
    mkdirSync(join(base, made), { recursive: true });
    writeFileSync(join(base, made, "x.js"), "");
  }
  expect(sourcesBelow(base, "p")).toEqual(["p/.vitepress/config.ts", "p/src/a.ts"]);
  expect(sourcesBelow(base, "p", { tests: true })).toContain("p/test/d.ts");
  expect(sourcesBelow(base, "nowhere")).toEqual([]);
});

test("the members are found, and what a member needs comes before it", () => {
  const base = tree({
    "packages/core/package.json": manifest("core"),
    "packages/layers/package.json": manifest("layers", { dependencies: { "@wellfit/core": "workspace:^" } }),
    "packages/viz/package.json": manifest("viz"),
    "packages/empty/readme.md": "",
    "apps/cli/package.json": manifest("cli", { devDependencies: { "@wellfit/layers": "workspace:^" } }),
  });
  const all = members(base);
  expect(all.map(({ dir }) => dir)).toEqual(["packages/core", "packages/layers", "packages/viz", "apps/cli"]);
  const cli = all.filter(({ dir }) => dir === "apps/cli");
  expect(withNeeds(all, cli).map(({ folder }) => folder)).toEqual(["core", "layers", "cli"]);
});

test("a manifest that is no JSON is told by its path", () => {
  const base = tree({ "packages/core/package.json": "{" });
  expect(() => members(base)).toThrow(/packages.core.package\.json cannot be read as JSON/);
});

test("programs end with their code and output, also when they cannot be started", async () => {
  const failing = await run(process.execPath, [
    "-e",
    "console.log('out'); console.error('err'); process.exit(7)",
  ]);
  expect(failing.code).toBe(7);
  expect(failing.output).toContain("out");
  expect(failing.output).toContain("err");
  const spaced = await run(process.execPath, ["-p", "process.argv[1] + process.env.X", "a b"], {
    env: { X: " c" },
  });
  expect(spaced.output.trim()).toBe("a b c");
  const missing = await run("no-such-program-anywhere", []);
  expect(missing.code).toBe(127);
  expect(missing.output).toContain("could not be started");
  const killed = await run(process.execPath, ["-e", "process.kill(process.pid, 'SIGKILL')"]);
  expect(killed.code).toBeGreaterThan(0);
  expect((await runTool("typescript/bin/tsc", ["--version"])).output).toMatch(/^Version /);
});

test("durations read well", () => {
  expect([duration(40), duration(59_940), duration(125_000)]).toEqual(["0.0 s", "59.9 s", "2 min 5 s"]);
});
