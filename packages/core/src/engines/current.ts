import type { Engine } from "./engine";
import { referenceEngine } from "./reference/index";
import { type WasmOptions, wasmEngine } from "./wasm/index";

/** Which engine, and how the WebAssembly engine multiplies and adds. */
export interface EngineOptions {
  /**
   * `"auto"` (the default) uses fused multiply-add where the machine has it, which is faster and rounds once instead
   * of twice; `"off"` gives the same bits everywhere.
   */
  readonly fma?: "auto" | "off";
}

let current: Engine | undefined;

/**
 * Chooses what runs programs from now on: `"wasm"` (the default) or `"reference"`, the plain interpreter that also
 * serves as the oracle. What was computed and what variables hold stays; variables move by themselves.
 *
 * @throws TypeError for another name; Error when `"wasm"` is asked for and WebAssembly cannot be compiled here.
 * @example
 * setEngine("wasm", { fma: "off" });
 */
export function setEngine(name: "wasm" | "reference", options: EngineOptions = {}): void {
  const fma = options.fma ?? "auto";
  if (fma !== "auto" && fma !== "off") {
    throw new TypeError(`setEngine: received fma ${JSON.stringify(fma)}, expected "auto" or "off"`);
  }
  if (name === "wasm") current = wasmEngine({ fma } satisfies WasmOptions);
  else if (name === "reference") current = referenceEngine();
  else throw new TypeError(`setEngine: received ${JSON.stringify(name)}, expected "wasm" or "reference"`);
}

/** The name of the engine that runs programs. */
export function getEngine(): "wasm" | "reference" {
  return currentEngine().name;
}

/** The engine itself; the first call makes it. */
export function currentEngine(): Engine {
  if (current === undefined) {
    try {
      current = wasmEngine({ fma: "auto" });
    } catch (error) {
      current = referenceEngine();
      const why = error instanceof Error ? error.message : String(error);
      console.warn(
        `@wellfit/core: WebAssembly cannot be compiled here (${why}), so the slow reference engine is used. Under a ` +
          "content-security policy, add 'wasm-unsafe-eval' to script-src",
      );
    }
  }
  return current;
}
