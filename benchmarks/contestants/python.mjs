// A Python process of its own, asked over its standard input: one line of JSON there, one back.

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
 * The version of a module.
 * @param {string} name
 * @returns {string | undefined} nothing when this Python cannot import it
 */
export function moduleVersion(name) {
  const { status, stdout } = spawnSync(python, ["-c", `import ${name}; print(${name}.__version__)`], {
    encoding: "utf8",
  });
  return status === 0 ? stdout.trim() : undefined;
}

/**
 * @typedef {{ run: (times: number) => Promise<any>, read: () => Promise<number[]>, close: () => void }} PythonTask
 */

/**
 * Starts a script of this folder and has it build a task.
 * @param {string} script
 * @param {Record<string, unknown>} request what to build; typed arrays go as base64 of their bytes
 * @returns {Promise<PythonTask>}
 */
export async function pythonTask(script, request) {
  const child = spawn(python, [fileURLToPath(new URL(script, import.meta.url))], {
    stdio: ["pipe", "pipe", "inherit"],
    // Nothing is compiled into this folder.
    env: { ...memory, PYTHONDONTWRITEBYTECODE: "1", ...process.env },
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  /** @param {Record<string, unknown>} question */
  const ask = async (question) => {
    child.stdin.write(`${JSON.stringify(question, encode)}\n`);
    const { value, done } = await lines.next();
    if (done) throw new Error(`${script} ended before it answered; see its message above`);
    return JSON.parse(value);
  };
  const task = await ask({ do: "build", ...request });
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
