import type { Options } from "tsup";

/** How every package is built: ES modules with declarations, nothing of another package bundled in. */
export function library(options: Options): Options {
  return {
    format: ["esm"],
    target: "es2022",
    dts: true,
    sourcemap: true,
    clean: true,
    treeshake: true,
    splitting: true,
    tsconfig: "../../tsconfig.base.json",
    ...options,
  };
}
