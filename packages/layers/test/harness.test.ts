import { gradients, setEngine, type Tensor, tensor } from "@wellfit/core";
import * as layers from "@wellfit/layers";
import { describe, expect, test } from "vitest";
import { withCustomObjects } from "../src/common/resolve";
import { layerClasses } from "../src/layers/classes";
import { resolveLayer } from "../src/layers/resolve-layer";
import { flattenTensors } from "../src/layers/tensors";
import { numbers } from "./support/data";
import { restoreEngine } from "./support/goldens";
import { layerRows } from "./support/layer-rows/all";
import type { LayerRow } from "./support/layer-rows/row";

restoreEngine();

const classes = Object.values(layers).filter(
  (v) =>
    typeof v === "function" &&
    v.prototype instanceof layers.Layer &&
    !(v.prototype instanceof layers.Model) &&
    Object.hasOwn(v, "className"),
) as unknown as { className: string }[];

test("every exported layer has a row", () => {
  expect(classes.map((c) => c.className).sort()).toEqual(Object.keys(layerRows).sort());
});

test("every exported layer can be named by a file: it stands in src/layers/classes.ts", () => {
  expect(
    layerClasses()
      .map((c) => c.className)
      .sort(),
  ).toEqual(classes.map((c) => c.className).sort());
});

const ROWS = 4;

type Shape = readonly number[];

const shapesOf = ({ input }: LayerRow): readonly Shape[] =>
  (Array.isArray(input[0]) ? input : [input]) as readonly Shape[];
const isMany = ({ input }: LayerRow): boolean => Array.isArray(input[0]);

/** Data for each input: `rows` rows of it. */
const dataOf = (row: LayerRow, rows = ROWS, seed = 5): Float32Array[] =>
  shapesOf(row).map((shape, i) => {
    const made = numbers(
      shape.reduce((a, b) => a * b, rows),
      seed + i,
    );
    const { classes: count } = row;
    return count === undefined ? made : made.map((x) => Math.floor(((x + 1) / 2) * count * 0.999));
  });

const inputsOf = (row: LayerRow, data: readonly (Float32Array | Float64Array)[], rows = ROWS): Tensor[] =>
  data.map((one, i) => tensor(one, { shape: [rows, ...(shapesOf(row)[i] as Shape)] }));

const asArgument = <T>(row: LayerRow, list: readonly T[]): T | readonly T[] =>
  isMany(row) ? list : (list[0] as T);

const batchShapes = (row: LayerRow, rows: number | null): layers.Shapes =>
  asArgument(
    row,
    shapesOf(row).map((shape) => [rows, ...shape]),
  ) as layers.Shapes;

const apply = (row: LayerRow, layer: layers.Layer, inputs: readonly Tensor[], training = true): Tensor[] =>
  flattenTensors(
    layer.apply(asArgument(row, inputs) as Tensor, { ...row.call, training }) as layers.Tensors,
  ) as Tensor[];

const listOf = (shapes: layers.OutputShapes): readonly layers.BatchShape[] =>
  (Array.isArray(shapes) ? (Array.isArray(shapes[0]) ? shapes : [shapes]) : Object.values(shapes)) as never;

describe.each(Object.entries(layerRows))("%s", (className, row) => {
  const { make, learns, classes: count, smooth = true, outside = false } = row;

  test("gives the shape that it says, in both dtypes", () => {
    if (outside) return;
    for (const dtype of ["float32", "float64"] as const) {
      const layer = make({ dtype });
      const ys = apply(row, layer, inputsOf(row, dataOf(row)));
      expect(layer.built).toBe(true);
      expect(ys.map((y) => [...y.shape])).toEqual(
        listOf(layer.computeOutputShape(batchShapes(row, ROWS), row.call)).map((s) => [...s]),
      );
      for (const shape of listOf(layer.computeOutputShape(batchShapes(row, null), row.call))) {
        expect(shape[0]).toBeNull();
      }
      for (const y of ys) {
        expect(y.dtype).toBe(row.gives ?? dtype);
        expect([...y.data()].every(Number.isFinite)).toBe(true);
      }
    }
  });

  test("has the gradient that differences have", () => {
    setEngine("reference");
    if (outside) return;
    const layer = make({ dtype: "float64" });
    const data = dataOf(row).map((x) => Float64Array.from(x));
    const weigh = apply(row, layer, inputsOf(row, data)).map((y, i) =>
      tensor(Float64Array.from(numbers(y.size, 9 + i))),
    );
    const f = (inputs: readonly Tensor[]): Tensor => {
      const pass = layers.forwardPass(true, 3);
      const ys = flattenTensors(layer.run(asArgument(row, inputs) as Tensor, pass, row.call));
      const parts = ys.map((y, i) =>
        y
          .flatten()
          .mul(weigh[i] as Tensor)
          .sum(),
      );
      return [...parts, ...layer.regularizationLosses(), ...pass.losses].reduce((sum, p) => sum.add(p));
    };
    if (row.gives !== undefined) return;
    const at = inputsOf(row, data);
    const wanted = count === undefined ? at : [];
    const slopes = gradients(f(at), [...wanted, ...layer.trainableWeights.map((w) => w.value)]);
    if (!smooth) {
      for (const slope of slopes) expect([...slope.data()].every(Number.isFinite)).toBe(true);
      return;
    }
    const check = (slope: Tensor, read: () => Float64Array, write: (data: Float64Array) => number): void => {
      const expected = slope.data();
      const start = read();
      // A few places tell as much as all of them.
      const stride = Math.max(1, Math.floor(start.length / 24));
      for (let i = 0; i < start.length; i += stride) {
        const move = (by: number): number => {
          const moved = start.slice();
          moved[i] = (moved[i] as number) + by;
          return write(moved);
        };
        const difference = (move(1e-6) - move(-1e-6)) / 2e-6;
        expect(Math.abs(difference - (expected[i] as number))).toBeLessThan(2e-7);
      }
    };
    wanted.forEach((_, k) => {
      check(
        slopes[k] as Tensor,
        () => data[k] as Float64Array,
        (moved) =>
          f(
            inputsOf(
              row,
              data.map((x, i) => (i === k ? moved : x)),
            ),
          ).item(),
      );
    });
    layer.trainableWeights.forEach((weight, k) => {
      const read = (): Float64Array => weight.data() as Float64Array;
      check(slopes[wanted.length + k] as Tensor, read, (moved) => {
        const before = weight.data();
        weight.assign(tensor(moved, { shape: weight.shape }));
        const value = f(at).item();
        weight.assign(tensor(before, { shape: weight.shape }));
        return value;
      });
    });
  });

  test("comes back from its config", () => {
    const layer = make({ name: "mine" });
    const config = JSON.parse(JSON.stringify(layer.getConfig()));
    const again = withCustomObjects(row.customObjects, () =>
      resolveLayer({ class_name: className, config }, "test"),
    );
    expect(again.className).toBe(className);
    expect(again.name).toBe("mine");
    expect(JSON.parse(JSON.stringify(again.getConfig()))).toEqual(config);
    if (outside) return;
    const inputs = inputsOf(row, dataOf(row));
    apply(row, layer, inputs);
    apply(row, again, inputs);
    again.weights.forEach((w, i) => {
      w.assign((layer.weights[i] as (typeof layer.weights)[0]).value);
    });
    if (!("seed" in config) || config.seed !== null) {
      const values = (from: layers.Layer): unknown[] => apply(row, from, inputs).map((y) => y.data());
      expect(values(again)).toEqual(values(layer));
    }
  });

  test("counts its weights and can be frozen", () => {
    const layer = make({});
    expect(layer.countParams()).toBe(0);
    layer.build(batchShapes(row, null));
    expect(layer.countParams()).toBe(layer.weights.reduce((n, w) => n + w.size, 0));
    expect(layer.weights.length > 0).toBe(learns);
    layer.trainable = false;
    expect(layer.trainableWeights).toEqual([]);
    expect(layer.nonTrainableWeights).toEqual(layer.weights);
    expect(layer.regularizationLosses()).toEqual([]);
  });

  test("refuses another shape once it is built", () => {
    if (row.anyShape) return;
    const layer = make({ name: "mine" });
    layer.build(batchShapes(row, null));
    const grown = asArgument(
      row,
      shapesOf(row).map((shape) => [null, ...shape.map((n) => n + 1)]),
    ) as layers.Shapes;
    expect(() => layer.build(grown)).toThrow(/^mine: expected input of shape \[batch/);
    const flat = shapesOf(row).map(() => tensor(numbers(3 * 9), { shape: [3, 9] }));
    expect(() => layer.apply(asArgument(row, flat) as Tensor)).toThrow(/^mine: expected input of shape/);
  });

  test("is part of a functional model, which its settings describe", () => {
    layers.setSeed(2);
    const layer = make({});
    if (row.entry) {
      expect(() => layer.apply(layers.input([2, 3]))).toThrow(/received a symbolic tensor, expected none/);
      return;
    }
    const entries = shapesOf(row).map((shape) =>
      layers.input(shape, { dtype: count === undefined ? "float32" : "int32" }),
    );
    if (outside) {
      expect(() => layer.apply(asArgument(row, entries) as layers.InputLayer)).toThrow(
        /before fit or predict/,
      );
      return;
    }
    const out = layer.apply(asArgument(row, entries) as layers.InputLayer, row.call);
    const model = layers.functional({ inputs: entries, outputs: out as layers.SymbolicTensor });
    const inputs = inputsOf(row, dataOf(row));
    const expected = apply(row, layer, inputs, false);
    const got = flattenTensors(model.predict(inputs));
    expect(got.map((y) => [...y.shape])).toEqual(expected.map((y) => [...y.shape]));
    got.forEach((y, i) => {
      expect(close(y, expected[i] as Tensor)).toBe(true);
    });
    const custom = row.customObjects === undefined ? {} : { customObjects: row.customObjects };
    const copy = layers.modelFromJson(JSON.stringify(model), custom);
    copy.setWeights(model.getWeights());
    flattenTensors(copy.predict(inputs)).forEach((y, i) => {
      expect(close(y, expected[i] as Tensor)).toBe(true);
    });
  });

  test("trains in a model: one step after another lowers the loss, and the same twice", async () => {
    if (row.gives !== undefined || row.entry || outside) return;
    const many = 16;
    const run = async (): Promise<number[]> => {
      layers.setSeed(4);
      const entries = shapesOf(row).map((shape) => layers.input(shape));
      // Something to learn in front of layers that have no weights; whole numbers can only be read.
      const fronts = entries.map((entry, i) => {
        const shape = shapesOf(row)[i] as Shape;
        return count === undefined && shape.length > 0
          ? layers.dense(shape[shape.length - 1] as number, { activation: "tanh" }).apply(entry)
          : entry;
      });
      const out = make({}).apply(asArgument(row, fronts) as layers.SymbolicTensor, row.call) as
        | layers.SymbolicTensor
        | readonly layers.SymbolicTensor[];
      const first = (Array.isArray(out) ? out[0] : out) as layers.SymbolicTensor;
      const model = layers.functional({
        inputs: entries,
        outputs: layers.dense(1).apply(layers.flatten().apply(first)),
      });
      model.compile({ loss: "mse", optimizer: layers.sgd({ learningRate: 0.02 }) });
      const x = dataOf(row, many).map((data, i) => ({ data, shape: [many, ...(shapesOf(row)[i] as Shape)] }));
      const { history } = await model.fit(x, numbers(many, 8), { epochs: 25, batchSize: many, verbose: 0 });
      return history.loss;
    };
    const loss = await run();
    expect(loss.every(Number.isFinite)).toBe(true);
    expect(Math.min(...loss)).toBeLessThan(loss[0] as number);
    expect(await run()).toEqual(loss);
  });
});

function close(a: Tensor, b: Tensor): boolean {
  const [p, q] = [a.data(), b.data()];
  return p.every((x, i) => Math.abs(x - (q[i] as number)) <= 1e-5 * Math.max(1, Math.abs(q[i] as number)));
}
