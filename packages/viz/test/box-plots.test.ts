import { expect, it } from "vitest";
import { boxPlots } from "../src/index";
import { newDocument } from "./support";

it("a box stands for any number of values", () => {
  // More than a call takes arguments.
  const values = Float64Array.from({ length: 300_000 }, (_, i) => i);
  const chart = boxPlots([{ name: "a", values }], { document: newDocument() });
  expect(chart.querySelector("desc")?.textContent).toContain("from 0 to 299,999 in 300,000 runs");
});
