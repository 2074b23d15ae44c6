import { describe, expect, it } from "vitest";
import * as data from "../src";

// biome-ignore lint/suspicious/noExplicitAny: each has options of its own.
type Any = any;

const numbers = data.table({ a: [1, 2] });
const wrong = { colums: {} } as Any;

/** Readers and writers with what they take before their options. */
const calls: Record<string, () => unknown> = {
  readCsv: () => data.readCsv("a\n1\n", wrong),
  readTsv: () => data.readTsv("a\n1\n", wrong),
  readJson: () => data.readJson('[{"a":1}]', wrong),
  readNdjson: () => data.readNdjson('{"a":1}\n', wrong),
  readIdx: () => data.readIdx(new Uint8Array([0, 0, 8, 1, 0, 0, 0, 1, 7]), wrong),
  readImages: () => data.readImages("/nowhere", wrong),
  imagesFromImageData: () =>
    data.imagesFromImageData({ data: new Uint8ClampedArray(4), width: 1, height: 1 }, wrong),
  readParquet: () => data.readParquet(new Uint8Array(8), wrong),
  readArrow: () => data.readArrow(new Uint8Array(8), wrong),
  toCsv: () => data.toCsv(numbers, wrong),
  toJson: () => data.toJson(numbers, wrong),
  toParquet: () => data.toParquet(numbers, wrong),
  toArrow: () => data.toArrow(numbers, wrong),
  writeCsv: () => data.writeCsv("/nowhere/a.csv", numbers, wrong),
  writeJson: () => data.writeJson("/nowhere/a.json", numbers, wrong),
  writeParquet: () => data.writeParquet("/nowhere/a.parquet", numbers, wrong),
  writeArrow: () => data.writeArrow("/nowhere/a.arrow", numbers, wrong),
};

/** Those that take no options. */
const without = ["toNdjson", "writeNdjson", "toNested", "toDense"];

describe("an option that there is not", () => {
  it("has a call for every reader and writer", () => {
    const all = Object.keys(data).filter((name) => /^(read|write|to|images)[A-Z]/.test(name));
    expect(all.sort()).toEqual([...Object.keys(calls), ...without].sort());
  });

  it.each(Object.entries(calls))("is refused by %s", async (_name, call) => {
    const made = async (): Promise<unknown> => call();
    await expect(made()).rejects.toThrow(data.DataError);
    await expect(made()).rejects.toThrow(/: expected the options [^"]*, received "colums"; /);
  });

  it("is told in the same words everywhere", () => {
    const made: Record<string, (options: Any) => unknown> = {
      standardScaler: data.standardScaler,
      labelEncoder: data.labelEncoder,
      simpleImputer: data.simpleImputer,
      tfidfVectorizer: data.tfidfVectorizer,
      kFold: data.kFold,
      trainTestSplit: (options) => data.trainTestSplit([1, 2, 3], options),
      split: (options) => data.split([1, 2, 3], options),
      accuracyScore: (options) => data.accuracyScore([1], [1], options),
      makeBlobs: data.makeBlobs,
    };
    for (const [who, make] of Object.entries(made)) {
      expect(() => make(wrong), who).toThrow(
        new RegExp(`^${who}: expected the options [^"]*, received "colums"`),
      );
    }
  });

  it("is allowLeakage where nothing is kept apart", () => {
    for (const call of [
      () => data.resample([1, 2], { allowLeakage: true } as Any),
      () => data.shuffle([1, 2], { allowLeakage: true } as Any),
      () => data.explainSplit(100, { allowLeakage: true } as Any),
    ]) {
      expect(call).toThrow(/expected the options .*, received "allowLeakage"/);
    }
  });
});
