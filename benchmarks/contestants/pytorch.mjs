// PyTorch in a Python process of its own.

import { moduleVersion, pythonTask } from "./python.mjs";

/**
 * The version of PyTorch.
 * @returns {string | undefined} nothing when this Python cannot import it
 */
export const torchVersion = () => moduleVersion("torch");

/**
 * @typedef {import("./python.mjs").PythonTask} TorchTask `run` gives the losses of a training
 */

/**
 * @param {"training" | "inference" | "product"} kind
 * @param {Record<string, unknown>} options of the class in pytorch.py; typed arrays go as they are
 * @returns {Promise<TorchTask>}
 */
export const torchTask = (kind, options) => pythonTask("./pytorch.py", { kind, ...options });
