import { expect, test } from "vitest";
import { textTable } from "../src/common/text-table";

test("a table has any number of rows", () => {
  const n = 300_000; // More than a call takes arguments.
  const rows = Array.from({ length: n }, (_, i) => [`run ${i}`, String(i)]);
  const lines = textTable(["run", "loss"], rows, 1).split("\n");
  expect([lines[0], lines[n]]).toEqual(["run           loss", "run 299999  299999"]);
});
