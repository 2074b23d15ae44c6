import { defineConfig } from "tsup";
import { library } from "../../tsup.base.ts";

// A command: nobody imports it, so it has no declarations. tsup takes in optional dependencies unless told.
export default defineConfig(library({ entry: ["src/bin.ts"], dts: false, external: ["onnxruntime-node"] }));
