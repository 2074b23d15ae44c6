import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { blocksIn, runBlock } from "./support/example-blocks";

const files = ["layers/preparation", "layers/augmentation"].flatMap((folder) =>
  readdirSync(new URL(`../src/${folder}/`, import.meta.url)).map((file) => `${folder}/${file}`),
);
const blocks = [...files, "models/augment-batches.ts"].flatMap((file) =>
  blocksIn(file).map((block) => [file, block] as const),
);

test("every layer has an example", () => {
  expect(blocks.length).toBeGreaterThanOrEqual(17);
});

test.each(blocks)("the example of %s is true", async (_, block) => runBlock(block));
