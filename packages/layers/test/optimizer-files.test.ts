import { tensor, variable, zeros } from "@wellfit/core";
import * as layers from "@wellfit/layers";
import { describe, expect, test } from "vitest";
import { resolveOptimizer } from "../src/optimizers/resolve-optimizer";
import { golden } from "./support/goldens";

type Named = readonly [path: string, shape: number[]];

/** What real Keras 3.15.1 wrote for trained models. */
const files =
  golden<
    {
      readonly model: string;
      readonly class_name: string;
      readonly config: Record<string, unknown>;
      readonly trainable: Named[];
      readonly variables: Named[];
    }[]
  >("keras_optimizers.json");

describe.each(files)("the optimizer of $model", ({ class_name, config, trainable, variables }) => {
  test("comes from Keras's settings and writes the same", () => {
    const optimizer = resolveOptimizer({ class_name, config }, "test");
    expect(optimizer.getConfig()).toEqual(config);
    expect(Object.keys(optimizer.getConfig())).toEqual(Object.keys(config));
  });

  test("remembers what Keras's files hold, by the same names in the same order", () => {
    const optimizer = resolveOptimizer({ class_name, config }, "test");
    optimizer.build(trainable.map(([name, shape]) => variable(zeros(shape), { name })));
    expect(optimizer.variables.map((v) => [v.name, [...v.shape]])).toEqual(variables);
  });
});

describe("setting all that an optimizer remembers", () => {
  const built = (): layers.Adam => {
    const optimizer = layers.adam();
    optimizer.build([variable(tensor([1, 2]), { name: "w" })]);
    return optimizer;
  };

  test("takes the learning rate along", () => {
    const optimizer = built();
    const [, , momentum, velocity] = optimizer.getWeights();
    optimizer.setWeights([7, 0.25, momentum as never, velocity as never]);
    expect([optimizer.iterations, optimizer.learningRate]).toEqual([7, 0.25]);
  });

  test("refuses what does not fit, and changes nothing then", () => {
    const optimizer = built();
    expect(() => layers.adam().setWeights([])).toThrow(/call build\(model.trainableWeights\)/);
    expect(() => optimizer.setWeights([5, 0.25])).toThrow(
      /received 2 arrays, expected 4 arrays: adam\/iteration \[\], adam\/learning_rate \[\], adam\/w_momentum \[2\]/,
    );
    expect(() => optimizer.setWeights([5, 0.25, [1, 2], [1, 2, 3]])).toThrow(
      /shape \[3\] for number 3, adam\/w_velocity, expected \[2\]/,
    );
    expect(() => optimizer.setWeights("all" as never)).toThrow(/received "all"/);
    expect([optimizer.iterations, optimizer.learningRate]).toEqual([0, 0.001]);
  });
});
