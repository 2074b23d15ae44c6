import { type FunctionBuilder, ModuleBuilder, type ValType } from "./encoder";

/** What the WebAssembly of this place can do. */
export interface WasmSupport {
  /** Fixed-width SIMD; without it the engine cannot run. */
  readonly simd: boolean;
  /** Relaxed SIMD, for fused multiply-add. */
  readonly relaxedSimd: boolean;
  /** Whether modules may be compiled here, synchronously; a strict content-security policy forbids it. */
  readonly compile: boolean;
}

function bytesOf(type: ValType, build: (f: FunctionBuilder) => void): Uint8Array<ArrayBuffer> {
  const module = new ModuleBuilder();
  module.func("probe", [type], [type], build);
  return module.toBytes();
}

function canCompile(): boolean {
  try {
    new WebAssembly.Module(bytesOf("i32", (f) => void f.get(f.param(0))));
    return true;
  } catch {
    // A CompileError or an EvalError, depending on the browser: the policy lacks 'wasm-unsafe-eval'.
    return false;
  }
}

function measure(): WasmSupport {
  if (typeof WebAssembly !== "object") return { simd: false, relaxedSimd: false, compile: false };
  const add = bytesOf("v128", (f) => void f.get(f.param(0)).get(f.param(0)).op("f32x4.add"));
  const madd = bytesOf("v128", (f) => {
    f.get(f.param(0)).get(f.param(0)).get(f.param(0)).op("f32x4.relaxed_madd");
  });
  return {
    simd: WebAssembly.validate(add),
    relaxedSimd: WebAssembly.validate(madd),
    compile: canCompile(),
  };
}

let known: WasmSupport | undefined;

/**
 * What WebAssembly can do here. Found out at the first call by validating and compiling tiny modules, remembered
 * afterwards; nothing happens on import.
 *
 * @example
 * const { simd, compile } = probe();
 * if (!simd || !compile) console.warn("using the reference engine");
 */
export function probe(): WasmSupport {
  return (known ??= Object.freeze(measure()));
}
