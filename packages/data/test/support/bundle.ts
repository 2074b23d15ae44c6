import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { expect } from "vitest";

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

const build = async (file: string) => {
  const { rolldown } = await bundler();
  const input = fileURLToPath(new URL(`../${file}`, import.meta.url));
  const built = await rolldown({ input, platform: "browser", external: [/^node:/] });
  return (await built.generate({ format: "esm", minify: true })).output;
};

/** A program of the tests and all that it imports at once, minified, as a page would load it. */
export async function bundle(file: string): Promise<string> {
  const [entry] = (await build(file)).filter(({ isEntry }) => isEntry);
  expect(entry?.imports).toEqual([]);
  return entry?.code as string;
}

/** The same with all that it may load later. */
export async function bundleAll(file: string): Promise<string> {
  return (await build(file)).map(({ code }) => code).join("\n");
}
