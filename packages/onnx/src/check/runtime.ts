import type { DataArray, DType, Tensor } from "@wellfit/core";
import type { InferenceSession, Tensor as RuntimeTensor } from "onnxruntime-node";

/** What ONNX Runtime gave for one output. */
export interface RuntimeOutput {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}

interface Runtime {
  readonly InferenceSession: {
    create(bytes: Uint8Array, options: InferenceSession.SessionOptions): Promise<InferenceSession>;
  };
  readonly Tensor: new (type: DType, data: DataArray, dims: readonly number[]) => RuntimeTensor;
}

/**
 * Runs a model in ONNX Runtime on the CPU, in one thread and without log messages.
 *
 * @throws Error when onnxruntime-node is not installed, or when it refuses the model.
 */
export async function runInOnnxRuntime(
  bytes: Uint8Array,
  feeds: ReadonlyMap<string, Tensor>,
): Promise<Map<string, RuntimeOutput>> {
  const runtime = await load();
  const silent = { logSeverityLevel: 4 } as const;
  let session: InferenceSession | undefined;
  try {
    session = await runtime.InferenceSession.create(bytes, {
      ...silent,
      executionProviders: ["cpu"],
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
    });
    const given: Record<string, RuntimeTensor> = {};
    for (const [name, tensor] of feeds) {
      given[name] = new runtime.Tensor(tensor.dtype, tensor.data(), tensor.shape);
    }
    const results = await session.run(given, silent);
    return new Map(
      Object.entries(results).map(([name, { dims, data }]) => [
        name,
        { shape: dims, data: data as unknown as ArrayLike<number> },
      ]),
    );
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const float64 = why.includes("Could not find an implementation")
      ? "; some operators have no float64 version there: compute in float32"
      : "";
    throw new Error(`checkAgainstOnnxRuntime: ONNX Runtime does not run the model: ${why}${float64}`, {
      cause: error,
    });
  } finally {
    await session?.release();
  }
}

async function load(): Promise<Runtime> {
  try {
    const loaded = (await import("onnxruntime-node")) as unknown as Runtime & { readonly default?: Runtime };
    return loaded.default ?? loaded;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(
      `checkAgainstOnnxRuntime: onnxruntime-node cannot be loaded (${why}); install it: npm i onnxruntime-node`,
      { cause: error },
    );
  }
}
