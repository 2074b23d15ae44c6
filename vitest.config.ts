import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

// Unit tests run on the sources of every package; the longer name of two stands first, so `onnx/check` before `onnx`.
const alias = {
  "@wellfit/core": source("packages/core/src/index.ts"),
  "@wellfit/layers": source("packages/layers/src/index.ts"),
  "@wellfit/data/datasets": source("packages/data/src/datasets.ts"),
  "@wellfit/data": source("packages/data/src/index.ts"),
  "@wellfit/viz": source("packages/viz/src/index.ts"),
  "@wellfit/onnx/check": source("packages/onnx/src/check.ts"),
  "@wellfit/onnx": source("packages/onnx/src/index.ts"),
  "@wellfit/experiments/references": source("packages/experiments/src/references.ts"),
  "@wellfit/experiments": source("packages/experiments/src/index.ts"),
};

export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          // A machine that does other things too must not fail a test.
          testTimeout: 60_000,
          include: ["packages/*/test/**/*.test.ts", "apps/*/test/**/*.test.ts", "scripts/test/**/*.test.ts"],
        },
      },
      {
        // These use what was built, as a user would: the programs of the README, the command, the browser.
        test: {
          name: "built",
          include: ["test/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Pages and programs that measure no time, and say so, are looked at two at a time.
          maxConcurrency: 2,
        },
      },
    ],
  },
});
