import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { train } from "./support/train";

/** What is used of the bundler. */
interface Bundler {
  rolldown(options: { input: string; platform: string }): Promise<{
    generate(options: {
      format: string;
      minify: boolean;
    }): Promise<{ output: { code: string; isEntry: boolean; imports: string[] }[] }>;
  }>;
}

/** What the test runner bundles with; no dependency of ours. */
async function bundler(): Promise<Bundler> {
  let at = import.meta.url;
  for (const name of ["vitest", "vite", "rolldown"]) at = pathToFileURL(createRequire(at).resolve(name)).href;
  return await import(at);
}

async function bundle(file: string): Promise<string> {
  const { rolldown } = await bundler();
  const input = fileURLToPath(new URL(file, import.meta.url));
  const built = await rolldown({ input, platform: "browser" });
  const { output } = await built.generate({ format: "esm", minify: true });
  // What is only loaded on demand stands in files of its own.
  const [entry, ...others] = output.filter(({ isEntry }) => isEntry);
  expect(others).toEqual([]);
  expect(entry?.imports).toEqual([]);
  return entry?.code as string;
}

test("a program that trains a network is at most 45 kB, minified and compressed, and trains", async () => {
  const code = await bundle("support/train.ts");
  const size = gzipSync(code, { level: 9 }).length;
  // What makes it larger should come with the operation that needs it, as the families and `registerRandom` do.
  expect(size).toBeLessThanOrEqual(45_000);
  const bundled: { train: typeof train } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  const losses = bundled.train(20);
  expect(losses).toEqual(train(20));
  expect(losses[19]).toBeLessThan(losses[0] as number);
});
