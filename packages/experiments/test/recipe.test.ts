import { makeBlobs, makeMoons, makeRegression, split } from "@wellfit/data";
import { type RecipeStep, recipe } from "@wellfit/experiments";
import { dense, NonFiniteError, sequential } from "@wellfit/layers";
import { describe, expect, test } from "vitest";
import { outputsOf, taskOf } from "../src/recipe/task";

const moons = (noise: number, train: number) =>
  split(
    { ...makeMoons({ nSamples: 600, noise, randomState: 1 }) },
    {
      train,
      dev: 200,
      test: 400 - train,
      randomState: 1,
    },
  );

test("an underfitting network gets better by a step against bias, which the record tells", async () => {
  const { train, dev } = moons(0.1, 200);
  const found = await recipe({ train, dev, start: { width: 1, epochs: 20 } });
  expect(found.start.label).toMatch(/^high bias/);
  expect(found.end.devError).toBeLessThan(found.start.devError - 0.1);
  expect(found).toMatchObject({
    ended: "low bias and low variance",
    end: { label: "low bias, low variance" },
  });
  expect(found.decisive).toMatchObject({ against: "bias", kept: true });
  expect(["width", "epochs", "depth"]).toContain(found.decisive?.kind);
  expect(String(found)).toMatch(/^Start: train .* high bias/);
  expect(String(found)).toContain(`What helped most: ${found.decisive?.change} (dev `);
});

describe("an overfitting network", () => {
  const { train, dev } = moons(0.25, 50);
  const start = { width: 256, epochs: 300 };

  test("gets better by a step against variance, which the record tells", async () => {
    const met: RecipeStep[] = [];
    const found = await recipe({ train, dev, start, maxSteps: 6, onStep: (step) => met.push(step) });
    expect(found).toMatchObject({ seeds: [0], batchSize: 32 });
    expect(found.start).toMatchObject({ label: "low bias, high variance", trainError: 0, rows: 50 });
    expect(found.end.devError).toBeLessThan(found.start.devError);
    expect(found.decisive).toMatchObject({ against: "variance", kept: true });
    expect(["l2", "dropout"]).toContain(found.decisive?.kind);
    expect(met).toEqual(found.steps);
    // Each step starts from where the last kept one ended, and only what lowers the dev error is kept.
    let now = found.start;
    for (const step of found.steps) {
      expect(step.before).toEqual(now);
      if (step.against === "variance") {
        expect(step.kept).toBe((step.after?.devError ?? 1) < step.before.devError);
      }
      if (step.kept && step.after !== null) now = step.after;
    }
    expect(found.end).toEqual(now);
    expect(JSON.parse(JSON.stringify(found))).toEqual({ ...found });
    expect(found.model.predict(dev.x).shape).toEqual([200, 1]);
  });

  test("gets more data first when there is a source", async () => {
    const more = moons(0.25, 300).train;
    let asked = 0;
    const moreData = () => (asked++ === 0 ? more : undefined);
    const found = await recipe({ train, dev, start, moreData, maxSteps: 2 });
    expect(found.steps[0]).toMatchObject({ kind: "rows", change: "more training data", kept: true });
    expect(found.steps[0]?.after).toMatchObject({ rows: 350 });
    expect(found.end.devError).toBeLessThan(found.start.devError);
  });
});

test("classes, numbers and networks of one's own", async () => {
  const blobs = makeBlobs({ nSamples: 150, centers: 3, randomState: 1 });
  const classes = split({ x: blobs.x, y: blobs.y }, { randomState: 1 });
  const found = await recipe({ train: classes.train, dev: classes.dev, maxSteps: 3 });
  expect(found.end.devError).toBeLessThan(0.1);
  const line = makeRegression({ nSamples: 150, nFeatures: 2, noise: 1, randomState: 1 });
  const numbers = split({ x: line.x, y: line.y as (typeof blobs)["y"] }, { randomState: 1 });
  let built = 0;
  const fitted = await recipe({
    train: numbers.train,
    dev: numbers.dev,
    start: { epochs: 5 },
    maxSteps: 6,
    build: ({ width }) => {
      built++;
      const model = sequential([dense(width, { inputShape: [2], activation: "relu" }), dense(1)]);
      model.compile({ loss: "meanSquaredError", optimizer: "adam" });
      return model;
    },
  });
  expect(built).toBe(fitted.steps.length + 1);
  expect(fitted.end.trainError).toBeLessThan(fitted.start.trainError);
});

test("very many rows are no hindrance", () => {
  const y = Float64Array.from({ length: 200_000 }, (_, i) => i % 3);
  expect([taskOf(y), outputsOf("multiclass", y)]).toEqual(["multiclass", 3]);
  expect(taskOf(y.map((_, i) => i))).toBe("regression");
});

describe("errors", () => {
  const { train, dev } = moons(0.1, 20);
  test.each([
    [{ train }, /received dev with no rows in x.*expected \{ x, y \}/],
    [{ train, dev, start: { units: 3 } }, /unknown setting "units" in start, expected some of width/],
    [{ train, dev, start: { dropout: 1 } }, /dropout 1 in start, expected a rate/],
    [{ train, dev, steps: 3 }, /unknown option "steps"/],
    [{ train, dev, maxSteps: -1 }, /maxSteps -1/],
    [{ train, dev, task: "classes" }, /task "classes", expected one of binary, multiclass, regression/],
    [{ train, dev, baselineError: 5 }, /baselineError 5.*as a share 5% is 0.05/],
  ])("%#", async (options, message) => {
    await expect(recipe(options as never)).rejects.toThrow(message);
  });

  test("a network to start with that is not finite is told with its cause", async () => {
    const huge = { ...train, y: { ...train.y, data: train.y.data.map((value) => value * 1e38) } };
    const error = await recipe({ train: huge, dev, task: "regression" }).catch((caught: Error) => caught);
    expect(error).toMatchObject({
      message: expect.stringMatching(/^recipe: the network to start with: fit: /),
    });
    expect((error as Error).cause).toBeInstanceOf(NonFiniteError);
  });

  test("an abort rejects with its reason", async () => {
    const controller = new AbortController();
    const onStep = (): void => controller.abort(new Error("enough"));
    const start = { width: 1, epochs: 2 };
    await expect(recipe({ train, dev, start, onStep, signal: controller.signal })).rejects.toThrow("enough");
  });
});
