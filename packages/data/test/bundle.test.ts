import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { scale } from "./support/scale";

/** What is used of the bundler. */
interface Bundler {
  rolldown(options: { input: string; platform: string; external: RegExp[] }): Promise<{
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
  const built = await rolldown({ input, platform: "browser", external: [/^node:/] });
  const { output } = await built.generate({ format: "esm", minify: true });
  const [entry] = output.filter(({ isEntry }) => isEntry);
  expect(entry?.imports).toEqual([]);
  return entry?.code as string;
}

test("a program that uses one scaler is less than 6 kB, minified and compressed, and scales", async () => {
  const code = await bundle("support/scale.ts");
  // What makes it larger belongs into a file that the scaler does not need.
  expect(gzipSync(code, { level: 9 }).length).toBeLessThan(6_000);
  const bundled: { scale: typeof scale } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  expect(bundled.scale([[1], [3]])).toEqual([-1, 1]);
  expect(scale([[1], [3]])).toEqual([-1, 1]);
});
