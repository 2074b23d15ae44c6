import assert from "node:assert/strict";
import { test } from "node:test";
import { atOnce, sizeOf } from "../bundle.mjs";
import { arithmeticLoops, copies } from "../wasm.mjs";

test("loops of arithmetic take twice as long for twice the turns", () => {
  for (const { name, run } of arithmeticLoops()) {
    const time = (/** @type {number} */ turns) => {
      let best = Number.POSITIVE_INFINITY;
      for (let i = 0; i < 200; i++) {
        const begin = performance.now();
        run(turns);
        best = Math.min(best, performance.now() - begin);
      }
      return best;
    };
    time(20_000);
    const ratio = time(40_000) / time(20_000);
    assert.ok(ratio > 1.6 && ratio < 2.5, `${name}: ${ratio}`);
  }
});

test("every way to copy copies everything and no more", () => {
  const bytes = 65536;
  const { memory, from, to, ways } = copies(bytes);
  const whole = new Uint8Array(memory.buffer);
  for (const way of Object.values(ways)) {
    whole.fill(0);
    for (let i = 0; i < bytes; i++) whole[from + i] = 1 + (i % 251);
    way();
    assert.deepEqual(whole.slice(to, to + bytes), whole.slice(from, from + bytes));
    assert.ok(whole.subarray(to + bytes).every((byte) => byte === 0));
  }
});

test("a bundle is what is loaded at once, every file compressed on its own", () => {
  const output = [
    { type: "chunk", fileName: "later.js" },
    {
      type: "chunk",
      fileName: "entry.js",
      isEntry: true,
      imports: ["shared.js"],
      dynamicImports: ["later.js"],
    },
    { type: "chunk", fileName: "shared.js", imports: ["entry.js"] },
  ];
  assert.deepEqual([...atOnce(output)], ["entry.js", "shared.js"]);
  const zeros = new Uint8Array(10_000);
  const one = sizeOf([zeros]);
  assert.equal(one.minified, 10_000);
  assert.ok(one.gzipped < 100);
  assert.deepEqual(sizeOf([zeros, zeros]), { minified: 20_000, gzipped: 2 * one.gzipped });
});
