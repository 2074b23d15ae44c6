import { expect, test } from "vitest";
import { findStudy, linearChain, runStudy, studies, studyNames } from "../src";

// The items for going further of the course, chapter by chapter, in its words and its order.
const course: Record<string, readonly (readonly [item: string, name: string])[]> = {
  "weight-regularization": [
    ["Try Alternates", "alternates"],
    ["Report Weight Norm", "weight-norm"],
    ["Regularize Output Layer", "output-layer"],
    ["Regularize Bias", "bias"],
  ],
  "weight-constraints": [
    ["Weight constraints in conjunction with other regularization methods", "with-other-methods"],
    ["Report Weight Norm", "weight-norm"],
    ["Constrain Output Layer", "output-layer"],
    ["Constrain Bias", "bias"],
  ],
  dropout: [
    ["Input Dropout", "input-dropout"],
    ["Weight Constraint", "weight-constraint"],
    ["Repeated Evaluation", "repeated-evaluation"],
    ["Grid Search Rate", "grid-over-rate"],
  ],
  noise: [
    ["Repeated Evaluation", "repeated-evaluation"],
    ["Grid Search Standard Deviation", "grid-over-standard-deviation"],
    ["Input and Hidden Noise", "input-and-hidden"],
  ],
  "early-stopping": [
    ["Use Accuracy", "accuracy"],
    ["Use True Validation Set", "validation-part"],
    ["Regression Example", "regression"],
  ],
  "data-scaling": [
    ["Normalize Target Variable", "normalise-target"],
    ["Compared Scaling for Target Variable", "compare-scalings"],
    ["Other Scales", "other-ranges"],
  ],
  initialization: [],
  "vanishing-gradients": [
    ["Weight Initialization", "initialization"],
    ["Learning Algorithm", "adam"],
    ["Gradient visualization", "gradients"],
    ["Study Model Depth", "depth"],
    ["Increase Breadth", "breadth"],
  ],
  "exploding-gradients": [
    ["Vector Norm Values", "norm-values"],
    ["Vector Clip Values", "value-ranges"],
    ["Vector Norm and Clip", "norm-and-values"],
  ],
};

test("the 29 items of the course are the extensions, study by study", () => {
  const items = Object.values(course).flat();
  expect(items).toHaveLength(29);
  expect(studies.map(({ name }) => name)).toEqual(Object.keys(course));
  for (const study of studies) {
    expect(study.extensions.map(({ name }) => name)).toEqual(course[study.name]!.map(([, name]) => name));
  }
  expect(studyNames()).toHaveLength(items.length + studies.length);
});

test("every study and extension asks, answers, and has cases with names of their own", () => {
  for (const name of studyNames()) {
    const { study, extension } = findStudy(name);
    const { title, question, conclusion, cases } = extension ?? study;
    expect(title).not.toBe("");
    expect(question).toMatch(/\?$/);
    expect(conclusion).toMatch(/\.$/);
    expect(study.setUp).toMatch(/\.$/);
    const names = cases.map((one) => one.name);
    expect(new Set(names).size).toBe(names.length);
    // A grid has a value for each case, which stands in its name.
    extension?.grid?.values.forEach((value, i) => {
      expect(names[i]).toMatch(new RegExp(`\\b${value}\\b|^without`));
    });
    if (extension?.grid !== undefined) expect(extension.grid.values).toHaveLength(cases.length);
    expect(names.length > 0).toBe(name !== "initialization");
  }
});

test("initialization shows both chains, and trains nothing", async () => {
  const result = await runStudy(findStudy("initialization").study, undefined);
  expect(result.cases).toEqual([]);
  expect(result.chains).toEqual([
    { name: "1.5 · I", ...linearChain(1.5, 40) },
    { name: "0.5 · I", ...linearChain(0.5, 40) },
  ]);
  const [grows, shrinks] = result.chains!;
  expect(grows!.activationNorms[40]).toBeCloseTo(Math.sqrt(5) * 1.5 ** 40, 4);
  expect(shrinks!.activationNorms[40]! / (Math.sqrt(5) * 0.5 ** 40)).toBeCloseTo(1, 12);
});
