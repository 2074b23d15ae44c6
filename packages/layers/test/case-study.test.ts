import { adam, dense, sequential, setSeed } from "@wellfit/layers";
import { expect, test } from "vitest";
import { golden } from "./support/goldens";

interface Band {
  readonly mean: number;
  readonly std: number;
}

test("the overfitting network ends where thirty trainings of Keras end", async () => {
  const { x, y, ...bands } = golden<
    Record<"trainLoss" | "testLoss" | "testAccuracy" | "epochOfMinValLoss", Band> & {
      x: number[];
      y: number[];
    }
  >("moons_overfit.json");
  const rows = (from: number, to: number): { data: Float64Array; shape: number[] } => ({
    data: Float64Array.from(x.slice(2 * from, 2 * to)),
    shape: [to - from, 2],
  });
  const times = 3;
  const found = { trainLoss: 0, testLoss: 0, testAccuracy: 0, epochOfMinValLoss: 0 };
  for (let seed = 0; seed < times; seed++) {
    setSeed(seed);
    const model = sequential([
      dense(500, { inputShape: [2], activation: "relu" }),
      dense(1, { activation: "sigmoid" }),
    ]);
    model.compile({ loss: "binaryCrossentropy", optimizer: adam(), metrics: ["accuracy"] });
    const { history } = await model.fit(rows(0, 30), y.slice(0, 30), {
      epochs: 4000,
      validationData: [rows(30, 100), y.slice(30)],
      verbose: 0,
    });
    const valLoss = history.valLoss as number[];
    const { loss } = await model.evaluate(rows(0, 30), y.slice(0, 30));
    found.trainLoss += loss / times;
    found.testLoss += (valLoss.at(-1) as number) / times;
    found.testAccuracy += (history.valAccuracy?.at(-1) as number) / times;
    found.epochOfMinValLoss += (valLoss.indexOf(Math.min(...valLoss)) + 1) / times;
  }
  for (const [name, value] of Object.entries(found)) {
    const { mean, std } = bands[name as keyof typeof bands];
    expect(Math.abs(value - mean), `${name} ${value}, expected ${mean}`).toBeLessThan(4 * std);
  }
}, 60_000);
