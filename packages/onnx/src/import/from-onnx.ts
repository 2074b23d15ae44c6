import { jit, type Tensor } from "@wellfit/core";
import { decodeModel } from "../format/decode";
import { Call, type Operator } from "./call";
import { type Feeds, readFeeds } from "./feeds";
import { type Imported, importModel, type OnnxValue } from "./imported";
import { operators } from "./operators/index";

/** An ONNX model as a function on our engine: compiled for each new shape of its inputs, then only run. */
export interface OnnxFunction {
  /** Runs the model on its only input, or on all inputs by name; gives its only output, or all outputs by name. */
  (inputs: Feeds): Tensor | Record<string, Tensor>;
  /** The inputs that the model wants. */
  readonly inputs: readonly OnnxValue[];
  /** The outputs that the model gives. */
  readonly outputs: readonly OnnxValue[];
}

/**
 * Reads the bytes of an ONNX model and makes it a function on our engine: everything that `toOnnx` writes, and the common
 * operators of other tools (operator set 13 or later; float32, float64, int32, int64 as int32, bool). It can be part of
 * other functions, inside `jit` and under `grad`.
 *
 * @param bytes - The bytes of a `.onnx` file with its weights inside.
 * @throws Error when the bytes are damaged, the model is too old, or it uses operators that are not known (all are listed).
 * @example
 * const run = fromOnnx(toOnnx((x: Tensor) => x.mul(2), { inputShapes: [[null, 2]] }));
 * const y = run([[1, 2]]) as Tensor;
 * y.toArray(); // [[2, 4]]
 */
export function fromOnnx(bytes: Uint8Array): OnnxFunction {
  if (!(bytes instanceof Uint8Array)) {
    throw new TypeError(
      `fromOnnx: received ${Object.prototype.toString.call(bytes)}, expected a Uint8Array with the bytes of a .onnx file; ` +
        "wrap an ArrayBuffer: new Uint8Array(buffer)",
    );
  }
  const model = importModel(decodeModel(bytes));
  const forward = jit((inputs: readonly Tensor[]) => compute(model, inputs), { name: model.name });
  const run = (feeds: Feeds): Tensor | Record<string, Tensor> => {
    const results = forward(readFeeds(feeds, model.inputs, "fromOnnx"));
    if (results.length === 1) return results[0] as Tensor;
    return Object.fromEntries(model.outputs.map(({ name }, i) => [name, results[i] as Tensor]));
  };
  return Object.assign(run, { inputs: model.inputs, outputs: model.outputs });
}

function compute(model: Imported, inputs: readonly Tensor[]): Tensor[] {
  const values = new Map<string, Tensor>(model.inputs.map(({ name }, i) => [name, inputs[i] as Tensor]));
  const read = (name: string): Tensor | undefined => {
    if (name === "") return undefined;
    let value = values.get(name);
    if (value === undefined) {
      value = model.initializers.get(name)?.();
      if (value !== undefined) values.set(name, value);
    }
    return value;
  };
  for (const node of model.nodes) {
    const operator = operators[node.opType ?? ""] as Operator;
    const call = new Call(node, node.input.map(read), model.opset, model.unsigned);
    const results = operator(call);
    const list = Array.isArray(results) ? (results as readonly Tensor[]) : [results as Tensor];
    node.output.forEach((name, i) => {
      const result = list[i];
      if (result !== undefined) values.set(name, result);
    });
  }
  return model.outputs.map(({ name }) => {
    const value = read(name);
    if (value === undefined)
      throw new Error(`fromOnnx: the operator of output ${JSON.stringify(name)} did not give it`);
    return value;
  });
}
