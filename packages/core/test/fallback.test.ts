import { afterEach, expect, test, vi } from "vitest";

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.resetModules();
});

/** What a content-security policy without 'wasm-unsafe-eval' does. */
function forbidWebAssembly(): void {
  const refuse = (): never => {
    throw new WebAssembly.CompileError("Refused to compile or instantiate WebAssembly module");
  };
  vi.stubGlobal(
    "WebAssembly",
    Object.assign(Object.create(WebAssembly), { Module: refuse, Instance: refuse }),
  );
}

test("where WebAssembly is forbidden, the reference engine takes over with one warning", async () => {
  forbidWebAssembly();
  vi.resetModules();
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  const core = await import("../src/index");
  expect(core.tensor([1, 2]).add(1).toArray()).toEqual([2, 3]);
  expect(core.tensor([3]).mul(2).toArray()).toEqual([6]);
  expect(core.getEngine()).toBe("reference");
  expect(warn).toHaveBeenCalledTimes(1);
  expect(warn.mock.calls[0]?.[0]).toContain("wasm-unsafe-eval");
});

test("asking for the engine that is forbidden is an error", async () => {
  forbidWebAssembly();
  vi.resetModules();
  const core = await import("../src/index");
  expect(() => core.setEngine("wasm")).toThrow(/not allowed/);
});
