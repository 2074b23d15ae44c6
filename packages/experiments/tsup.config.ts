import { defineConfig } from "tsup";
import { library } from "../../tsup.base.ts";

// Besides the entries, what worker threads load; nobody imports that.
const threads = ["src/worker.ts", "src/study-run.ts"];

export default defineConfig(library({ entry: ["src/index.ts", "src/references.ts", ...threads] }));
