import { gradients, type Tensor } from "@wellfit/core";
import { maskOf } from "@wellfit/layers";
import { describe, expect, test } from "vitest";
import { resolveLayer } from "../src/layers/resolve-layer";
import { flattenTensors, type Tensors } from "../src/layers/tensors";
import { variablePaths } from "../src/serialization/keras/parts";
import { arrayOf, expectClose, type Golden, golden } from "./support/goldens";

interface Case {
  readonly class: string;
  readonly config: Record<string, unknown>;
  readonly call_kwargs?: Readonly<Record<string, Golden>>;
  readonly weights: (Golden & { readonly name: string })[];
  readonly inputs: Golden[];
  readonly outputs: Golden[];
  readonly output_mask?: Golden;
  readonly grad?: {
    readonly r: Golden[];
    readonly inputs: Record<string, Golden>;
    readonly weights: Golden[];
  };
}

const cases = golden<{ layers: Case[] }>("keras_recurrent_layers.json").layers;
const tensorOf = (one: Golden): Tensor =>
  arrayOf(one, one.dtype === "bool" ? "bool" : one.dtype.startsWith("int") ? "int32" : "float32");

/** Settings as Keras has them, without those of features that are not here. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const left = Object.entries(value).filter(([key]) => !/^(quantization_config|build_config)$/.test(key));
  return Object.fromEntries(left.map(([key, one]) => [key, plain(one)]));
}

describe("recurrent layers that real Keras computed", () => {
  test.each(cases.map((c, i) => ({ ...c, title: `${i} ${c.config.name}` })))("$title", (c) => {
    const layer = resolveLayer({ class_name: c.class, config: c.config }, "test");
    const x = tensorOf(c.inputs[0] as Golden);
    const { mask: given, initial_state: initialState } = c.call_kwargs ?? {};
    const options = {
      ...(given && { mask: tensorOf(given) }),
      ...(initialState && { initialState: tensorOf(initialState) }),
    };
    layer.build([null, ...x.shape.slice(1)]);
    const paths = variablePaths(layer);
    expect(layer.weights.map((w) => paths.get(w))).toEqual(c.weights.map((w) => w.name));
    layer.weights.forEach((weight, i) => {
      weight.assign(tensorOf(c.weights[i] as Golden));
    });
    const read = (): readonly Tensor[] => flattenTensors(layer.apply(x, options) as Tensors);
    const ys = read();
    expect(ys.length).toBe(c.outputs.length);
    ys.forEach((y, i) => {
      expectClose(y, c.outputs[i] as Golden, 3e-6);
    });
    const mask = maskOf(ys[0] as Tensor);
    expect(mask && { shape: mask.shape, data: Array.from(mask.data(), Boolean) }).toEqual(
      c.output_mask && { shape: c.output_mask.shape, data: c.output_mask.data },
    );
    expect(plain(JSON.parse(JSON.stringify(layer.getConfig())))).toEqual(plain(c.config));
    const { grad } = c;
    if (grad === undefined) return;
    const weighed = read().map((y, i) => y.mul(tensorOf(grad.r[i] as Golden)).sum());
    const wanted = [...(grad.inputs["0"] ? [x] : []), ...layer.weights.map((w) => w.value)];
    const slopes = gradients(
      weighed.reduce((a, b) => a.add(b)),
      wanted,
    );
    [...(grad.inputs["0"] ? [grad.inputs["0"]] : []), ...grad.weights].forEach((expected, i) => {
      expectClose(slopes[i] as Tensor, expected, 3e-6);
    });
  });
});
