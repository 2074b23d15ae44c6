import { type DType, getEngine, jit, setEngine, type Tensor, tensor } from "@wellfit/core";
import ort from "onnxruntime-node";
import type { InputShape, Outputs } from "../src/index";

/** One input of a case: numbers that are repeated until the shape is full. */
export interface Given {
  readonly shape: InputShape;
  readonly values: readonly number[];
  readonly dtype?: DType;
}

/** A small program. */
export interface Case {
  readonly fn: (...inputs: Tensor[]) => Outputs;
  readonly inputs: readonly Given[];
  /** Why ONNX Runtime cannot run it, as it says itself. */
  readonly refused?: RegExp;
  /** Sizes of batch; 1, 2 and 17 unless told. */
  readonly batches?: readonly number[];
}

/** An input for a batch. */
export function fill({ shape, values, dtype = "float32" }: Given, batch: number): Tensor {
  const full = shape.map((n) => n ?? batch);
  const size = full.reduce((a, b) => a * b, 1);
  const data = Array.from({ length: size }, (_, i) => values[i % values.length] as number);
  return tensor(data, { shape: full, dtype });
}

/** The inputs of a case by the names that `toOnnx` gives them. */
export function named(tensors: readonly Tensor[]): Record<string, Tensor> {
  return Object.fromEntries(tensors.map((t, i) => [tensors.length === 1 ? "input" : `input${i}`, t]));
}

/** All outputs in order. */
export function list(outputs: Outputs | Record<string, Tensor>): Tensor[] {
  if ("dtype" in outputs && "shape" in outputs) return [outputs as Tensor];
  return Object.values(outputs);
}

/** What ONNX Runtime computes, output by output. */
export async function runtime(
  bytes: Uint8Array,
  feeds: Record<string, Tensor>,
): Promise<{ dims: readonly number[]; data: number[]; type: string }[]> {
  const session = await ort.InferenceSession.create(bytes, { logSeverityLevel: 4 });
  try {
    const given = Object.fromEntries(
      Object.entries(feeds).map(([name, t]) => [
        name,
        new ort.Tensor(t.dtype, t.data() as Float32Array, t.shape),
      ]),
    );
    const results = await session.run(given, { logSeverityLevel: 4 });
    return session.outputNames.map((name) => {
      const { dims, data, type } = results[name] as ort.Tensor;
      return { dims, data: Array.from(data as Float32Array, Number), type };
    });
  } finally {
    await session.release();
  }
}

/** What a function gives on the reference engine, the oracle; the engine in use is another one again afterwards. */
export function oracle(fn: (...inputs: Tensor[]) => Outputs, inputs: readonly Tensor[]): Tensor[] {
  const engine = getEngine();
  setEngine("reference");
  try {
    return jit((given: readonly Tensor[]) => list(fn(...given)))(inputs);
  } finally {
    setEngine(engine);
  }
}

/** The largest |a - b| / (1 + |b|); Infinity where only one is not finite. */
export function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  let most = 0;
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i] as number, b[i] as number];
    if (Object.is(x, y) || x === y) continue;
    const d = Math.abs(x - y) / (1 + Math.abs(y));
    most = Math.max(most, Number.isNaN(d) ? Number.POSITIVE_INFINITY : d);
  }
  return most;
}
