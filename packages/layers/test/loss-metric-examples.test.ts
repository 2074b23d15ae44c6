import * as layers from "@wellfit/layers";
import { describe, expect, test } from "vitest";
import { examplesIn, expectTrue } from "./support/examples";

const examples = [...examplesIn("losses"), ...examplesIn("metrics")];

describe("the examples of losses and metrics are true", () => {
  test.each(examples)("%s: %s", (_, line) => expectTrue(line));

  test("every factory has one", () => {
    const classes = Object.values(layers).filter(
      (v) =>
        typeof v === "function" &&
        (v.prototype instanceof layers.Loss || v.prototype instanceof layers.Metric) &&
        Object.hasOwn(v, "className"),
    );
    expect(examples.length).toBeGreaterThanOrEqual(classes.length);
  });
});
