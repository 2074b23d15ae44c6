import type { Engine } from "./engine";
import { referenceEngine } from "./reference/index";
import { wasmEngine } from "./wasm/index";

/** Which engine, and how the WebAssembly engine multiplies and adds. */
export interface EngineOptions {
  /**
   * `"auto"` (the default) uses fused multiply-add where the machine has it, which is faster and rounds once instead
   * of twice; Node 20 has it when it is started with `--experimental-wasm-relaxed-simd`. `"off"` gives bit-identical
   * numbers in every version of Node and every browser, for programs in float32, int32 and bool, and for float64 as far
   * as it needs only arithmetic, square roots, products and sums. The transcendental functions of float64 (exp, log, sin,
   * tanh, pow, ...) are those of JavaScript's Math, which differ in the last bit between engines; use float32 where bits
   * must agree. Which NaN a NaN is, is never promised.
   */
  readonly fma?: "auto" | "off";
}

/** The engine that runs programs, as {@link engineInUse} tells of it. Plain JSON. */
export interface EngineInUse {
  /** `"wasm"`, or `"reference"`, the plain interpreter. */
  readonly name: "wasm" | "reference";
  /** How `setEngine` was told to multiply and add; undefined for the interpreter, which has no choice. */
  readonly fma?: "auto" | "off";
  /** Whether products are fused with sums: never with "off", and with "auto" where the machine can. */
  readonly fused: boolean;
}

let current: Engine | undefined;

/**
 * Chooses what runs programs from now on: `"wasm"` (the default) or `"reference"`, the plain interpreter that also
 * serves as the oracle. What was computed and what variables hold stays; variables move by themselves.
 *
 * @throws TypeError for another name, an unknown option or an unknown value of one; Error when `"wasm"` is asked for
 *   and WebAssembly cannot be compiled here.
 * @example
 * setEngine("wasm", { fma: "off" });
 */
export function setEngine(name: "wasm" | "reference", options: EngineOptions = {}): void {
  if (name !== "wasm" && name !== "reference") refuse(`engine ${show(name)}`, '"wasm" or "reference"');
  if (typeof options !== "object" || options === null)
    refuse(`options ${show(options)}`, 'an object such as { fma: "off" }');
  for (const key of Object.keys(options))
    if (key !== "fma") refuse(`the option ${show(key)}`, 'only "fma", which is "auto" or "off"');
  const { fma = "auto" } = options;
  if (fma !== "auto" && fma !== "off") refuse(`fma ${show(fma)}`, '"auto" or "off"');
  current = name === "wasm" ? wasmEngine({ fma }) : referenceEngine();
}

function refuse(received: string, expected: string): never {
  throw new TypeError(`setEngine: received ${received}, expected ${expected}`);
}

function show(value: unknown): string {
  return typeof value === "object" || typeof value === "string" ? JSON.stringify(value) : String(value);
}

/** The name of the engine that runs programs. */
export function getEngine(): "wasm" | "reference" {
  return currentEngine().name;
}

/**
 * The engine that runs programs with how it was set up, for the record of an experiment: with another one the last digits
 * of its numbers may differ.
 *
 * @example
 * setEngine("wasm", { fma: "off" });
 * engineInUse(); // { name: "wasm", fma: "off", fused: false }
 */
export function engineInUse(): EngineInUse {
  const { name, fma, fused = false } = currentEngine();
  return { name, ...(fma === undefined ? {} : { fma }), fused };
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
