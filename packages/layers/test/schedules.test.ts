import { jit, type Tensor, tensor, variable } from "@wellfit/core";
import * as layers from "@wellfit/layers";
import { describe, expect, test } from "vitest";
import { resolveSchedule } from "../src/schedules/resolve-schedule";

interface Entry {
  readonly make: () => layers.LearningRateSchedule;
  /** The config as Keras writes it. */
  readonly config: Record<string, unknown>;
  /** The rate by plain numbers, from Keras's formula. */
  readonly at: (step: number) => number;
  /** Bad calls. */
  readonly refuses: readonly (readonly [call: () => unknown, message: RegExp])[];
}

/** A row for each schedule that is exported; the first test says so when one is missing. */
const entries: Record<string, Entry> = {
  ExponentialDecay: {
    make: () => layers.exponentialDecay(0.1, { decaySteps: 4, decayRate: 0.5, staircase: true }),
    config: {
      initial_learning_rate: 0.1,
      decay_steps: 4,
      decay_rate: 0.5,
      staircase: true,
      name: "ExponentialDecay",
    },
    at: (step) => 0.1 * 0.5 ** Math.floor(step / 4),
    refuses: [
      [
        () => layers.exponentialDecay(-0.1, { decaySteps: 4, decayRate: 0.5 }),
        /exponentialDecay: received initialLearningRate -0.1, expected a number at least 0/,
      ],
      [
        () => layers.exponentialDecay(0.1, { decaySteps: 0, decayRate: 0.5 }),
        /decaySteps 0, expected a number above 0/,
      ],
      [() => layers.exponentialDecay(0.1, { decaySteps: 1 } as never), /decayRate undefined/],
      [
        () => layers.exponentialDecay(0.1, { decaySteps: 1, decayRates: 1 } as never),
        /unknown option "decayRates" \(did you mean "decayRate"\?\)/,
      ],
    ],
  },
  InverseTimeDecay: {
    make: () => layers.inverseTimeDecay(0.2, { decaySteps: 3, decayRate: 2 }),
    config: {
      initial_learning_rate: 0.2,
      decay_steps: 3,
      decay_rate: 2,
      staircase: false,
      name: "InverseTimeDecay",
    },
    at: (step) => 0.2 / (1 + (2 * step) / 3),
    refuses: [[() => layers.inverseTimeDecay(0.1, { decaySteps: 3, decayRate: -1 }), /decayRate -1/]],
  },
  PolynomialDecay: {
    make: () => layers.polynomialDecay(0.1, { decaySteps: 6, endLearningRate: 0.01, power: 2, cycle: true }),
    config: {
      initial_learning_rate: 0.1,
      decay_steps: 6,
      end_learning_rate: 0.01,
      power: 2,
      cycle: true,
      name: "PolynomialDecay",
    },
    at: (step) => {
      const length = 6 * (step === 0 ? 1 : Math.ceil(step / 6));
      return (0.1 - 0.01) * (1 - step / length) ** 2 + 0.01;
    },
    refuses: [[() => layers.polynomialDecay(0.1, { decaySteps: 3, power: 0 }), /power 0/]],
  },
  PiecewiseConstantDecay: {
    make: () => layers.piecewiseConstantDecay([2, 5, 6], [0.1, 0.05, 0.2, 0.01]),
    config: { boundaries: [2, 5, 6], values: [0.1, 0.05, 0.2, 0.01], name: "PiecewiseConstant" },
    at: (step) => (step <= 2 ? 0.1 : step <= 5 ? 0.05 : step <= 6 ? 0.2 : 0.01),
    refuses: [
      [
        () => layers.piecewiseConstantDecay([2], [0.1]),
        /boundaries \[2\] and values \[0.1\], expected two arrays/,
      ],
      [
        () => layers.piecewiseConstantDecay([2, 2], [1, 2, 3]),
        /boundaries\[1\] 2, expected a number above 2/,
      ],
      [() => layers.piecewiseConstantDecay([2], [1, -2]), /values\[1\] -2/],
    ],
  },
  CosineDecay: {
    make: () => layers.cosineDecay(0.02, { decaySteps: 7, alpha: 0.1, warmupTarget: 0.3, warmupSteps: 4 }),
    config: {
      initial_learning_rate: 0.02,
      decay_steps: 7,
      alpha: 0.1,
      name: "CosineDecay",
      warmup_target: 0.3,
      warmup_steps: 4,
    },
    at: (step) => {
      if (step < 4) return 0.02 + ((0.3 - 0.02) * step) / 4;
      const done = (Math.min(step, 11) - 4) / 7;
      return 0.3 * (0.9 * 0.5 * (1 + Math.cos(Math.PI * done)) + 0.1);
    },
    refuses: [
      [() => layers.cosineDecay(0.1, { decaySteps: 3, alpha: 1.3 }), /alpha 1.3/],
      [() => layers.cosineDecay(0.1, { decaySteps: 3, warmupSteps: 2 }), /warmupSteps 2 and no warmupTarget/],
    ],
  },
  CosineDecayRestarts: {
    make: () => layers.cosineDecayRestarts(0.1, { firstDecaySteps: 3, tMul: 2, mMul: 0.5, alpha: 0.05 }),
    config: {
      initial_learning_rate: 0.1,
      first_decay_steps: 3,
      t_mul: 2,
      m_mul: 0.5,
      alpha: 0.05,
      name: "SGDRDecay",
    },
    at: (step) => {
      let [begin, length, height] = [0, 3, 1];
      while (step >= begin + length) [begin, length, height] = [begin + length, length * 2, height * 0.5];
      return 0.1 * (0.95 * 0.5 * height * (1 + Math.cos((Math.PI * (step - begin)) / length)) + 0.05);
    },
    refuses: [[() => layers.cosineDecayRestarts(0.1, { firstDecaySteps: 3, tMul: 0.5 }), /tMul 0.5/]],
  },
};

test("every schedule is here", () => {
  const classes = Object.entries(layers).filter(
    ([, v]) => typeof v === "function" && v.prototype instanceof layers.LearningRateSchedule,
  );
  expect(classes.map(([name]) => name).sort()).toEqual(Object.keys(entries).sort());
});

describe.each(Object.entries(entries))("%s", (className, { make, config, at, refuses }) => {
  test("has Keras's numbers, in both dtypes and in a program", () => {
    const schedule = make();
    const call = jit((step: Tensor) => schedule.call(step));
    for (let step = 0; step < 70; step++) {
      const want = at(step);
      expect(Math.abs(schedule.call(tensor(step, { dtype: "float64" })).item() - want)).toBeLessThan(1e-13);
      expect(Math.abs(call(tensor(step, { dtype: "int32" })).item() - want)).toBeLessThan(3e-7 * 0.3);
    }
    expect(call.traces).toBe(1);
    expect(schedule.call(5).dtype).toBe("float32");
  });

  test("comes back from its config, which is Keras's", () => {
    const schedule = make();
    expect(schedule.getConfig()).toEqual(config);
    const again = resolveSchedule(
      { class_name: className, config: JSON.parse(JSON.stringify(config)) },
      "test",
    );
    expect(again.constructor).toBe(schedule.constructor);
    expect(again.getConfig()).toEqual(config);
  });

  test("is what an optimizer's rate reads, and cannot be set", () => {
    const optimizer = layers.sgd({ learningRate: make() });
    expect(optimizer.learningRate).toBeCloseTo(at(0), 7);
    const w = variable(tensor([0]), { name: "w" });
    let expected = 0;
    for (let step = 0; step < 9; step++) {
      optimizer.apply([tensor([1])], [w]);
      expected -= at(step);
      expect(w.value.item()).toBeCloseTo(expected, 5);
      expect(optimizer.learningRate).toBeCloseTo(at(step + 1), 7);
    }
    expect(() => {
      optimizer.learningRate = 0.1;
    }).toThrow(
      new RegExp(`follows the schedule ${className} and cannot be set; make the optimizer with a number`),
    );
    expect(optimizer.variables.map((v) => v.name)).toEqual(["sgd/iteration"]);
  });

  test("goes round with a model", () => {
    const model = layers.sequential([layers.dense(1, { inputShape: [2] })]);
    model.compile({ loss: "mse", optimizer: layers.adam({ learningRate: make() }) });
    const copy = layers.modelFromJson(JSON.stringify(model));
    expect(JSON.stringify(copy)).toBe(JSON.stringify(model));
    const written = (copy.toJSON().compile_config as { optimizer: { config: Record<string, unknown> } })
      .optimizer;
    expect(written.config.learning_rate).toEqual({
      module: "keras.optimizers.schedules",
      class_name: className,
      config,
      registered_name: null,
    });
  });

  test.each(refuses)("refuses %s", (call, message) => {
    expect(call).toThrow(message);
  });
});

test("a schedule of one's own", () => {
  class Halving extends layers.LearningRateSchedule {
    static readonly className: string = "Halving";
    protected override at(step: Tensor): Tensor {
      return step.mul(-Math.LN2).exp();
    }
    override getConfig(): Record<string, unknown> {
      return {};
    }
  }
  const model = layers.sequential([layers.dense(1, { inputShape: [2] })]);
  model.compile({ loss: "mse", optimizer: layers.sgd({ learningRate: new Halving() }) });
  const text = JSON.stringify(model);
  expect(layers.modelFromJson(text, { customObjects: { Halving } }).optimizer.schedule).toBeInstanceOf(
    Halving,
  );
  expect(() => layers.modelFromJson(text)).toThrow(
    /learningRate: received "Halving".*expected a learning-rate schedule/,
  );
});

test("a step is a scalar, and a rate that is a number stays one", () => {
  expect(() => entries.ExponentialDecay?.make().call([1, 2])).toThrow(/expected a number or a scalar tensor/);
  const optimizer = layers.sgd();
  expect(() => {
    optimizer.learningRate = layers.inverseTimeDecay(1, { decaySteps: 1, decayRate: 1 });
  }).toThrow(
    /received the schedule InverseTimeDecay as learningRate, expected a number; make a new optimizer/,
  );
});
