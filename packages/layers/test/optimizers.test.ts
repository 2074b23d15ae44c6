import { jit, setEngine, type Tensor, tensor, variable } from "@wellfit/core";
import type { LearningRateSchedule, Optimizer } from "@wellfit/layers";
import * as layers from "@wellfit/layers";
import { describe, expect, test } from "vitest";
import { camelCase, snakeCase } from "../src/common/names";
import { resolveOptimizer } from "../src/optimizers/resolve-optimizer";
import { numbers } from "./support/data";
import { arrayOf, engines, expectClose, type Golden, golden, restoreEngine } from "./support/goldens";

restoreEngine();

interface Goldens {
  readonly meta: {
    readonly initial: Golden[];
    readonly gradients: Golden[][];
    readonly defaults: Record<string, Record<string, unknown>>;
  };
  readonly cases: {
    readonly optimizer: string;
    readonly overrides: Record<string, unknown>;
    readonly trajectory: Golden[][];
    readonly ema_average_after_last_step?: Golden[];
    readonly learning_rates?: number[];
  }[];
}

const { meta, cases } = golden<Goldens>("optimizers.json");

/** The file names a schedule's class beside its settings. */
function configOf(overrides: Record<string, unknown>): Record<string, unknown> {
  const rate = overrides.learning_rate;
  if (typeof rate !== "object" || rate === null) return overrides;
  const { class: name, ...config } = rate as { class: string };
  return { ...overrides, learning_rate: { class_name: name, config } };
}

for (const { engine, dtype } of engines) {
  const tolerance = dtype === "float64" ? 1e-12 : 2e-6;
  describe(`ten steps of Keras in ${dtype} on the ${engine} engine`, () => {
    test.each(cases.map((c) => ({ ...c, title: `${c.optimizer} ${JSON.stringify(c.overrides)}` })))(
      "$title",
      (c) => {
        setEngine(engine);
        const optimizer = resolveOptimizer(
          { class_name: c.optimizer, config: configOf(c.overrides) },
          "test",
        );
        const weights = meta.initial.map((w, i) => variable(arrayOf(w, dtype), { name: `w${i}` }));
        const step = jit((...gradients: Tensor[]) => optimizer.apply(gradients, weights));
        c.trajectory.forEach((expected, t) => {
          if (c.learning_rates) {
            const rate = c.learning_rates[t] as number;
            expect(Math.abs(optimizer.learningRate - rate)).toBeLessThan(dtype === "float64" ? 1e-7 : 1e-8);
          }
          step(...(meta.gradients[t] as Golden[]).map((g) => arrayOf(g, dtype)));
          weights.forEach((w, i) => {
            expectClose(w.value, expected[i] as Golden, tolerance);
          });
        });
        expect(optimizer.iterations).toBe(c.trajectory.length);
        expect(optimizer.averages.length).toBe(c.ema_average_after_last_step?.length ?? 0);
        c.ema_average_after_last_step?.forEach((average, i) => {
          expectClose(optimizer.averages[i]?.value as Tensor, average, tolerance);
        });
        expect(step.traces).toBe(1);
      },
    );
  });
}

interface Entry {
  readonly make: (options?: never) => Optimizer;
  /** A rate at which a few steps get somewhere. */
  readonly rate: number;
  /** What it remembers for "dense/kernel" and "dense/bias" beside the number of steps and the rate, as Keras names it. */
  readonly slots: readonly string[];
  /** Bad options of its own. */
  readonly refuses: readonly (readonly [options: object, message: RegExp])[];
}

const pairs = (...kinds: string[]): string[] =>
  ["kernel", "bias"].flatMap((weight) => kinds.map((kind) => `dense_${weight}_${kind}`));
const beta = /beta1 1, expected a number at least 0 and below 1/;

/** A row for each optimizer that is exported; the first test says so when one is missing. */
const entries: Record<string, Entry> = {
  sgd: {
    make: layers.sgd,
    rate: 0.05,
    slots: [],
    refuses: [
      [{ momentum: 1.3 }, /sgd: received momentum 1.3, expected a number at least 0 and at most 1/],
      [{ momentun: 0.9 }, /unknown option "momentun" \(did you mean "momentum"\?\)/],
    ],
  },
  rmsprop: {
    make: layers.rmsprop,
    rate: 0.01,
    slots: pairs("velocity"),
    refuses: [
      [{ momentum: 1.3 }, /rmsprop: received momentum 1.3/],
      [{ rho: -1 }, /rho -1/],
    ],
  },
  adam: {
    make: layers.adam,
    rate: 0.02,
    slots: pairs("momentum", "velocity"),
    refuses: [[{ beta1: 1 }, beta]],
  },
  adamW: {
    make: layers.adamW,
    rate: 0.02,
    slots: pairs("momentum", "velocity"),
    refuses: [
      [{ beta1: 1 }, beta],
      [{ beta3: 1 }, /adamW: received the unknown option "beta3"/],
    ],
  },
  adagrad: {
    make: layers.adagrad,
    rate: 0.1,
    slots: pairs("accumulator"),
    refuses: [[{ initialAccumulatorValue: -1 }, /initialAccumulatorValue -1/]],
  },
  adadelta: {
    make: layers.adadelta,
    rate: 20,
    slots: pairs("accumulated_grad", "accumulated_delta_var"),
    refuses: [[{ rho: 2 }, /rho 2/]],
  },
  adamax: {
    make: layers.adamax,
    rate: 0.02,
    slots: pairs("momentum", "norm"),
    refuses: [[{ beta1: 1 }, beta]],
  },
  nadam: {
    make: layers.nadam,
    rate: 0.02,
    slots: [...pairs("momentum", "velocity"), "variable"],
    refuses: [[{ beta1: 1 }, beta]],
  },
  ftrl: {
    make: layers.ftrl,
    rate: 0.2,
    slots: pairs("accumulator", "linear"),
    refuses: [
      [{ learningRatePower: 0.5 }, /learningRatePower 0.5, expected a number at most 0/],
      [{ learningRate: 0 }, /ftrl: received learningRate 0, expected a number above 0/],
      [{ l1RegularizationStrength: -1 }, /l1RegularizationStrength -1/],
    ],
  },
  lion: {
    make: layers.lion,
    rate: 0.01,
    slots: pairs("momentum"),
    refuses: [[{ beta1: 0 }, /beta1 0, expected a number above 0/]],
  },
  lamb: {
    make: layers.lamb,
    rate: 0.02,
    slots: pairs("momentum", "velocity"),
    refuses: [[{ beta1: 1 }, beta]],
  },
  adafactor: {
    make: layers.adafactor,
    rate: 0.05,
    slots: pairs("r", "c", "velocity"),
    refuses: [
      [{ beta2Decay: 0.5 }, /beta2Decay 0.5/],
      [{ clipThreshold: 0 }, /clipThreshold 0/],
    ],
  },
  muon: {
    make: layers.muon,
    rate: 0.02,
    slots: ["dense_kernel_momentum", "dense_bias_momentum", "dense_bias_velocity"],
    refuses: [
      [{ momentum: 1.3 }, /momentum 1.3/],
      [{ nsSteps: 1.5 }, /nsSteps 1.5, expected a whole number/],
      [{ excludeLayers: "dense" }, /excludeLayers "dense", expected regular expressions/],
      [{ excludeLayers: ["("] }, /excludeLayers \["\("\]/],
    ],
  },
};

test("every optimizer is here", () => {
  const classes = Object.entries(layers).filter(
    ([, v]) => typeof v === "function" && v.prototype instanceof layers.Optimizer,
  );
  expect(classes.map(([name]) => name).sort()).toEqual(
    Object.values(entries)
      .map(({ make }) => make().className)
      .sort(),
  );
});

/** Everything switched on at once. */
const everything = (learningRate: number | LearningRateSchedule): object => ({
  learningRate,
  weightDecay: 0.01,
  excludeFromWeightDecay: ["bias"],
  clipNorm: 5,
  globalClipNorm: 4,
  clipValue: 3,
  gradientNoise: { stddev: 0.01, decay: 0.5, seed: 3 },
  useEma: true,
  emaMomentum: 0.5,
  emaOverwriteFrequency: 3,
  lossScaleFactor: 8,
  gradientAccumulationSteps: 2,
  name: "mine",
});

const layerOf = (dtype: "float32" | "float64" = "float32") => [
  variable(tensor(numbers(6, 1), { shape: [2, 3], dtype }), { name: "dense/kernel" }),
  variable(tensor(numbers(3, 2), { dtype }), { name: "dense/bias" }),
];

/** Bad options that every optimizer refuses. */
const bad: Entry["refuses"] = [
  [{ learningRate: -1 }, /learningRate -1, expected a number (at least|above) 0/],
  [{ learningRate: Number.NaN }, /learningRate NaN/],
  [{ learningRate: "fast" }, /learningRate "fast", expected a number .* or a schedule such as/],
  [{ learningRat: 1 }, /unknown option "learningRat" \(did you mean "learningRate"\?\)/],
  [{ clipNorm: 0 }, /clipNorm 0, expected a number above 0/],
  [{ clipValue: -1 }, /clipValue -1/],
  [{ globalClipNorm: "1" }, /globalClipNorm "1"/],
  [{ weightDecay: -0.1 }, /weightDecay -0.1/],
  [{ excludeFromWeightDecay: "bias" }, /excludeFromWeightDecay: received "bias" as options/],
  [{ excludeFromWeightDecay: [3] }, /varNames \[3\], expected parts of names/],
  [{ excludeFromWeightDecay: ["("] }, /"\(" among varNames, which is no regular expression/],
  [{ gradientNoise: 0.1 }, /gradientNoise: received 0.1 as options/],
  [{ gradientNoise: {} }, /gradientNoise: received stddev undefined, expected a number at least 0/],
  [{ gradientNoise: { stddev: -1 } }, /stddev -1/],
  [{ useEma: 1 }, /useEma 1, expected true or false/],
  [{ emaMomentum: 1.3 }, /emaMomentum 1.3, expected a number at least 0 and at most 1/],
  [{ emaOverwriteFrequency: 0 }, /emaOverwriteFrequency 0, expected a whole number at least 1/],
  [{ lossScaleFactor: 0 }, /lossScaleFactor 0, expected a number above 0/],
  [{ gradientAccumulationSteps: 1 }, /gradientAccumulationSteps 1, expected a whole number at least 2/],
];

describe.each(Object.entries(entries))("%s", (name, { make, rate, slots, refuses }) => {
  const factory = make as (options?: object) => Optimizer;

  test("comes back from its config, and by its name", () => {
    for (const options of [
      {},
      everything(0.25),
      everything(layers.exponentialDecay(0.1, { decaySteps: 3, decayRate: 0.5 })),
    ]) {
      const made = factory(options);
      const config = JSON.parse(JSON.stringify(made.getConfig()));
      const again = resolveOptimizer({ class_name: made.className, config }, "test");
      expect(again.getConfig()).toEqual(made.getConfig());
      expect(again.constructor).toBe(made.constructor);
    }
    expect(resolveOptimizer(name, "test").getConfig()).toEqual(factory().getConfig());
    expect(factory().getConfig().name).toBe(snakeCase(factory().className));
    const model = layers.sequential([layers.dense(1, { inputShape: [2] })]);
    model.compile({ loss: "mse", optimizer: name });
    expect(model.optimizer).toBeInstanceOf(factory().constructor);
  });

  test("has the defaults of Keras", () => {
    const config = factory().getConfig();
    expect(config).toMatchObject(meta.defaults[factory().className] ?? {});
    for (const key of [
      "clipnorm",
      "global_clipnorm",
      "clipvalue",
      "ema_overwrite_frequency",
      "loss_scale_factor",
    ]) {
      expect(config[key]).toBeNull();
    }
    expect(config).toMatchObject({ use_ema: false, ema_momentum: 0.99, gradient_accumulation_steps: null });
    expect(Object.keys(config).every((key) => snakeCase(camelCase(key)) !== "")).toBe(true);
  });

  test.each([
    ["by itself", { learningRate: rate }],
    ["with everything switched on", everything(rate)],
  ])("lowers the loss of a model %s, and the same twice", async (_, options) => {
    const run = async (): Promise<number[]> => {
      layers.setSeed(4);
      const model = layers.sequential([
        layers.dense(4, { inputShape: [3], activation: "tanh" }),
        layers.dense(1),
      ]);
      model.compile({ loss: "mse", optimizer: factory(options) });
      const x = { data: numbers(48), shape: [16, 3] };
      const { history } = await model.fit(x, numbers(16, 8), { epochs: 30, batchSize: 8, verbose: 0 });
      return history.loss;
    };
    const loss = await run();
    expect(loss.at(-1)).toBeLessThan(0.8 * (loss[0] as number));
    expect(await run()).toEqual(loss);
  });

  test("remembers what Keras's files hold, in their order", () => {
    const optimizer = factory();
    optimizer.build(layerOf());
    const at = snakeCase(optimizer.className);
    expect(optimizer.variables.map((v) => v.name)).toEqual(
      ["iteration", "learning_rate", ...slots].map((slot) => `${at}/${slot}`),
    );
    const all = factory(everything(layers.inverseTimeDecay(0.1, { decaySteps: 1, decayRate: 1 })));
    all.build(layerOf());
    expect(all.variables.map((v) => v.name)).toEqual(
      ["iteration", ...pairs("average", "gradient_accumulator"), ...slots].map((slot) => `mine/${slot}`),
    );
  });

  test("works in both dtypes, with everything switched on", () => {
    for (const { engine, dtype } of engines) {
      setEngine(engine);
      const weights = layerOf(dtype);
      const optimizer = factory(everything(rate));
      const step = jit((...gradients: Tensor[]) => optimizer.apply(gradients, weights));
      for (let i = 0; i < 6; i++) {
        step(tensor(numbers(6, i), { shape: [2, 3], dtype }), tensor(numbers(3, i + 9), { dtype }));
      }
      expect(weights.map((w) => w.dtype)).toEqual([dtype, dtype]);
      expect(optimizer.variables.slice(1).every((v) => v.dtype === dtype)).toBe(true);
      expect(weights.every((w) => [...w.data()].every(Number.isFinite))).toBe(true);
      expect([optimizer.iterations, step.traces]).toEqual([3, 1]);
    }
  });

  test("goes on from what was remembered with the same bits", () => {
    const start = (): {
      weights: ReturnType<typeof layerOf>;
      optimizer: Optimizer;
      step: (i: number) => void;
    } => {
      const weights = layerOf();
      const optimizer = factory(everything(rate));
      const run = jit((...gradients: Tensor[]) => optimizer.apply(gradients, weights));
      const step = (i: number): void => {
        run(tensor(numbers(6, i), { shape: [2, 3] }), tensor(numbers(3, i + 9)));
      };
      return { weights, optimizer, step };
    };
    const whole = start();
    for (let i = 0; i < 7; i++) whole.step(i);
    const [first, second] = [start(), start()];
    for (let i = 0; i < 3; i++) first.step(i);
    second.optimizer.build(second.weights);
    second.optimizer.setWeights(first.optimizer.getWeights());
    second.weights.forEach((w, i) => {
      w.assign(first.weights[i]?.value as Tensor);
    });
    for (let i = 3; i < 7; i++) second.step(i);
    expect(second.weights.map((w) => w.data())).toEqual(whole.weights.map((w) => w.data()));
    expect(second.optimizer.getWeights()).toEqual(whole.optimizer.getWeights());
  });

  test("changes its rate while it runs, without another program", () => {
    const optimizer = factory({ learningRate: 1e-12, weightDecay: 0 });
    const [kernel, bias] = layerOf() as [ReturnType<typeof variable>, ReturnType<typeof variable>];
    const step = jit((g: Tensor, h: Tensor) => optimizer.apply([g, h], [kernel, bias]));
    const run = (): unknown => step(tensor(numbers(6, 5), { shape: [2, 3] }), tensor([1, 1, 1]));
    const before = [...bias.data()];
    run();
    if (name !== "ftrl") expectClose(bias.value, { shape: [3], dtype: "", data: before }, 1e-6);
    optimizer.learningRate = 0.5;
    expect(optimizer.learningRate).toBe(0.5);
    const middle = [...bias.data()];
    run();
    expect(Math.abs((bias.data()[0] as number) - (middle[0] as number))).toBeGreaterThan(1e-6);
    expect(step.traces).toBe(1);
    expect(() => {
      optimizer.learningRate = -1;
    }).toThrow(/learningRate -1/);
  });

  test("leaves everything alone where it is told to", () => {
    const optimizer = factory(everything(rate));
    const weights = layerOf();
    const gradients = [tensor(numbers(6, 5), { shape: [2, 3] }), tensor([1, 2, 3])];
    optimizer.apply(gradients, weights);
    const before = [...weights, ...optimizer.variables].map((v) => [...v.data()]);
    optimizer.apply(
      gradients.map((g) => g.mul(Number.NaN)),
      weights,
      tensor(false),
    );
    expect([...weights, ...optimizer.variables].map((v) => [...v.data()])).toEqual(before);
  });

  test("belongs to one model", () => {
    const optimizer = factory();
    const w = variable(tensor([1]), { name: "w" });
    expect(() => optimizer.apply([tensor([1])])).toThrow(/apply received no weights/);
    optimizer.apply([tensor([1])], [w]);
    optimizer.apply([tensor([1])]);
    expect(optimizer.iterations).toBe(2);
    expect(() => optimizer.apply([tensor([1])], [variable(tensor([1]))])).toThrow(/make a new one/);
    expect(() => optimizer.apply([], [w])).toThrow(/received 0 gradients for 1 weights/);
  });

  test.each([...bad, ...refuses])("refuses %o", (options, message) => {
    expect(() => factory(options)).toThrow(message);
  });
});
