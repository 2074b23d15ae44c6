import { defineConfig } from "tsup";
import { library } from "../../tsup.base.ts";

export default defineConfig(
  library({
    entry: ["src/index.ts"],
    // Browser bundlers know "node:fs/promises" for a builtin, but look for a package named "fs/promises".
    removeNodeProtocol: false,
  }),
);
