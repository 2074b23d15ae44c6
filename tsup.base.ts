import type { Options } from "tsup";

/** How every package is built: ES modules with declarations, nothing of another package bundled in. */
export function library(options: Options): Options {
  return {
    format: ["esm"],
    target: "es2022",
    // tsup's declaration step sets `baseUrl`, which TypeScript 6 reports as deprecated.
    dts: { compilerOptions: { ignoreDeprecations: "6.0" } },
    sourcemap: true,
    clean: true,
    treeshake: true,
    splitting: true,
    // Bundlers for the browser know "node:fs/promises" for a module of Node, and look for a package named "fs/promises".
    removeNodeProtocol: false,
    tsconfig: "../../tsconfig.base.json",
    ...options,
  };
}
