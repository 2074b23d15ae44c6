import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import {
  DataError,
  type NdArray,
  readArrow,
  readCsv,
  readIdx,
  readJson,
  readNdjson,
  readParquet,
  type Table,
  table,
  toArrow,
  toCsv,
  toJson,
  toNdjson,
  toParquet,
} from "../src/index";
import { goldenBytes } from "./support/typed-files";

// 100,000 damaged files. Each must be read, or refused with a DataError; nothing else may come out, and none
// may take long or much memory: what a file declares is never believed. Seeds are fixed.

/** mulberry32, enough for mutations. */
const randomOf = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
};

const extremes = [0, 1, 2, 0x7f, 0x80, 0xff, 0xfe];
const words = [0, 1, 0x7fffffff, 0x80000000, 0xffffffff, 0x10000000, 0x00ffffff];

/** Changes some bytes: flips, extreme values, cuts, copies, other lengths, zeros. */
const mutate = (bytes: Uint8Array, random: () => number): Uint8Array => {
  let out = Uint8Array.from(bytes);
  const place = (): number => {
    // Half of the changes go where the metadata are: the start and the end.
    const edge = Math.min(out.length, 64 + Math.floor(out.length / 8));
    const r = random();
    if (r < 0.25) return Math.floor(random() * edge);
    if (r < 0.5) return out.length - 1 - Math.floor(random() * edge);
    return Math.floor(random() * out.length);
  };
  const times = 1 + Math.floor(random() * random() * 6);
  for (let i = 0; i < times && out.length > 0; i++) {
    const at = place();
    switch (Math.floor(random() * 8)) {
      case 0:
        out[at]! ^= 1 << Math.floor(random() * 8);
        break;
      case 1:
        out[at] = extremes[Math.floor(random() * extremes.length)]!;
        break;
      case 2:
        out[at] = Math.floor(random() * 256);
        break;
      case 3: {
        const word = words[Math.floor(random() * words.length)]!;
        const big = random() < 0.5;
        for (let b = 0; b < 4 && at + b < out.length; b++) out[at + b] = word >>> (8 * (big ? 3 - b : b));
        break;
      }
      case 4:
        if (random() < 0.3) out = out.slice(0, at);
        else out[at] = (out[at]! + 1) & 255;
        break;
      case 5: {
        const length = Math.floor(random() * 16);
        out.copyWithin(at, Math.max(0, at - length - Math.floor(random() * 32)), Math.max(0, at - 1));
        break;
      }
      case 6: {
        const from = place();
        const insert = out.slice(from, from + 1 + Math.floor(random() * 12));
        const longer = new Uint8Array(out.length + insert.length);
        longer.set(out.subarray(0, at));
        longer.set(insert, at);
        longer.set(out.subarray(at), at + insert.length);
        out = longer;
        break;
      }
      default:
        out.fill(random() < 0.5 ? 0 : 255, at, at + 1 + Math.floor(random() * 8));
    }
  }
  return out;
};

const small: Table = table(
  {
    id: [1, 2, null, 4, -5, 6],
    far: [2 ** 40, 5, null, 7, 8, 9],
    x: [0.5, null, -1e9, 4, 5.25, 1e-7],
    ok: [true, false, null, true, true, false],
    word: ["red", "grün", null, "red", 'a "quote", and\nmore', "blue"],
    size: ["S", "L", "M", null, "S", "S"],
    when: ["2020-04-03", null, "1969-01-01", "2020-04-03", "2020-04-05", "2020-04-06"],
  },
  { columns: { size: { kind: "ordinal", order: ["S", "M", "L"] }, when: "datetime" } },
);

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

type Read = (bytes: Uint8Array) => Promise<Table | NdArray>;

const judge = async (
  read: Read,
  seeds: readonly Uint8Array[],
  count: number,
  seed: number,
): Promise<{ read: number; refused: number; slowest: number }> => {
  const random = randomOf(seed);
  const outcome = { read: 0, refused: 0, slowest: 0 };
  const memory = process.memoryUsage();
  const before = memory.heapUsed + memory.arrayBuffers;
  let most = 0;
  for (let i = 0; i < count; i++) {
    const bytes = mutate(seeds[i % seeds.length]!, random);
    const start = performance.now();
    try {
      const result = await read(bytes);
      // What is read is whole: every cell can be looked at.
      if ("columnNames" in result) for (const name of result.columnNames) result.column(name).toArray();
      else expect(result.data.length).toBe(result.shape.reduce((product, n) => product * n, 1));
      outcome.read++;
    } catch (error) {
      if (!(error instanceof DataError)) {
        throw new Error(`case ${i} of seed ${seed} ended with ${String(error)}`, { cause: error });
      }
      expect(error.message.length).toBeGreaterThan(20);
      outcome.refused++;
    }
    outcome.slowest = Math.max(outcome.slowest, performance.now() - start);
    if (i % 500 === 0) {
      const now = process.memoryUsage();
      most = Math.max(most, now.heapUsed + now.arrayBuffers - before);
    }
  }
  expect(most).toBeLessThan(1.5e9);
  return outcome;
};

describe("readers given damaged files", () => {
  const cases: [string, number, Read, () => Promise<Uint8Array[]>][] = [
    ["CSV", 25_000, (bytes) => readCsv(bytes), async () => [text(toCsv(small)), text('a;b\n1,5;x\n"2";y\n')]],
    [
      "JSON",
      20_000,
      (bytes) => readJson(bytes),
      async () => [
        text(toJson(small)),
        text(toJson(small, { form: "columns" })),
        text(toJson(small, { form: "table" })),
        gzipSync(toJson(small)),
      ],
    ],
    [
      "NDJSON",
      15_000,
      (bytes) => readNdjson(bytes),
      async () => [text(toNdjson(small)), gzipSync(toNdjson(small))],
    ],
    [
      "IDX",
      20_000,
      (bytes) => readIdx(bytes),
      async () => [
        await goldenBytes("mnist5-labels-idx1-ubyte"),
        await goldenBytes("mnist5-images-idx3-ubyte.gz"),
      ],
    ],
    [
      "Parquet",
      10_000,
      (bytes) => readParquet(bytes),
      async () => [
        await toParquet(small),
        await toParquet(small, { codec: "none", rowGroupSize: 4 }),
        ...(await Promise.all(
          ["plain", "snappy", "gzip-v2", "zstd", "lz4", "brotli", "delta", "delta-length"].map((name) =>
            goldenBytes(`${name}.parquet`),
          ),
        )),
      ],
    ],
    [
      "Arrow",
      10_000,
      (bytes) => readArrow(bytes),
      async () => [
        await toArrow(small),
        await toArrow(small, { format: "stream" }),
        ...(await Promise.all(
          ["file.arrow", "stream.arrows", "zstd.arrow", "lz4.feather", "delta.arrows", "nested.arrow"].map(
            goldenBytes,
          ),
        )),
      ],
    ],
  ];

  cases.forEach(([name, count, read, seeds], i) => {
    it(`${name}: ${count} of them end in a table or a DataError`, { timeout: 120_000 }, async () => {
      const outcome = await judge(read, await seeds(), count, 1000 + i);
      if (process.env.FUZZ_REPORT !== undefined) console.log(name, outcome);
      // The slowest took 0.13 s when this was written; a loop that believes a file takes minutes.
      expect(outcome.slowest).toBeLessThan(10_000);
      // Both ends are reached, so the changes are neither harmless nor all alike.
      expect(outcome.read).toBeGreaterThan(count / 200);
      expect(outcome.refused).toBeGreaterThan(count / 200);
    });
  });
});
