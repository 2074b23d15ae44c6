import type { Engine } from "../engine";

/** Options of {@link wasmEngine}. */
export interface WasmOptions {
  readonly fma: "auto" | "off";
}

export function wasmEngine(_options: WasmOptions): Engine {
  throw new Error("under construction");
}
