import * as layers from "@wellfit/layers";
import { describe, expect, test } from "vitest";
import * as callbacks from "../src/callbacks/all";
import { camelKeys, normalName } from "../src/common/names";
import { isConfigurableClass, withCustomObjects } from "../src/common/resolve";
import { resolveConstraint } from "../src/constraints/resolve-constraint";
import { resolveInitializer } from "../src/initializers/resolve-initializer";
import { resolveLayer } from "../src/layers/resolve-layer";
import { resolveLoss } from "../src/losses/resolve-loss";
import { resolveMetric } from "../src/metrics/resolve-metric";
import { resolveOptimizer } from "../src/optimizers/resolve-optimizer";
import { resolveRegularizer } from "../src/regularizers/resolve-regularizer";
import { resolveSchedule } from "../src/schedules/resolve-schedule";
import { asFiles } from "./support/as-files";
import { layerRows } from "./support/layer-rows/all";

type Config = Record<string, unknown>;
type Made = { getConfig(): Config };

/** What makes a thing of a family from its class and settings, and settings for those that need some. */
const families: {
  readonly name: string;
  readonly base: unknown;
  readonly make: (className: string, config: Config) => Made;
  readonly needs?: Readonly<Record<string, Config>>;
}[] = [
  {
    name: "loss",
    base: layers.Loss,
    make: (class_name, config) => resolveLoss({ class_name, config }, "test"),
  },
  {
    name: "metric",
    base: layers.Metric,
    make: (class_name, config) => {
      const named = resolveMetric({ class_name, config }, "test");
      // These two are of values, which a model does not have.
      if (class_name === "Mean") return layers.mean(camelKeys(config));
      if (class_name === "Sum") return layers.sum(camelKeys(config));
      return named.for([4, 3], [4, 3]);
    },
    needs: {
      PrecisionAtRecall: { recall: 0.5 },
      RecallAtPrecision: { precision: 0.5 },
      SensitivityAtSpecificity: { specificity: 0.5 },
      SpecificityAtSensitivity: { sensitivity: 0.5 },
      IoU: { num_classes: 3, target_class_ids: [0] },
      MeanIoU: { num_classes: 3 },
      MeanMetricWrapper: { fn: "mean_squared_error" },
      OneHotIoU: { num_classes: 3, target_class_ids: [0] },
      OneHotMeanIoU: { num_classes: 3 },
    },
  },
  {
    name: "optimizer",
    base: layers.Optimizer,
    make: (class_name, config) => resolveOptimizer({ class_name, config }, "test"),
  },
  {
    name: "schedule",
    base: layers.LearningRateSchedule,
    make: (class_name, config) => resolveSchedule({ class_name, config }, "test"),
    needs: {
      CosineDecay: { initial_learning_rate: 0.1, decay_steps: 10 },
      CosineDecayRestarts: { initial_learning_rate: 0.1, first_decay_steps: 10 },
      ExponentialDecay: { initial_learning_rate: 0.1, decay_steps: 10, decay_rate: 0.5 },
      InverseTimeDecay: { initial_learning_rate: 0.1, decay_steps: 10, decay_rate: 0.5 },
      PiecewiseConstantDecay: { boundaries: [5], values: [0.1, 0.01] },
      PolynomialDecay: { initial_learning_rate: 0.1, decay_steps: 10 },
    },
  },
  {
    name: "initializer",
    base: layers.Initializer,
    make: (class_name, config) => resolveInitializer({ class_name, config }, "test"),
    needs: { STFTInitializer: { side: "real" } },
  },
  {
    name: "regularizer",
    base: layers.Regularizer,
    make: (class_name, config) => resolveRegularizer({ class_name, config }, "test") as Made,
  },
  {
    name: "constraint",
    base: layers.Constraint,
    make: (class_name, config) => resolveConstraint({ class_name, config }, "test") as Made,
  },
];

const isOf = (base: unknown, value: unknown): boolean =>
  typeof value === "function" && value.prototype instanceof (base as new () => object);

/** The classes of a family that files can name. */
const classesOf = (base: unknown): string[] =>
  Object.values(layers)
    .filter((value) => isConfigurableClass(value) && isOf(base, value) && Object.hasOwn(value, "className"))
    .map((value) => (value as unknown as { className: string }).className);

const BAD: readonly unknown[] = [
  -1,
  1.3,
  -7.5,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  "nonsense",
  [],
  {},
  [-3],
];

/** An error that helps: it says what was received or expected, and is not what the JavaScript engine says by itself. */
function expectHelp(error: unknown, about: string): void {
  expect(error, about).toBeInstanceOf(Error);
  const { message } = error as Error;
  expect(message, about).toMatch(/received|expected/);
  expect(message, about).not.toMatch(
    /Cannot read|is not a function|not iterable|undefined is not|Maximum call|Invalid array length|NaN\]/,
  );
}

function walk(make: (config: Config) => Made, good: Config): void {
  for (const [key, value] of Object.entries(good)) {
    for (const bad of BAD) {
      const about = `${key}: ${Number.isNaN(bad) ? "NaN" : JSON.stringify(bad)} in place of ${JSON.stringify(value)}`;
      let made: Made | undefined;
      try {
        made = make({ ...good, [key]: bad });
      } catch (error) {
        expectHelp(error, about);
      }
      // What takes a number takes no text, and nothing takes what is no number at all.
      if (typeof value === "number" && (Number.isNaN(bad) || bad === "nonsense")) {
        expect(made, about).toBeUndefined();
      }
    }
  }
  expect(() => make({ ...good, unheard_of: 1 })).toThrow(/unheardOf|unheard_of/);
}

describe.each(families)("$name", ({ base, make, needs = {} }) => {
  test.each(classesOf(base))("%s takes good settings and says what is wrong with bad ones", (className) => {
    asFiles(() => {
      const good = make(className, needs[className] ?? {}).getConfig();
      walk((config) => make(className, config), good);
    });
  });

  test("a name that does not exist is answered with those that do", () => {
    expect(() => make("Nonsense", {})).toThrow(/received "Nonsense".*expected an? .*one of/);
  });
});

describe("layer", () => {
  test.each(Object.entries(layerRows))(
    "%s takes good settings and says what is wrong with bad ones",
    (className, row) => {
      const good = JSON.parse(JSON.stringify(row.make({}).getConfig())) as Config;
      const make = (config: Config): Made =>
        withCustomObjects(row.customObjects, () => resolveLayer({ class_name: className, config }, "test"));
      walk(make, good);
    },
  );
});

/** Exports that make no layer, loss or their like. A new one is named here when another test checks it. */
const HELPERS = [
  "NonFiniteError",
  "LayerNode",
  "SymbolicTensor",
  "activations",
  "addGradientNoise",
  "augmentBatches",
  "chain",
  "clipByGlobalNorm",
  "clipByNorm",
  "clipByValue",
  "defineLayer",
  "forwardPass",
  "fromSafetensors",
  "functional",
  "identityLayer",
  "input",
  "l1l2",
  "loadModel",
  "mae",
  "mape",
  "maskOf",
  "modelFromBytes",
  "modelFromJson",
  "modelFromKeras",
  "modelToBytes",
  "modelToH5",
  "modelToKeras",
  "mse",
  "msle",
  "noisyLabels",
  "noisyTargets",
  "perWeight",
  "sequential",
  "setSeed",
  "slotOf",
  "textbookL2Factor",
  "toSafetensors",
  "version",
  "weightsToH5",
  "weightsToSafetensors",
];

test("every export is a class of a family, makes one, is a callback, or is named here", () => {
  const bases = [layers.Layer, ...families.map(({ base }) => base)];
  const made = new Set(
    Object.values(layers)
      .filter((value) => isConfigurableClass(value) && bases.some((base) => isOf(base, value)))
      .map((value) => normalName((value as unknown as { className: string }).className)),
  );
  const strange = Object.entries(layers).flatMap(([name, value]) => {
    const known =
      bases.some((base) => value === base || isOf(base, value)) ||
      made.has(normalName(name)) ||
      // Metrics that share a loss's name end in Metric.
      made.has(normalName(name.replace(/Metric$/, ""))) ||
      // Parts of optimizers, which have tests of their own.
      /^scaleBy[A-Z]/.test(name) ||
      name in callbacks ||
      HELPERS.includes(name) ||
      name in layers.activations;
    return known ? [] : [name];
  });
  expect(strange.sort()).toEqual([]);
});
