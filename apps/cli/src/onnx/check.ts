import type { Model } from "@wellfit/layers";
import type { Features } from "../prepare/preparation";

/** What `onnx-check.json` holds. */
export type OnnxReport =
  | {
      readonly checked: true;
      /** Did all numbers agree within the tolerance? */
      readonly passed: boolean;
      /** The largest difference. */
      readonly maxAbsError: number;
      /** The largest difference divided by 1 + the size of the number. */
      readonly maxRelativeError: number;
      readonly tolerance: number;
      readonly rows: number;
      /** What differs, when something does. */
      readonly message?: string;
    }
  | {
      readonly checked: false;
      /** Why not. */
      readonly reason: string;
    };

const tolerance = 1e-5;

const isMissingModule = (error: unknown): boolean =>
  (error as { code?: unknown } | undefined)?.code === "ERR_MODULE_NOT_FOUND" ||
  (error as { code?: unknown } | undefined)?.code === "MODULE_NOT_FOUND";

/** Is onnxruntime-node there, and does it load on this machine? Gives the reason why not, else undefined. */
const whyNoRuntime = async (): Promise<string | undefined> => {
  try {
    await import("onnxruntime-node");
    return undefined;
  } catch (error) {
    return isMissingModule(error)
      ? "onnxruntime-node is not installed; add it with: npm i onnxruntime-node"
      : `onnxruntime-node does not load here (${error instanceof Error ? error.message : String(error)}); reinstall it with: npm i onnxruntime-node`;
  }
};

/** Runs the exported model in ONNX Runtime on these rows and compares all its numbers with ours. */
export const checkOnnx = async (model: Model, x: Features): Promise<OnnxReport> => {
  const reason = await whyNoRuntime();
  if (reason !== undefined) return { checked: false, reason };
  const { checkAgainstOnnxRuntime, OnnxMismatchError } = await import("@wellfit/onnx/check");
  const rows = x.shape[0];
  try {
    const { maxAbsError, maxRelativeError } = await checkAgainstOnnxRuntime(model, x, { tolerance });
    return { checked: true, passed: true, maxAbsError, maxRelativeError, tolerance, rows };
  } catch (error) {
    if (!(error instanceof OnnxMismatchError)) throw error;
    const { outputs } = error;
    const most = (of: (output: (typeof outputs)[number]) => number): number => Math.max(...outputs.map(of));
    return {
      checked: true,
      passed: false,
      maxAbsError: most((output) => output.maxAbsError),
      maxRelativeError: most((output) => output.maxRelativeError),
      tolerance,
      rows,
      message: error.message,
    };
  }
};

/** One line that says how the check went. */
export const onnxLine = (report: OnnxReport): string => {
  if (!report.checked) return `not checked: ${report.reason}`;
  const { maxAbsError, maxRelativeError, rows, passed } = report;
  const numbers = `largest difference to ONNX Runtime ${maxAbsError.toExponential(1)}, relative ${maxRelativeError.toExponential(1)}, on ${rows.toLocaleString("en-US")} rows`;
  return passed ? numbers : `${numbers}: more than ${report.tolerance}`;
};
