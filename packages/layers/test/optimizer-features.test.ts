import { jit, type Tensor, tensor, topological, type Variable, variable } from "@wellfit/core";
import * as layers from "@wellfit/layers";
import { describe, expect, test } from "vitest";
import { numbers } from "./support/data";
import { expectClose } from "./support/goldens";

const { sgd } = layers;
const named = (values: number[], name = "w"): Variable => variable(tensor(values), { name });
const close = (value: Variable, data: number[], tolerance = 1e-6): void =>
  expectClose(value.value, { shape: [data.length], dtype: "", data }, tolerance);

test("clipping is done by norm, then by the norm of all, then by value", () => {
  const [a, b] = [named([0, 0], "a"), named([0], "b")];
  const optimizer = sgd({ learningRate: 1, clipNorm: 5, globalClipNorm: Math.sqrt(2), clipValue: 0.7 });
  optimizer.apply([tensor([30, 40]), tensor([-50])], [a, b]);
  // [3, 4] and [-5] after the first, then 0.2 of that, then at most 0.7.
  close(a, [-0.6, -0.7]);
  close(b, [0.7]);
});

describe("weight decay", () => {
  const decayed = (
    options: layers.OptimizerOptions,
    change?: (o: layers.Optimizer, w: Variable[]) => void,
  ) => {
    const weights = [named([1], "dense/kernel"), named([1], "dense/bias"), named([1], "norm/gamma")];
    const optimizer = sgd({ learningRate: 0.5, weightDecay: 0.2, ...options });
    change?.(optimizer, weights);
    optimizer.apply([tensor([0]), tensor([0]), tensor([0])], weights);
    return weights.map((w) => Math.round(w.value.item() * 1e4) / 1e4);
  };

  test("leaves out the weights that are excluded, by option or by method", () => {
    expect(decayed({})).toEqual([0.9, 0.9, 0.9]);
    expect(decayed({ excludeFromWeightDecay: ["bias", "gam+a"] })).toEqual([0.9, 1, 1]);
    expect(decayed({ excludeFromWeightDecay: { varNames: ["^dense/"] } })).toEqual([1, 1, 0.9]);
    expect(decayed({ excludeFromWeightDecay: ["^bias$"] })).toEqual([0.9, 1, 0.9]);
    expect(decayed({}, (o) => o.excludeFromWeightDecay({ varNames: ["bias"] }))).toEqual([0.9, 1, 0.9]);
    const third = (o: layers.Optimizer, w: Variable[]): void =>
      o.excludeFromWeightDecay({ variables: [w[2] as Variable] });
    expect(decayed({}, third)).toEqual([0.9, 0.9, 1]);
    expect(decayed({ excludeFromWeightDecay: ["bias"] }, third)).toEqual([0.9, 0.9, 1]);
  });

  test("says so when it is too late, or what is excluded is not there", () => {
    const optimizer = sgd({ weightDecay: 0.1 });
    optimizer.apply([tensor([1])], [named([1])]);
    expect(() => optimizer.excludeFromWeightDecay({ varNames: ["w"] })).toThrow(
      /after the first step, expected before/,
    );
    expect(() => sgd().excludeFromWeightDecay({ names: ["w"] } as never)).toThrow(/unknown option "names"/);
    expect(() => sgd().excludeFromWeightDecay({ variables: ["w"] as never })).toThrow(
      /expected an array of variables/,
    );
  });
});

describe("gradient accumulation", () => {
  test("takes one step with the mean, and remembers in between", () => {
    const [plain, parts] = [named([1, 2]), named([1, 2])];
    const whole = layers.adam({ learningRate: 0.1, clipNorm: 1, weightDecay: 0.1 });
    const thirds = layers.adam({
      learningRate: 0.1,
      clipNorm: 1,
      weightDecay: 0.1,
      gradientAccumulationSteps: 3,
    });
    const step = jit((g: Tensor) => thirds.apply([g], [parts]));
    for (let round = 0; round < 4; round++) {
      const gradients = [0, 1, 2].map((i) => tensor(numbers(2, 3 * round + i)));
      const before = parts.data();
      gradients.forEach((g, i) => {
        expect(parts.data()).toEqual(before);
        step(g);
        expect(thirds.iterations).toBe(round + (i === 2 ? 1 : 0));
      });
      const [a, b, c] = gradients as [Tensor, Tensor, Tensor];
      whole.apply([a.add(b).add(c).div(3)], [plain]);
      close(parts, [...plain.data()]);
    }
    expect(thirds.variables.map((v) => v.name)).toEqual(
      ["iteration", "learning_rate", "w_gradient_accumulator", "w_momentum", "w_velocity"].map(
        (n) => `adam/${n}`,
      ),
    );
    // Nothing is left over after a step.
    expect([...(thirds.variables[2] as Variable).data()]).toEqual([0, 0]);
    expect(step.traces).toBe(1);
  });

  test("asks schedules with the number of batches, as Keras does", () => {
    const w = named([0]);
    const learningRate = layers.piecewiseConstantDecay([1, 2], [0.1, 0.2, 0.4]);
    const optimizer = sgd({ learningRate, gradientAccumulationSteps: 2 });
    for (let i = 0; i < 4; i++) optimizer.apply([tensor([1])], [w]);
    close(w, [-0.1 - 0.4]);
  });

  test("in fit equals larger batches", async () => {
    const run = async (batchSize: number, gradientAccumulationSteps?: number): Promise<number[]> => {
      layers.setSeed(3);
      const model = layers.sequential([
        layers.dense(3, { inputShape: [2], activation: "tanh" }),
        layers.dense(1),
      ]);
      const options = gradientAccumulationSteps === undefined ? {} : { gradientAccumulationSteps };
      model.compile({ loss: "mse", optimizer: sgd({ learningRate: 0.1, momentum: 0.9, ...options }) });
      const x = { data: numbers(32), shape: [16, 2] };
      await model.fit(x, numbers(16, 4), { epochs: 5, batchSize, shuffle: false, verbose: 0 });
      return model.getWeights().flatMap((w) => [...(w.data as Float32Array)]);
    };
    const [whole, parts] = [await run(8), await run(4, 2)];
    parts.forEach((w, i) => {
      expect(Math.abs(w - (whole[i] as number))).toBeLessThan(1e-5);
    });
  });
});

describe("running means", () => {
  test("follow Keras's rule, with accumulation too", () => {
    // Plain numbers: the mean moves at every batch, is the weight itself while no step was taken, and overwrites by steps.
    const [momentum, frequency, every, rate] = [0.8, 2, 2, 0.5];
    let [w, mean, sum] = [1, 0, 0];
    const weight = named([1]);
    const optimizer = sgd({
      learningRate: rate,
      useEma: true,
      emaMomentum: momentum,
      emaOverwriteFrequency: frequency,
      gradientAccumulationSteps: every,
    });
    for (let batch = 0; batch < 10; batch++) {
      const g = Math.sin(batch) + 1;
      sum += g;
      if ((batch + 1) % every === 0) [w, sum] = [w - (rate * sum) / every, 0];
      const steps = Math.floor(batch / every);
      const kept = steps === 0 ? 0 : momentum;
      mean = kept * mean + (1 - kept) * w;
      if ((steps + 1) % frequency === 0) w = mean;
      optimizer.apply([tensor([g])], [weight]);
      close(weight, [w]);
      close(optimizer.averages[0] as Variable, [mean]);
    }
  });

  test("are what a model has after fit", async () => {
    layers.setSeed(1);
    const model = layers.sequential([layers.dense(1, { inputShape: [2] })]);
    const optimizer = sgd({ learningRate: 0.1, useEma: true, emaMomentum: 0.9 });
    model.compile({ loss: "mse", optimizer });
    const inTraining: number[][] = [];
    await model.fit({ data: numbers(8), shape: [4, 2] }, numbers(4, 3), {
      epochs: 4,
      verbose: 0,
      callbacks: [{ onEpochEnd: () => void inTraining.push([...(model.weights[0] as Variable).data()]) }],
    });
    const kernel = [...(model.weights[0] as Variable).data()];
    expect(kernel).toEqual([...(optimizer.averages[0] as Variable).data()]);
    expect(kernel).not.toEqual(inTraining.at(-1));
  });

  test("can be put in place by hand once there are some", () => {
    const optimizer = sgd({ learningRate: 1, useEma: true, emaMomentum: 0.5 });
    expect(() => optimizer.finalizeVariableValues()).toThrow(/finalizeVariableValues was called before/);
    sgd().finalizeVariableValues();
    const w = named([0]);
    for (let i = 0; i < 2; i++) optimizer.apply([tensor([-1])], [w]);
    close(w, [2]);
    optimizer.finalizeVariableValues();
    close(w, [1.5]);
  });
});

describe("noise on gradients", () => {
  /** What a step of length 1 moved by: the noise alone. */
  const noises = (options: layers.GradientNoiseOptions, steps: number, size = 20_000): number[][] => {
    const w = named(new Array<number>(size).fill(0));
    const optimizer = sgd({ learningRate: 1, gradientNoise: options });
    const step = jit((g: Tensor) => optimizer.apply([g], [w]));
    const zero = tensor(new Float32Array(size));
    let before = w.data();
    return Array.from({ length: steps }, () => {
      step(zero);
      const after = w.data();
      const moved = [...after].map((x, i) => (before[i] as number) - x);
      before = after;
      return moved;
    });
  };
  const moments = (x: number[]): [mean: number, sd: number] => {
    const mean = x.reduce((a, b) => a + b, 0) / x.length;
    return [mean, Math.sqrt(x.reduce((sum, v) => sum + (v - mean) ** 2, 0) / x.length)];
  };

  test("is normal, and its variance falls as the paper says", () => {
    for (const [decay, given] of [
      [0.55, {}],
      [2, { decay: 2 }],
      [0, { decay: 0 }],
    ] as const) {
      const all = noises({ stddev: 0.3, seed: 5, ...given }, 4);
      all.forEach((noise, t) => {
        const want = Math.sqrt(0.3 ** 2 / (1 + t) ** decay);
        const [mean, sd] = moments(noise);
        expect(Math.abs(mean)).toBeLessThan(0.03 * want);
        expect(Math.abs(sd / want - 1)).toBeLessThan(0.02);
      });
    }
  });

  test("differs by step, by weight and by seed, and repeats with the seed", () => {
    const draw = (seed: number): number[][] => noises({ stddev: 1, decay: 0, seed }, 3, 5);
    expect(draw(1)).toEqual(draw(1));
    const all = [...draw(1), ...draw(2)].flat().map((x) => x.toFixed(4));
    expect(new Set(all).size).toBe(all.length);
    const [a, b] = [named([0, 0, 0], "a"), named([0, 0, 0], "b")];
    sgd({ gradientNoise: { stddev: 1, seed: 1 } }).apply([tensor([0, 0, 0]), tensor([0, 0, 0])], [a, b]);
    expect([...a.data()]).not.toEqual([...b.data()]);
  });

  test("without a seed of its own follows setSeed", () => {
    const draw = (): number[][] => {
      layers.setSeed(9);
      return noises({ stddev: 1 }, 2, 4);
    };
    expect(draw()).toEqual(draw());
  });

  test("is added after clipping, so its size is what was asked for", () => {
    const w = named(new Array<number>(1000).fill(0));
    const optimizer = sgd({
      learningRate: 1,
      clipValue: 1e-3,
      clipNorm: 1e-3,
      gradientNoise: { stddev: 1, seed: 2 },
    });
    optimizer.apply([tensor(new Array<number>(1000).fill(50))], [w]);
    expect(moments([...w.data()])[1]).toBeGreaterThan(0.9);
  });
});

test("a scaled loss takes the same steps", () => {
  const run = (options: layers.OptimizerOptions): number[] => {
    const w = named([1, 2]);
    const optimizer = layers.adam({ learningRate: 0.1, ...options });
    const scale = optimizer.scaleLoss(tensor(1)).item();
    expect(scale).toBe(options.lossScaleFactor ?? 1);
    for (let i = 0; i < 3; i++) optimizer.apply([w.value.mul(2 * scale)], [w]);
    return [...w.data()];
  };
  expect(run({ lossScaleFactor: 1024 })).toEqual(run({}));
});

test("constraints come after the step and the mean, each for its weight", () => {
  const [a, b] = [named([1], "a"), named([1], "b")];
  const optimizer = sgd({ learningRate: 1, useEma: true });
  optimizer.apply([tensor([5]), tensor([5])], [a, b], undefined, [(w) => w.maximum(0)]);
  expect([a.value.item(), b.value.item()]).toEqual([0, -4]);
  expect(optimizer.averages.map((v) => v.value.item())).toEqual([-4, -4]);
  optimizer.apply([tensor([5]), tensor([5])], [a, b], tensor(false), [(w) => w.add(9)]);
  expect([a.value.item(), b.value.item()]).toEqual([0, -4]);
});

test("what is off adds nothing to the program", () => {
  /** The operations of a step, in order. */
  const operations = (options: layers.OptimizerOptions): string[] => {
    const w = named([1, 2]);
    const optimizer = sgd({ learningRate: 0.1, ...options });
    const { updates, outputs } = jit((g: Tensor) => optimizer.apply([g], [w])).program(tensor([1, 1]));
    return topological([...outputs, ...updates.map(({ value }) => value)]).map((node) => node.op);
  };
  const plain = operations({});
  const work = plain.filter((op) => !["input", "state", "const", "constant", "broadcastTo"].includes(op));
  expect(work.sort()).toEqual(["add", "mul", "sub"]);
  const off = { weightDecay: 0, emaMomentum: 0.5, emaOverwriteFrequency: 5, excludeFromWeightDecay: ["w"] };
  expect(operations(off)).toEqual(plain);
  expect(operations({ gradientNoise: { stddev: 0 } })).toEqual(plain);
  for (const on of [
    { useEma: true },
    { gradientAccumulationSteps: 2 },
    { clipNorm: 1 },
    { lossScaleFactor: 2 },
  ]) {
    expect(operations(on).length).toBeGreaterThan(plain.length);
  }
});

describe("transforms", () => {
  const entries: Record<string, layers.GradientTransform> = {
    addGradientNoise: layers.addGradientNoise({ stddev: 0.1, seed: 1 }),
    clipByGlobalNorm: layers.clipByGlobalNorm(1),
    clipByNorm: layers.clipByNorm(1),
    clipByValue: layers.clipByValue(1),
    scaleByAdadelta: layers.scaleByAdadelta({ rho: 0.9, epsilon: 1e-7 }),
    scaleByAdafactor: layers.scaleByAdafactor({
      beta2Decay: -0.8,
      epsilon1: 1e-30,
      epsilon2: 1e-3,
      clipThreshold: 1,
    }),
    scaleByAdagrad: layers.scaleByAdagrad({ initialAccumulatorValue: 0.1, epsilon: 1e-7 }),
    scaleByAdam: layers.scaleByAdam({ beta1: 0.9, beta2: 0.99, epsilon: 1e-7, amsgrad: true }),
    scaleByAdamax: layers.scaleByAdamax({ beta1: 0.9, beta2: 0.99, epsilon: 1e-7 }),
    scaleByFtrl: layers.scaleByFtrl({
      learningRatePower: -0.4,
      initialAccumulatorValue: 0.1,
      l1RegularizationStrength: 0.1,
      l2RegularizationStrength: 0.1,
      l2ShrinkageRegularizationStrength: 0.1,
      beta: 0.1,
    }),
    scaleByLamb: layers.scaleByLamb({ beta1: 0.9, beta2: 0.99, epsilon: 1e-7 }),
    scaleByLion: layers.scaleByLion({ beta1: 0.9, beta2: 0.99 }),
    scaleByMomentum: layers.scaleByMomentum(0.9, true),
    scaleByMuon: layers.scaleByMuon({
      usesAdam: ({ shape }) => shape.length !== 2,
      momentum: 0.9,
      nesterov: true,
      newtonSchulz: { coefficients: [3.4445, -4.775, 2.0315], steps: 5 },
      rmsRate: 0.2,
      adamBeta1: 0.9,
      adamBeta2: 0.999,
      epsilon: 1e-7,
      adamLrRatio: 1,
    }),
    scaleByNadam: layers.scaleByNadam({ beta1: 0.9, beta2: 0.99, epsilon: 1e-7 }),
    scaleByRms: layers.scaleByRms({ rho: 0.9, momentum: 0.5, epsilon: 1e-7, centered: true }),
  };

  test("are all here", () => {
    const exported = Object.keys(layers).filter((name) => /^(scaleBy|clipBy|addGradient)/.test(name));
    expect(exported.sort()).toEqual(Object.keys(entries).sort());
  });

  test.each(Object.entries(entries))(
    "%s works by itself and in chains, and keeps no secrets",
    (_, transform) => {
      class Mine extends layers.Optimizer {
        static readonly className: string = "Mine";
      }
      const make = (use: layers.GradientTransform) => {
        const weights = [
          variable(tensor(numbers(6), { shape: [3, 2] }), { name: "a" }),
          named([...numbers(2, 4)], "b"),
        ];
        const optimizer = new Mine("mine", { learningRate: 0.1 }, use);
        const step = jit((...gradients: Tensor[]) => optimizer.apply(gradients, weights));
        for (let i = 0; i < 3; i++) step(tensor(numbers(6, i), { shape: [3, 2] }), tensor(numbers(2, i + 5)));
        return weights.map((w): number[] => [...w.data()]);
      };
      const alone = make(transform);
      expect(alone.flat().every(Number.isFinite)).toBe(true);
      expect(alone.flat()).not.toEqual([...numbers(6), ...numbers(2, 4)].map(Math.fround));
      // Neighbours that change nothing and have slots or none, so that slots are handed out rightly.
      const idle: layers.GradientTransform = {
        init: (parameters) => parameters.map((p) => layers.slotOf(p, "idle", 3)),
        update: (gradients, slots) => ({ gradients, slots }),
      };
      expect(make(layers.chain(idle, layers.clipByNorm(1e6), transform, idle))).toEqual(alone);
      // A transform that was used for other weights before starts anew.
      expect(make(transform)).toEqual(alone);
    },
  );
});
