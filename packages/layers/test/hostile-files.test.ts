import * as layers from "@wellfit/layers";
import { beforeAll, describe, expect, test } from "vitest";
import type { H5Group } from "../src/serialization/hdf5/nodes";
import { readHdf5 } from "../src/serialization/hdf5/read";
import { largestUnpacked, Zip } from "../src/serialization/zip/read-zip";
import { writeZip } from "../src/serialization/zip/write-zip";
import { kerasBytes, kerasModels } from "./support/keras-goldens";

/** Numbers that are the same in every run. */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Bytes as accidents and enemies change them: bits flipped, lengths and addresses replaced, parts cut out or doubled. */
function mutate(bytes: Uint8Array, below: (n: number) => number): Uint8Array {
  const kind = below(10);
  if (kind === 0) return bytes.slice(0, below(bytes.length));
  if (kind === 1) {
    const at = below(bytes.length);
    const to = Math.min(bytes.length, at + 1 + below(64));
    return Uint8Array.from(
      { length: bytes.length - (to - at) },
      (_, i) => bytes[i < at ? i : i + to - at] as number,
    );
  }
  const out = bytes.slice();
  const changes = 1 + below(6);
  for (let i = 0; i < changes; i++) {
    // The beginning has most of what says where things are.
    const at = below(below(2) === 0 ? Math.min(4096, out.length) : out.length);
    const view = new DataView(out.buffer);
    switch (below(6)) {
      case 0:
        out[at] = (out[at] as number) ^ (1 << below(8));
        break;
      case 1:
        out[at] = below(256);
        break;
      case 2:
        out[at] = [0, 1, 127, 128, 255][below(5)] as number;
        break;
      case 3:
        if (at + 8 <= out.length) view.setBigUint64(at, BigInt(below(out.length)), true);
        break;
      case 4:
        if (at + 8 <= out.length)
          view.setBigUint64(at, [2n ** 64n - 1n, 2n ** 63n, 2n ** 32n][below(3)] as bigint, true);
        break;
      default:
        out.copyWithin(at, below(out.length), below(out.length));
    }
  }
  return out;
}

/** Settings as they are changed: numbers, names, brackets. */
function mutateText(text: string, below: (n: number) => number): string {
  let out = text;
  for (let i = 1 + below(3); i > 0; i--) {
    const at = below(out.length);
    const piece = [
      '"',
      "{",
      "}",
      "[",
      "]",
      "9",
      "-1",
      "1e9",
      "null",
      "true",
      '"__proto__": ',
      ",",
      '"Lambda"',
      "0.5",
      "é",
    ][below(15)] as string;
    const cut = below(3) === 0 ? below(40) : below(2);
    out = out.slice(0, at) + piece + out.slice(at + cut);
  }
  return out;
}

/** Settings of which values are replaced, taken away or put elsewhere, so that they stay JSON. */
function mutateTree(text: string, below: (n: number) => number): string {
  const tree: unknown = JSON.parse(text);
  for (let i = 1 + below(2); i > 0; i--) {
    let at = tree as Record<string, unknown>;
    for (let depth = below(12); depth > 0; depth--) {
      const inner = Object.values(at).filter((one) => typeof one === "object" && one !== null);
      if (inner.length === 0) break;
      at = inner[below(inner.length)] as Record<string, unknown>;
    }
    const keys = Object.keys(at);
    const key = keys[below(keys.length)] ?? "more";
    const values = [
      null,
      -1,
      0,
      1e9,
      1.5,
      "",
      "relu",
      "Dense",
      true,
      [],
      {},
      [null, 2],
      "constructor",
      at,
      tree,
    ];
    const value = values[below(values.length)];
    if (below(8) === 0) delete at[key];
    else at[key] = typeof value === "object" ? structuredClone(value) : value;
  }
  return JSON.stringify(tree);
}

/** Reads all that a tree has. */
function readAll(node: H5Group): void {
  for (const attribute of node.attributes.values()) attribute.values();
  for (const child of node.children.values()) {
    if (child.kind === "group") readAll(child);
    else {
      const { length } = child.numbers();
      expect(length).toBe(child.shape.reduce((a, b) => a * b, 1));
    }
  }
}

/** An error for people: of a usual kind, one that says what was received or is wrong, not one of the engine. */
function expectGood(error: unknown, bytes: Uint8Array, i: number): void {
  const { name, message } = error as Error;
  // An error of the engine may be quoted, but does not stand alone.
  const bare = /\(reading|is not a function|is not iterable|call stack|^Invalid |allocation failed/;
  const good =
    ["RangeError", "TypeError", "SyntaxError", "Error"].includes(name) &&
    /damaged|expected|received|not read here|not JSON|hostile|cannot|encrypted/.test(message) &&
    (message.includes("they are damaged (") || !bare.test(message));
  if (!good)
    expect(`${i} (${bytes.length} bytes): ${name}: ${message} ${(error as Error).stack}`).toBe(
      "an error for people",
    );
}

const weightsOf = async (file: string): Promise<Uint8Array> =>
  (await new Zip(kerasBytes(file), largestUnpacked(1)).read("model.weights.h5")) as Uint8Array;

// 20,000 in all.
describe("mutated files", () => {
  test("12,000 of HDF5 are read or refused", async () => {
    const below = generator(1);
    const files = [
      ...(await Promise.all(kerasModels.map((name) => weightsOf(`${name}.keras`)))),
      kerasBytes("m17_uncompiled.h5"),
      kerasBytes("m04_gaussian_noise.h5"),
      kerasBytes("m15_nested_named.h5"),
    ];
    let read = 0;
    for (let i = 0; i < 12_000; i++) {
      const bytes = mutate(files[below(files.length)] as Uint8Array, below);
      try {
        readAll(readHdf5(bytes));
        read++;
      } catch (error) {
        expectGood(error, bytes, i);
      }
    }
    // Numbers may change without a trace: HDF5 has no checksums.
    expect(read).toBeGreaterThan(1000);
    expect(read).toBeLessThan(11_000);
  }, 120_000);

  let small: layers.Model;
  beforeAll(async () => {
    small = await layers.loadModel(kerasBytes("m17_uncompiled.keras"));
  });

  test("3,000 of weights change all of a model or nothing", async () => {
    const below = generator(2);
    const files = [
      kerasBytes("m17_uncompiled.weights.h5"),
      kerasBytes("m17_uncompiled.h5"),
      await layers.weightsToSafetensors(small),
    ];
    const good = small.getWeights();
    for (let i = 0; i < 3000; i++) {
      const bytes = mutate(files[i % 3] as Uint8Array, below);
      try {
        await small.loadWeights(bytes);
        small.setWeights(good);
      } catch (error) {
        expectGood(error, bytes, i);
        if (i % 10 === 0) expect(small.getWeights()).toEqual(good);
      }
    }
  }, 120_000);

  test("3,000 of .keras and whole-model .h5 are loaded or refused", async () => {
    const below = generator(3);
    const files = [kerasBytes("m17_uncompiled.keras"), kerasBytes("m17_uncompiled.h5")];
    for (let i = 0; i < 3000; i++) {
      const bytes = mutate(files[i % 2] as Uint8Array, below);
      await layers.loadModel(bytes).catch((error) => expectGood(error, bytes, i));
    }
  }, 120_000);

  test("2,000 of settings in whole zips are loaded or refused", async () => {
    const below = generator(4);
    const zip = new Zip(kerasBytes("m01_dense_l2.keras"), 1e9);
    const weights = (await zip.read("model.weights.h5")) as Uint8Array;
    const config = new TextDecoder().decode(await zip.read("config.json"));
    for (let i = 0; i < 2000; i++) {
      const text = (i % 2 === 0 ? mutateText : mutateTree)(config, below);
      const bytes = await writeZip([
        ["config.json", new TextEncoder().encode(text)],
        ["model.weights.h5", weights],
      ]);
      await layers.loadModel(bytes).catch((error) => expectGood(error, bytes, i));
    }
  }, 120_000);
});
