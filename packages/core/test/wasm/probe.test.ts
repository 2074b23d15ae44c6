import { afterEach, describe, expect, it, vi } from "vitest";

/** A fresh copy of the module, as what it found is remembered. */
async function freshProbe(): Promise<typeof import("../../src/engines/wasm/probe")["probe"]> {
  vi.resetModules();
  return (await import("../../src/engines/wasm/probe")).probe;
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("probe", () => {
  it("finds SIMD and compilation in Node, and says what the engine itself says of relaxed SIMD", async () => {
    const probe = await freshProbe();
    const found = probe();
    expect(found.simd).toBe(true);
    expect(found.compile).toBe(true);
    expect(typeof found.relaxedSimd).toBe("boolean");
    expect(probe()).toBe(found);
  });

  it("does nothing on import", async () => {
    const validate = vi.fn(WebAssembly.validate);
    vi.stubGlobal("WebAssembly", { ...webAssembly(), validate });
    const probe = await freshProbe();
    expect(validate).not.toHaveBeenCalled();
    probe();
    probe();
    expect(validate).toHaveBeenCalledTimes(2);
  });

  it("says no where a policy forbids compilation", async () => {
    const Module = (): never => {
      throw new EvalError("Refused to compile WebAssembly: 'wasm-unsafe-eval' is not allowed");
    };
    vi.stubGlobal("WebAssembly", { ...webAssembly(), Module });
    const probe = await freshProbe();
    expect(probe()).toMatchObject({ simd: true, compile: false });
  });

  it("says no where there is no WebAssembly", async () => {
    vi.stubGlobal("WebAssembly", undefined);
    const probe = await freshProbe();
    expect(probe()).toEqual({ simd: false, relaxedSimd: false, compile: false });
  });
});

/** The members of WebAssembly, which are not enumerable. */
function webAssembly(): Record<string, unknown> {
  const { Module, Instance, validate, Memory } = WebAssembly;
  return { Module, Instance, validate, Memory };
}
