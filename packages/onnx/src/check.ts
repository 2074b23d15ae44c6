import { jit, type Tensor, type TensorLike, toTensor } from "@wellfit/core";
import { compare } from "./check/compare";
import { type DifferingNode, firstDifference } from "./check/mismatch";
import { runInOnnxRuntime } from "./check/runtime";
import { lower } from "./export/lower";
import { graphOf } from "./export/merge";
import {
  type InputShape,
  isModel,
  type OnnxModel,
  sourceOf,
  type TensorFunction,
  type ToOnnxOptions,
} from "./export/source";
import { nameOutputs } from "./export/trace";
import { encodeModel } from "./format/encode";
import { type Feeds, isNamed, readFeeds } from "./import/feeds";

export type { DifferingNode } from "./check/mismatch";
export type { InputShape, OnnxModel, Outputs, TensorFunction, ToOnnxOptions } from "./export/source";
export type { Feeds } from "./import/feeds";

/** Options of {@link checkAgainstOnnxRuntime}. */
export interface CheckOptions extends ToOnnxOptions {
  /** The largest difference, divided by 1 + the size of the number, that is no difference. Default 1e-5. */
  readonly tolerance?: number;
}

/** How one output of ours differs from that of ONNX Runtime. */
export interface CheckedOutput {
  /** What it is called in the model. */
  readonly name: string;
  /** The length of each axis, for the rows that were compared. */
  readonly shape: readonly number[];
  /** The largest difference. */
  readonly maxAbsError: number;
  /** The largest difference, divided by 1 + the size of the number of ONNX Runtime. */
  readonly maxRelativeError: number;
}

/** What {@link checkAgainstOnnxRuntime} found. */
export interface OnnxCheck {
  /** The largest difference of all outputs. */
  readonly maxAbsError: number;
  /** The largest difference of all outputs, each divided by 1 + the size of the number of ONNX Runtime. */
  readonly maxRelativeError: number;
  /** Every output, in the order of the model. */
  readonly outputs: readonly CheckedOutput[];
  /** How many rows were compared: the length of the first axis of the first input. */
  readonly rows: number;
}

/** Thrown when ONNX Runtime computes something else; the message names the first node that differs. */
export class OnnxMismatchError extends Error {
  /** The name of the class. */
  override readonly name: string = "OnnxMismatchError";

  constructor(
    message: string,
    /** The first node that differs; undefined when only the sum of small differences is too large. */
    readonly node: DifferingNode | undefined,
    /** The outputs and how far they are apart. */
    readonly outputs: readonly CheckedOutput[],
  ) {
    super(message);
  }
}

/**
 * Exports a model or function with `toOnnx`, runs it in ONNX Runtime (package `onnxruntime-node`, Node only) and on our
 * engine on the same rows, and compares all numbers.
 *
 * @param model - What `toOnnx` accepts. For a plain function `inputShapes` may be left out: they are then those of `x`
 *   with an open first axis.
 * @param x - The only input, or all by name.
 * @returns The largest differences.
 * @throws OnnxMismatchError when a number differs by more than the tolerance; Error when `onnxruntime-node` is missing or
 *   refuses the model, and for everything for which `toOnnx` throws.
 * @example
 * const { maxRelativeError } = await checkAgainstOnnxRuntime((x: Tensor) => x.mul(2), [[1, 2]]);
 * maxRelativeError; // 0
 */
export async function checkAgainstOnnxRuntime(
  model: OnnxModel | TensorFunction,
  x: Feeds,
  options: CheckOptions = {},
): Promise<OnnxCheck> {
  const { tolerance = 1e-5, ...exporting } = options;
  if (!(tolerance >= 0)) {
    throw new RangeError(
      `checkAgainstOnnxRuntime: received a tolerance of ${tolerance}, expected at least 0`,
    );
  }
  const inputShapes = exporting.inputShapes ?? shapesOf(model, x, exporting);
  const source = sourceOf(model, { ...exporting, inputShapes });
  const wanted = source.inputs.map(({ name, shape, dtype }) => ({
    name,
    shape: shape.map((n) => n ?? source.batch ?? null),
    dtype,
    symbols: shape.map((n) => (n === null && source.batch === undefined ? "batch" : undefined)),
  }));
  const inputs = readFeeds(x, wanted, "checkAgainstOnnxRuntime");
  const graph = graphOf(source);
  const feeds = new Map(inputs.map((tensor, i) => [source.inputs[i]?.name as string, tensor]));
  const theirs = await runInOnnxRuntime(encodeModel(lower(graph, source).model), feeds);
  const forward = jit(
    (given: readonly Tensor[]) => nameOutputs(source.call(given), source.outputNames).tensors,
  );
  const outputs = forward(inputs).map((ours, i): CheckedOutput => {
    const name = graph.outputNames[i] as string;
    const other = theirs.get(name);
    if (other === undefined || other.shape.join() !== ours.shape.join()) {
      throw new Error(
        `checkAgainstOnnxRuntime: output ${JSON.stringify(name)} has the shape [${other?.shape.join(", ")}] in ONNX Runtime ` +
          `and [${ours.shape.join(", ")}] here; please report this with the model`,
      );
    }
    const { maxAbsError, maxRelativeError } = compare(ours.data(), other.data);
    return { name, shape: ours.shape, maxAbsError, maxRelativeError };
  });
  const result: OnnxCheck = {
    maxAbsError: Math.max(...outputs.map((output) => output.maxAbsError)),
    maxRelativeError: Math.max(...outputs.map((output) => output.maxRelativeError)),
    outputs,
    rows: inputs[0]?.shape[0] ?? 1,
  };
  if (result.maxRelativeError <= tolerance) return result;
  const node = await firstDifference(source, graph, inputs, tolerance);
  throw new OnnxMismatchError(explain(result, node, tolerance), node, outputs);
}

/** A function without shapes is exported for inputs like the given ones, and any number of rows. */
function shapesOf(
  model: OnnxModel | TensorFunction,
  x: Feeds,
  { inputNames }: ToOnnxOptions,
): ToOnnxOptions["inputShapes"] {
  if (isModel(model)) return undefined;
  const open = (like: TensorLike): InputShape =>
    toTensor(like).shape.map((n, axis) => (axis === 0 ? null : n));
  if (!isNamed(x)) return [open(x)];
  const named = Object.entries(x).map(([name, like]) => [name, open(like)] as const);
  return inputNames ? named.map(([, shape]) => shape) : Object.fromEntries(named);
}

function explain(result: OnnxCheck, node: DifferingNode | undefined, tolerance: number): string {
  const most =
    `checkAgainstOnnxRuntime: ours and ONNX Runtime's numbers differ by up to ${result.maxAbsError} ` +
    `(${result.maxRelativeError} relative to 1 + the number), expected at most ${tolerance}`;
  if (node === undefined) return `${most}; no node differs that much by itself, pass a larger { tolerance }`;
  const { id, op, name, index, ours, theirs } = node;
  return (
    `${most}. The first node that differs is %${id} = ${op} (${JSON.stringify(name)} in the model): at position ${index} ` +
    `ours is ${ours}, ONNX Runtime's is ${theirs}. printGraph(fn, x) shows the node`
  );
}
