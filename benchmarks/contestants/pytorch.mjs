// PyTorch in a Python process of its own, asked over its standard input: one line of JSON there, one back.

import { spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** Which Python; `PYTHON` in the environment names another. */
const python = process.env.PYTHON ?? "python3";

/**
 * Memory that is freed stays with the process: the C library would give a step's activations back to the system and ask
 * for them again in the next step, which takes longer than the arithmetic.
 */
const memory = { MALLOC_TRIM_THRESHOLD_: `${2 ** 30}`, MALLOC_MMAP_THRESHOLD_: `${2 ** 25}` };

/**
 * The version of PyTorch.
 * @returns {string | undefined} nothing when this Python cannot import it
 */
export function torchVersion() {
  const { status, stdout } = spawnSync(python, ["-c", "import torch; print(torch.__version__)"], {
    encoding: "utf8",
  });
  return status === 0 ? stdout.trim() : undefined;
}

/**
 * @typedef {{ run: (times: number) => Promise<any>, read: () => Promise<number[]>, close: () => void }} TorchTask
 *   `run` gives the losses of a training
 */

/**
 * @param {"training" | "inference" | "product"} kind
 * @param {Record<string, unknown>} options of the class in pytorch.py; typed arrays go as they are
 * @returns {Promise<TorchTask>}
 */
export async function torchTask(kind, options) {
  const child = spawn(python, [fileURLToPath(new URL("./pytorch.py", import.meta.url))], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...memory, ...process.env },
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  /** @param {Record<string, unknown>} request */
  const ask = async (request) => {
    child.stdin.write(`${JSON.stringify(request, encode)}\n`);
    const { value, done } = await lines.next();
    if (done) throw new Error("PyTorch ended before it answered; see its message above");
    return JSON.parse(value);
  };
  const task = await ask({ do: "build", kind, ...options });
  return {
    run: (times) => ask({ do: "run", task, times }),
    read: () => ask({ do: "read", task }),
    close: () => child.stdin.end(),
  };
}

/**
 * @param {string} _key
 * @param {unknown} value
 * @returns {unknown}
 */
function encode(_key, value) {
  if (!(value instanceof Float32Array)) return value;
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64");
}
