import { gradients, isTensor, type Tensor, tensor } from "@wellfit/core";
import * as layers from "@wellfit/layers";
import { expect, test } from "vitest";
import { camelCase } from "../../src/common/names";
import { resolveLayer } from "../../src/layers/resolve-layer";
import { flattenTensors } from "../../src/layers/tensors";
import { variablePaths } from "../../src/serialization/keras/parts";
import { expectClose, type Golden, num } from "./goldens";

type Named = Golden & { readonly name: string };

/** What real Keras computed with one layer; the README of the goldens tells how. */
export interface KerasLayerCase {
  readonly class: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly note?: string;
  /** How the inputs are passed: one tensor, a list, or one after another. */
  readonly call: "single" | "list" | "positional";
  readonly call_kwargs?: Readonly<Record<string, unknown>>;
  readonly weights: readonly Named[];
  readonly inputs: readonly Golden[];
  readonly outputs: readonly Golden[];
  readonly output_mask?: Golden;
  readonly training_outputs?: readonly Golden[];
  readonly weights_after_training_call?: readonly Named[];
  /** The gradient of the sum of r * output; inputs by their place, then the weights that training changes. */
  readonly grad?: {
    readonly r: readonly Golden[];
    readonly inputs: Readonly<Record<string, Golden>>;
    readonly weights: readonly Golden[];
  };
}

/** Settings of features that are not here, and what Keras notes of layers within. */
const foreign = new Set(["quantization_config", "build_config"]);

const within = 3e-6;

/**
 * A test for each case: outputs, masks, gradients of inputs and weights, what a training call leaves behind, and settings to
 * and fro, on the engine that is set. Layers that take several inputs get them as an array.
 */
export function replayKerasCases(cases: readonly KerasLayerCase[]): void {
  test.each(cases.map((c) => ({ c, title: String(c.config.name) })))("$title", ({ c }) => {
    const layer = resolveLayer({ class_name: c.class, config: c.config }, "test");
    const inputs = c.inputs.map(tensorOf);
    const many = c.call === "list" || inputs.length > 1;
    const pass = <T>(list: readonly T[]): T => (many ? list : list[0]) as T;
    layer.build(pass(inputs.map(({ shape }): layers.BatchShape => [null, ...shape.slice(1)])));
    const call = Object.fromEntries(
      Object.entries(c.call_kwargs ?? {}).map(([name, value]) => [camelCase(name), argumentOf(value)]),
    );
    const apply = (training: boolean): Tensor[] =>
      flattenTensors(layer.apply(pass(inputs), { ...call, training }) as layers.Tensors) as Tensor[];

    const paths = variablePaths(layer);
    expect(layer.weights.map((w) => [paths.get(w), [...w.shape]])).toEqual(
      c.weights.map((w) => [w.name, w.shape]),
    );
    layer.weights.forEach((weight, i) => {
      weight.assign(tensorOf(c.weights[i] as Named));
    });

    const values = layer.trainableWeights.map((w) => w.value);
    const ys = apply(false);
    expect(ys.length).toBe(c.outputs.length);
    if (c.grad !== undefined) {
      const { r, inputs: toInputs, weights } = c.grad;
      const sums = ys.map((y, i) => y.mul(tensorOf(r[i] as Golden)).sum());
      const places = Object.keys(toInputs).map(Number);
      const wanted = [...places.map((i) => inputs[i] as Tensor), ...values];
      const slopes = gradients(
        sums.reduce((a, b) => a.add(b)),
        wanted,
      );
      expect(weights.length).toBe(values.length);
      for (const [i, slope] of slopes.entries()) {
        const expected = i < places.length ? toInputs[places[i] as number] : weights[i - places.length];
        expectClose(slope, expected as Golden, within);
      }
    }
    const again = apply(false);
    again.forEach((y, i) => {
      expectClose(y, c.outputs[i] as Golden, within);
    });
    const mask = layers.maskOf(again[0] as Tensor);
    expect(mask && { shape: mask.shape, data: [...mask.data()] }).toEqual(
      c.output_mask && { shape: c.output_mask.shape, data: c.output_mask.data.map(Number) },
    );

    const config = settings(layer.getConfig());
    expect(config).toEqual(settings(c.config));
    const copy = resolveLayer({ class_name: layer.className, config: layer.getConfig() }, "test");
    expect(settings(copy.getConfig())).toEqual(config);

    if (c.training_outputs === undefined) return;
    apply(true).forEach((y, i) => {
      expectClose(y, c.training_outputs?.[i] as Golden, within);
    });
    layer.weights.forEach((weight, i) => {
      expectClose(weight.value, c.weights_after_training_call?.[i] as Named, within);
    });
  });
}

function tensorOf({ data, shape, dtype }: Golden): Tensor {
  const kind = dtype === "bool" ? "bool" : dtype.startsWith("int") ? "int32" : "float32";
  return tensor(
    data.map((x) => Number(num(x))),
    { shape, dtype: kind },
  );
}

function argumentOf(value: unknown): unknown {
  const array = typeof value === "object" && value !== null && "data" in value && !isTensor(value);
  return array ? tensorOf(value as Golden) : value;
}

function settings(config: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return JSON.parse(JSON.stringify(config, (key, value) => (foreign.has(key) ? undefined : value)));
}
