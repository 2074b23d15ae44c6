import { type Tensor, tensor } from "@wellfit/core";
import * as layers from "@wellfit/layers";
import { expect, test } from "vitest";
import type { H5Group } from "../src/serialization/hdf5/nodes";
import { readHdf5 } from "../src/serialization/hdf5/read";
import { Zip } from "../src/serialization/zip/read-zip";
import {
  filesOf,
  type GoldenArray,
  type KerasModel,
  type KerasWeight,
  kerasBytes,
  kerasM05Resumed,
  kerasModel,
  kerasModels,
  kerasPath,
} from "./support/keras-goldens";

// Models with layers, optimizers or calls that are not here yet. The test of one that works fails, so that this list shrinks.
const waiting: readonly string[] = [];

type Loaded = Awaited<ReturnType<typeof layers.loadModel>>;

const tensorsOf = (arrays: readonly GoldenArray[]): never => {
  const tensors = arrays.map(({ data, shape, dtype }) =>
    tensor(dtype.startsWith("int") ? Int32Array.from(data) : Float32Array.from(data), { shape }),
  );
  return (tensors.length === 1 ? tensors[0] : tensors) as never;
};

function outputsOf(model: Loaded, golden: KerasModel): Tensor[] {
  const y: unknown = model.predict(tensorsOf(golden.inputs));
  if (Array.isArray(y)) return y;
  const keys = golden.output_keys;
  return keys ? keys.map((key) => (y as Record<string, Tensor>)[key] as Tensor) : [y as Tensor];
}

function expectClose(received: readonly Tensor[], expected: readonly GoldenArray[], within: number): void {
  expect(received.map(({ shape }) => [...shape])).toEqual(expected.map(({ shape }) => shape));
  received.forEach((y, i) => {
    const data = y.data();
    const worst = Math.max(
      ...(expected[i] as GoldenArray).data.map((v, k) => Math.abs((data[k] as number) - v)),
    );
    expect(worst).toBeLessThanOrEqual(within);
  });
}

const sum = (data: ArrayLike<number>): number => Array.from(data).reduce((a, b) => a + b, 0);

/** The weights, and what the optimizer remembers, are those that Keras lists. */
function expectSameState(model: Loaded, golden: KerasModel, optimizer: boolean): void {
  const describe = (data: ArrayLike<number>, shape: readonly number[]): unknown => [[...shape], sum(data)];
  const close = ({ shape, sum }: { shape: readonly number[]; sum: number }): unknown => [
    [...shape],
    expect.closeTo(sum, 4),
  ];
  expect(model.weights.map((w) => describe(w.data(), w.shape))).toEqual(golden.weights.map(close));
  if (!optimizer || golden.optimizer_variables === undefined) return;
  const { variables } = model.optimizer;
  expect(variables.map((v) => describe(v.data(), v.shape))).toEqual(golden.optimizer_variables.map(close));
}

/** All that a file has, as in the goldens: groups, datasets with types and shapes, attributes with their values. */
function layoutOf(node: H5Group, path = ""): string[] {
  const lines = [`${path}/`];
  const sorted = <V>(map: ReadonlyMap<string, V>): [string, V][] =>
    [...map].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [name, attribute] of sorted(node.attributes)) {
    const kind = attribute.dtype === "string" ? "object" : attribute.dtype;
    const values = JSON.stringify(attribute.values()).replaceAll('","', '", "');
    const shown = attribute.shape.length === 0 ? values.slice(1, -1) : values;
    lines.push(`${path === "" ? "/" : path} @${name} ${kind} [${attribute.shape}] = ${shown}`);
  }
  for (const [name, child] of sorted(node.children)) {
    if (child.kind === "group") lines.push(...layoutOf(child, `${path}/${name}`));
    else lines.push(`${path}/${name} ${child.dtype} [${child.shape.join(", ")}]`);
  }
  return lines;
}

/** What may differ: the version, the text of settings, and names of groups, which Keras 3.3.3 did not write. */
function comparable(lines: readonly string[], golden: KerasModel): string[] {
  return (
    lines
      .filter((line) => golden.keras_version !== "3.3.3" || !line.includes("vars @name"))
      // Keras counts the layers within attention together with all others that it has made.
      .map((line) => line.replace(/(_softmax|_dropout_layer)(\/vars @name .*) = .*/, "$1$2"))
      .map((line) =>
        line.replace(/(@keras_version .*) = .*/, "$1").replace(/(@(model|training)_config .*) = .*/, "$1"),
      )
  );
}

async function treeOf(bytes: Uint8Array, file: string): Promise<H5Group> {
  if (!file.endsWith(".keras")) return readHdf5(bytes);
  const zip = new Zip(bytes, 1e9);
  expect(zip.names).toEqual(["metadata.json", "config.json", "model.weights.h5"]);
  return readHdf5((await zip.read("model.weights.h5")) as Uint8Array);
}

async function expectSameLayout(bytes: Uint8Array, ending: string, golden: KerasModel): Promise<void> {
  const given = golden.layout[ending];
  if (given === undefined) return;
  const expected = "model.weights.h5" in given ? given["model.weights.h5"] : given;
  const received = layoutOf(await treeOf(bytes, ending));
  expect(comparable(received, golden)).toEqual(comparable(expected as readonly string[], golden));
}

/** Keys of features that are not here, or of Python's memory; Keras fills them in. */
const leftOut =
  /^(shared_object_id|quantization_config|synchronized|renorm|renorm_clipping|renorm_momentum)$/;

/** Models of which Keras says a wrong shape: it believes that Activation("glu") keeps the last axis. */
const wrongShapes: readonly string[] = ["m14b_activation_branches"];

/** Settings as Keras has them, without what is left out; the order of keys does not matter to it. */
function plain(value: unknown, model: string): unknown {
  const without = (key: string): boolean =>
    leftOut.test(key) || (wrongShapes.includes(model) && /^(input_)?shape$/.test(key));
  if (Array.isArray(value)) return value.map((one) => plain(one, model));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) => (without(key) ? [] : [[key, plain(one, model)]])),
  );
}

const configOf = async (bytes: Uint8Array): Promise<unknown> =>
  JSON.parse(new TextDecoder().decode(await new Zip(bytes, 1e9).read("config.json")));

/**
 * In this model a bias (dense_2/bias) stands before a batch normalization, which takes it away again. Its gradient is exactly 0,
 * so what arrives is rounding, mostly 1e-9: up to 3.5e-8 in Keras, up to 6.5e-9 here. Adam divides it by what it knows of its
 * size (epsilon is 1e-7), so in the three epochs the bias moves by up to 2.5e-4 in Keras and 1.1e-4 here, and not the same way:
 * they end 2.0e-4 apart. The losses do not feel it (they agree to 1e-6); the outputs do, because the running mean follows
 * slowly: 6.5e-4.
 *
 * Keras does not repeat it either. From the same file its outputs are away from the golden ones by 7.7e-4 with `run_eagerly`, by
 * 4.8e-4 with `jit_compile`, and by 1.6e-5 to 7.8e-4 when one number of one kernel is moved to the next float32 (in 11 of 16
 * trials by more than 1e-4). A gradient of exactly 0, to which exact sums and float64 lead, is 6.0e-4 away; TensorFlow's order
 * of operations, copied here, 7.7e-4. With Keras's bias put in, all of these agree to 1.5e-5: so that is what is compared,
 * together with each other weight.
 */
const noisy = { model: "m05_norms", bias: "dense_2/bias" };

/** How far the bias may be from Keras's, which moves by half of this, and in which it is up to 2.3e-4 from itself. */
const BIAS_APART = 5e-4;

/** All weights are Keras's, but for the bias that noise moves. Then that becomes Keras's too. */
function replaceNoisyBias(model: Loaded): void {
  const expected = kerasM05Resumed();
  expect(model.weights.map(({ name }) => name)).toEqual(expected.map(({ name }) => name));
  model.weights.forEach((weight, i) => {
    const { name, shape, data } = expected[i] as KerasWeight;
    expect(weight.shape).toEqual(shape);
    const received = weight.data();
    const apart = Math.max(...data.map((v, k) => Math.abs((received[k] as number) - v)));
    // The running mean follows the bias by a hundredth a step.
    const within = name === noisy.bias ? BIAS_APART : name.endsWith("moving_mean") ? 1e-5 : 1e-6;
    expect(apart, name).toBeLessThanOrEqual(within);
    if (name === noisy.bias) weight.assign(Float32Array.from(data));
  });
}

/** Training goes on where Keras stopped. */
async function expectSameResume(model: Loaded, golden: KerasModel): Promise<void> {
  const { resume, y, inputs } = golden;
  if (resume === undefined || y === undefined) return;
  const { history } = await model.fit(tensorsOf(inputs), tensorsOf(y), {
    epochs: 3,
    batchSize: inputs[0]?.shape[0] as number,
    shuffle: false,
    verbose: 0,
  });
  const { loss } = history as { loss: number[] };
  resume.loss.forEach((value, i) => {
    expect(Math.abs((loss[i] as number) - value)).toBeLessThanOrEqual(1e-4);
  });
  if (golden.name === noisy.model) replaceNoisyBias(model);
  expectClose(outputsOf(model, golden), resume.outputs, 1e-4);
}

async function checkModel(name: string): Promise<void> {
  const golden = kerasModel(name);
  for (const file of filesOf(golden, ".keras")) {
    const bytes = kerasBytes(file);
    const model = await layers.loadModel(bytes);
    expectClose(outputsOf(model, golden), golden.outputs, 1e-5);
    expectSameState(model, golden, true);
    const saved = await layers.modelToKeras(model);
    await expectSameLayout(saved, ".keras", golden);
    if (golden.keras_version !== "3.3.3") {
      expect(plain(await configOf(saved), name)).toEqual(plain(await configOf(bytes), name));
    }
    const copy = await layers.modelFromKeras(saved);
    expect(copy.toJSON()).toEqual(model.toJSON());
    expect(copy.getWeights()).toEqual(model.getWeights());
    if (golden.optimizer) expect(copy.optimizer.getWeights()).toEqual(model.optimizer.getWeights());
    expectSameState(copy, golden, true);
    await expectSameResume(copy, golden);
    await expectSameResume(model, golden);
  }
  for (const file of filesOf(golden, ".h5")) {
    const model = await layers.loadModel(kerasPath(file));
    expectClose(outputsOf(model, golden), golden.outputs, 1e-5);
    expectSameState(model, golden, true);
    const saved = await layers.modelToH5(model);
    await expectSameLayout(saved, ".h5", golden);
    const copy = await layers.loadModel(saved);
    expect(copy.toJSON()).toEqual(model.toJSON());
    expect(copy.getWeights()).toEqual(model.getWeights());
    expectSameState(copy, golden, true);
  }
  for (const file of filesOf(golden, ".weights.h5")) {
    const zip = new Zip(kerasBytes(`${name}.keras`), 1e9);
    const config = new TextDecoder().decode(await zip.read("config.json"));
    const model = layers.modelFromJson(config);
    expect(await model.loadWeights(kerasPath(file))).toEqual([]);
    expectClose(outputsOf(model, golden), golden.outputs, 1e-5);
    expectSameState(model, golden, true);
    const saved = await layers.weightsToH5(model);
    await expectSameLayout(saved, ".weights.h5", golden);
    await expectSameResume(model, golden);
  }
}

test.each(kerasModels.filter((name) => !waiting.includes(name)))("%s goes to and fro", checkModel, 60_000);

test.each(waiting)("%s does not work yet", async (name) => {
  const worked = await checkModel(name).then(
    () => true,
    () => false,
  );
  expect(worked, "take it out of the list").toBe(false);
});
