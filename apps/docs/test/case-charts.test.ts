// The pictures of the pages, drawn from what was committed.

import { readFileSync } from "node:fs";
import { studies } from "@wellfit/experiments";
import { parseHTML } from "linkedom";
import { expect, test } from "vitest";
import { boxPictures, gradientPictures, gridPictures, type Picture } from "../src/case-studies/charts";
import { type Committed, casesOf } from "../src/case-studies/results";

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../src/case-studies/results/${name}.json`, import.meta.url), "utf8"));
const committedOf = (study: string): Committed => ({
  ...(read(study) as Committed),
  ...(study === "vanishing-gradients"
    ? { gradients: read(`${study}-gradients`) as NonNullable<Committed["gradients"]> }
    : {}),
});

const describePicture = ({ key, draw }: Picture, width: number): string => {
  const { document } = parseHTML("<html></html>");
  const svg = draw({ document, width, id: key });
  expect(svg.getAttribute("viewBox")).toMatch(new RegExp(`^0 0 ${width} `));
  return svg.querySelector("desc")?.textContent ?? "";
};

const parts = studies.flatMap((study) => {
  const committed = committedOf(study.name);
  return [
    { name: study.name, committed, specs: study.cases, grid: undefined },
    ...study.extensions.map(({ name, cases, grid }) => ({
      name: `${study.name}/${name}`,
      committed,
      specs: cases,
      grid,
    })),
  ];
});

test.each(parts.filter(({ specs }) => specs.length > 0).map((part) => [part.name, part] as const))(
  "%s has a box plot of every run, and what it was computed with",
  (name, { committed, specs, grid }) => {
    const cases = casesOf(committed, name);
    expect(cases.map((one) => one.name)).toEqual(specs.map((one) => one.name));
    // Committed with the seeds that the cases ask for.
    for (const [i, { seeds = committed.seeds }] of cases.entries()) {
      expect(seeds).toHaveLength(specs[i]?.repeats ?? 10);
    }
    expect(committed.provenance).toMatchObject({ engines: [{ name: "wasm", fma: "off", fused: false }] });
    const boxes = boxPictures(cases, specs);
    expect(boxes.length).toBeGreaterThan(0);
    for (const width of [320, 720]) {
      for (const picture of [...boxes, ...gridPictures(cases, specs, grid), ...gradientPictures(cases)]) {
        expect(describePicture(picture, width)).toMatch(/\.$/);
      }
    }
    expect(gridPictures(cases, specs, grid)).toHaveLength(grid === undefined ? 0 : boxes.length);
    const keys = [...boxes, ...gridPictures(cases, specs, grid), ...gradientPictures(cases)].map(
      ({ key }) => key,
    );
    expect(new Set(keys).size).toBe(keys.length);
  },
);

test("runs that are not finite are told of, and thirty runs are thirty dots", () => {
  const exploding = parts.find(({ name }) => name === "exploding-gradients")!;
  const pictures = boxPictures(casesOf(exploding.committed, exploding.name), exploding.specs);
  expect(describePicture(pictures[0]!, 600)).toMatch(/no clipping: none of 1\d* run.? is finite/);
  const vanishing = parts.find(({ name }) => name === "vanishing-gradients")!;
  const [accuracy] = boxPictures(casesOf(vanishing.committed, vanishing.name), vanishing.specs);
  expect(describePicture(accuracy!, 600)).toMatch(/5 tanh layers: median .* in 30 runs, reference 0\.541/);
});

test("gradients are drawn over the epochs, all layers of them", () => {
  const part = parts.find(({ name }) => name === "vanishing-gradients/gradients")!;
  const cases = casesOf(part.committed, part.name);
  const pictures = gradientPictures(cases);
  expect(pictures).toHaveLength(3);
  expect(cases[0]?.gradientNorms?.epochs.length).toBeGreaterThan(40);
  expect(cases[0]?.gradientNorms?.epochs.length).toBeLessThan(100);
  expect(describePicture(pictures[0]!, 600)).toMatch(/^Norms of the gradients of 6 layers over the epochs\./);
});
