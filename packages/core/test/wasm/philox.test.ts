import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ModuleBuilder } from "../../src/engines/wasm/encoder";
import { emitPhilox } from "../../src/engines/wasm/philox";
import { philox4x32, philoxFill } from "../../src/primitives/philox";

const hex = (words: ArrayLike<number>): string =>
  Array.from(words, (word) => (word >>> 0).toString(16).padStart(8, "0")).join(" ");

describe("philox4x32", () => {
  // Known answers of Random123 (kat_vectors, philox 4 32 10).
  it.each([
    [[0, 0, 0, 0], [0, 0], "6627e8d5 e169c58d bc57ac4c 9b00dbd8"],
    [
      [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      "408f276d 41c83b0e a20bc7c6 6d5451fd",
    ],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      "d16cfe09 94fdcceb 5001e420 24126ea1",
    ],
  ] as const)("counter %j, key %j", (counter, key, expected) => {
    expect(hex(philox4x32(counter, key))).toBe(expected);
  });

  it("agrees with 64-bit arithmetic", () => {
    const word = fc.integer({ min: 0, max: 0xffffffff });
    fc.assert(
      fc.property(fc.tuple(word, word, word, word), fc.tuple(word, word), (counter, key) => {
        let [c0, c1, c2, c3] = counter.map(BigInt) as [bigint, bigint, bigint, bigint];
        let [k0, k1] = key.map(BigInt) as [bigint, bigint];
        for (let round = 0; round < 10; round++) {
          const [p0, p1] = [c0 * 0xd2511f53n, c2 * 0xcd9e8d57n];
          [c0, c1, c2, c3] = [
            (p1 >> 32n) ^ c1 ^ k0,
            p1 & 0xffffffffn,
            (p0 >> 32n) ^ c3 ^ k1,
            p0 & 0xffffffffn,
          ];
          k0 = (k0 + 0x9e3779b9n) & 0xffffffffn;
          k1 = (k1 + 0xbb67ae85n) & 0xffffffffn;
        }
        expect(philox4x32(counter, key)).toEqual([c0, c1, c2, c3].map(Number));
      }),
    );
  });
});

describe("philoxFill", () => {
  it("numbers blocks by the first counter word and streams by the last", () => {
    const out = new Uint32Array(11);
    philoxFill(out, 5, 6, 7);
    const blocks = [0, 1, 2].flatMap((i) => philox4x32([i, 0, 0, 7], [5, 6]));
    expect([...out]).toEqual(blocks.slice(0, 11));
  });

  it("has even bits and no equal neighbours", () => {
    const out = new Uint32Array(1 << 16);
    philoxFill(out, 1, 2, 3);
    for (let bit = 0; bit < 32; bit++) {
      const ones = out.reduce((sum, word) => sum + ((word >>> bit) & 1), 0);
      // Five standard deviations of 65536 fair coins are 640.
      expect(Math.abs(ones - 32768)).toBeLessThan(640);
    }
    expect(new Set(out).size).toBeGreaterThan(65536 - 5);
  });
});

describe("emitPhilox", () => {
  function generate(
    count: number,
    stream: number,
    key: [number, number],
    ranges: [number, number][],
  ): Int32Array {
    const module = new ModuleBuilder();
    module.importMemory("env", "memory");
    module.exportFunction(emitPhilox(module, "random", count, stream));
    const memory = new WebAssembly.Memory({ initial: 1 });
    const words = new Int32Array(memory.buffer);
    words.set([key[0] | 0, key[1] | 0]);
    const instance = new WebAssembly.Instance(new WebAssembly.Module(module.toBytes()), { env: { memory } });
    for (const [begin, end] of ranges) {
      (instance.exports.random as (...args: number[]) => void)(64, 0, begin, end);
    }
    const written = 16 + Math.ceil(count / 16) * 16;
    expect(
      words.subarray(written, written + 32).every((word) => word === 0),
      "no word beside",
    ).toBe(true);
    return words.slice(16, 16 + count);
  }

  it("is bit-identical with philoxFill, in whatever ranges", () => {
    const word = fc.integer({ min: 0, max: 0xffffffff });
    fc.assert(
      fc.property(
        fc.nat({ max: 300 }),
        word,
        word,
        word,
        fc.nat({ max: 20 }),
        (count, stream, key0, key1, cut) => {
          const expected = new Int32Array(count);
          philoxFill(expected, key0, key1, stream);
          const blocks = Math.ceil(count / 4);
          const middle = Math.min(cut * 4, Math.ceil(blocks / 4) * 4);
          expect(
            generate(
              count,
              stream,
              [key0, key1],
              [
                [middle, blocks],
                [0, middle],
              ],
            ),
          ).toEqual(expected);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("writes no more than count needs, whatever the end", () => {
    const expected = new Int32Array(20);
    philoxFill(expected, 1, 2, 3);
    expect(generate(20, 3, [1, 2], [[0, 1000]])).toEqual(expected);
  });

  it("refuses a count or stream that is none", () => {
    expect(() => emitPhilox(new ModuleBuilder(), "random", -1, 0)).toThrow(
      /"random": expected a count .* received -1/,
    );
    expect(() => emitPhilox(new ModuleBuilder(), "random", 1, 0.5)).toThrow(
      /stream of 32 bits, received 0.5/,
    );
  });
});
