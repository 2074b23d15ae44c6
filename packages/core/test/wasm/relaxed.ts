import v8 from "node:v8";
import { ModuleBuilder } from "../../src/engines/wasm/encoder";

/**
 * Whether kernels with fused multiply-add can be tested here. Node 20 has relaxed SIMD behind a flag, which may be
 * set at run time; an engine without it tests only the mul+add path.
 */
export function canRelax(): boolean {
  const module = new ModuleBuilder();
  module.func("f", ["v128"], ["v128"], (f) => {
    f.get(f.param(0)).get(f.param(0)).get(f.param(0)).op("f32x4.relaxed_madd");
  });
  const bytes = module.toBytes();
  if (WebAssembly.validate(bytes)) return true;
  // A newer engine would complain of a flag that it no longer has, but has got this far only in an older one.
  v8.setFlagsFromString("--experimental-wasm-relaxed-simd");
  return WebAssembly.validate(bytes);
}

/** The values of `fma` that this engine can run. */
export const FMA: readonly boolean[] = canRelax() ? [false, true] : [false];
