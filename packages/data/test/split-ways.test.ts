import fc from "fast-check";
import { describe, expect, expectTypeOf, it } from "vitest";
import {
  explainSplit,
  LeakageError,
  ndarray,
  type Parts,
  provenance,
  split,
  standardScaler,
  type Table,
  type TrainDev,
  table,
  targetDistributionSplit,
  trainTestSplit,
} from "../src";

const arange = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const sizesOf = (parts: { train: number[]; dev: number[]; test?: number[] }) => [
  parts.train.length,
  parts.dev.length,
  parts.test?.length,
];

describe("presets and the default", () => {
  it.each([
    ["60/20/20", 1000, [600, 200, 200]],
    ["98/1/1", 1000, [980, 10, 10]],
    ["99.5/0.25/0.25", 4000, [3980, 10, 10]],
    ["99.5/0.4/0.1", 4000, [3980, 16, 4]],
  ] as const)("%s of %i rows", (preset, n, sizes) => {
    expect(sizesOf(split(arange(n), { preset, randomState: 0 }))).toEqual(sizes);
    expect(explainSplit(n, { preset }).name).toBe(preset);
  });

  it("70/30 has no test part", () => {
    const people = table({ id: arange(100), kind: arange(100).map((i) => "ab"[i % 2]!) });
    const parts = split(people, { preset: "70/30", stratify: "kind", randomState: 0 });
    expectTypeOf(parts).toEqualTypeOf<TrainDev<Table>>();
    expectTypeOf(split(people, { preset: "98/1/1" })).toEqualTypeOf<Parts<Table>>();
    expect(Object.keys(parts)).toEqual(["train", "dev"]);
    expect([parts.train.nRows, parts.dev.nRows]).toEqual([70, 30]);
    const [train] = trainTestSplit(people, { testSize: 30, trainSize: 70, stratify: "kind", randomState: 0 });
    expect(parts.train.column("id").toArray()).toEqual(train.column("id").toArray());
    expect(() => standardScaler().fit(parts.dev.select(["id"]))).toThrow(/received the dev part/);
  });

  it("the default follows the number of rows", () => {
    const sizes = (n: number) => {
      const { train, dev, test, name } = explainSplit(n);
      expect(train + dev + test).toBe(n);
      return [dev, test, name];
    };
    expect(sizes(344)).toEqual([69, 69, "60/20/20"]);
    expect(sizes(50_000)).toEqual([10_000, 10_000, "60/20/20"]);
    expect(sizes(200_000)).toEqual([10_000, 10_000, "90/5/5"]);
    expect(sizes(1_000_000)).toEqual([10_000, 10_000, "98/1/1"]);
    expect(sizes(4_000_000)).toEqual([10_000, 10_000, "99.5/0.25/0.25"]);
    expect(sizes(40_000_000)).toEqual([100_000, 100_000, "99.5/0.25/0.25"]);
    expect(sizesOf(split(arange(60_000), { randomState: 0 }))).toEqual([40_000, 10_000, 10_000]);
  });

  it("says why", () => {
    expect(explainSplit(344).why).toMatch(
      /344 rows are few.*60\/20\/20\): 69 rows tell.*within 12 percentage/,
    );
    expect(explainSplit(1_000_000).why).toMatch(/many.*10,000 rows tell.*within 0.98 percentage.*98\/1\/1/);
    expect(explainSplit([1, 2, 3, 4, 5]).train).toBe(3);
    expect(explainSplit(100, { preset: "70/30" }).why).toMatch(
      /70\/30.*In dev 30 rows.*there is no test part/,
    );
    expect(explainSplit(100, { train: 50, dev: 30, test: 20 })).toMatchObject({ name: "50/30/20", test: 20 });
    expect(() => explainSplit(2)).toThrow(/^explainSplit: .*every part needs a row/);
    for (const n of [0, -3, 2.5, Number.NaN]) {
      expect(() => explainSplit(n)).toThrow(/^explainSplit: expected the number of rows as a whole number/);
    }
  });

  it("tells what is wrong", () => {
    const wrong = (options: object, message: RegExp) =>
      expect(() => split(arange(20), options as never)).toThrow(message);
    wrong({ preset: "50/50" }, /expected preset as one of "70\/30", "60\/20\/20"/);
    wrong({ preset: "98/1/1", dev: 0.1 }, /expected a preset or sizes, received preset "98\/1\/1" and dev/);
    wrong({ stratified: "y" }, /received "stratified"; did you mean "stratify"/);
    wrong({ stratify: arange(20), groups: arange(20) }, /received stratify and groups.*stratifiedGroupKFold/);
    wrong({ time: arange(20), groups: arange(20) }, /received groups and time/);
    wrong({ time: arange(20), shuffle: true }, /no shuffle with time/);
    wrong({ groups: Array(20).fill("a") }, /at least 3 groups, one for each part, received 1/);
    wrong({ groups: [null, ...arange(19)] }, /a group in every row, received 1 missing value/);
    wrong({ time: Array(20).fill(7) }, /at least 3 different times, one for each part, received 1/);
    wrong({ time: Array(20).fill("3/4/24") }, /ISO texts such as "2024-05-31", received "3\/4\/24" in row 0/);
    expect(() => trainTestSplit(arange(9), { test: 3 } as never)).toThrow(/received "test"; leave it out/);
  });
});

const groupsOf = fc.array(fc.constantFrom("a", "b", "c", "d", "e", "f", "g"), {
  minLength: 20,
  maxLength: 90,
});

describe("splits by group", () => {
  it("never tear one, are complete, and the same for a seed", () => {
    fc.assert(
      fc.property(groupsOf, fc.nat(1000), fc.boolean(), (groups, randomState, shuffle) => {
        fc.pre(new Set(groups).size >= 3);
        const n = groups.length;
        const options = { groups, randomState, shuffle };
        const { train, dev, test } = split(arange(n), options);
        expect(split(arange(n), options)).toEqual({ train, dev, test });
        expect([...train, ...dev, ...test].sort((a, b) => a - b)).toEqual(arange(n));
        const [a, b, c] = [train, dev, test].map((rows) => new Set(rows.map((row) => groups[row])));
        expect(a!.size + b!.size + c!.size).toBe(new Set(groups).size);
        expect(Math.min(a!.size, b!.size, c!.size)).toBeGreaterThan(0);
        const [rest, held] = trainTestSplit(arange(n), { groups, randomState });
        expect([...rest, ...held].sort((x, y) => x - y)).toEqual(arange(n));
        const gone = new Set(held.map((row) => groups[row]));
        expect(rest.some((row) => gone.has(groups[row]!))).toBe(false);
      }),
    );
  });

  it("come near to the sizes", () => {
    const patient = arange(1000).map((i) => `p${Math.floor(i / 4)}`);
    const { train, dev, test } = split(table({ patient }), { groups: "patient", randomState: 0 });
    expect([train.nRows, dev.nRows, test.nRows]).toEqual([600, 200, 200]);
    const few = split(arange(1000), { train: 100, dev: 40, test: 40, groups: patient, randomState: 0 });
    expect(sizesOf(few)).toEqual([100, 40, 40]);
    // One group of half of all rows has to be in train.
    const uneven = arange(100).map((i) => (i < 50 ? "large" : `g${i}`));
    for (let randomState = 0; randomState < 10; randomState++) {
      expect(sizesOf(split(arange(100), { groups: uneven, randomState }))).toEqual([60, 20, 20]);
    }
  });

  it("keep the order of groups without a shuffle", () => {
    const parts = split(arange(10), {
      groups: ["b", "b", "a", "a", "c", "c", "d", "d", "e", "e"],
      shuffle: false,
    });
    expect(parts).toEqual({ train: [0, 1, 2, 3, 4, 5], dev: [6, 7], test: [8, 9] });
  });
});

describe("splits by time", () => {
  it("go forward, tear no moment, and are complete", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 10, maxLength: 80 }), (time) => {
        fc.pre(new Set(time).size >= 3);
        const n = time.length;
        const { train, dev, test } = split(arange(n), { time });
        expect([...train, ...dev, ...test].sort((a, b) => a - b)).toEqual(arange(n));
        const at = (rows: number[]) => rows.map((row) => time[row]!);
        expect(Math.max(...at(train))).toBeLessThan(Math.min(...at(dev)));
        expect(Math.max(...at(dev))).toBeLessThan(Math.min(...at(test)));
        expect(at(train)).toEqual(at(train).sort((a, b) => a - b));
        const [before, after] = trainTestSplit(arange(n), { time });
        expect(Math.max(...at(before))).toBeLessThan(Math.min(...at(after)));
        expect(before.length + after.length).toBe(n);
      }),
    );
  });

  it("read numbers, ISO texts, dates and columns alike", () => {
    const days = arange(10).map((i) => `2024-0${1 + ((i * 7) % 9)}-1${i}`);
    const expected = split(arange(10), { time: days.map((day) => Date.parse(day)) });
    expect(sizesOf(expected)).toEqual([6, 2, 2]);
    expect(split(arange(10), { time: days })).toEqual(expected);
    expect(split(arange(10), { time: days.map((day) => new Date(day)) })).toEqual(expected);
    expect(split(arange(10), { time: days.map((day) => `${day} 00:00:00`) })).toEqual(expected);
    const byColumn = split(table({ day: days, id: arange(10) }), { time: "day" });
    expect(byColumn.test.column("id").toArray()).toEqual(expected.test);
  });

  it("leave out the earliest rows when fewer are asked for", () => {
    const parts = split(arange(20), { train: 5, dev: 3, test: 2, time: arange(20).reverse() });
    expect(parts).toEqual({ train: [9, 8, 7, 6, 5], dev: [4, 3, 2], test: [1, 0] });
  });
});

describe("targetDistributionSplit", () => {
  const camera = arange(108_000).map((i) => (i % 27 < 25 ? "web" : "phone"));

  it("does what the pictures of cats need", () => {
    const x = ndarray(Float64Array.from(arange(108_000)), [108_000, 1]);
    const { train, trainDev, dev, test, report } = targetDistributionSplit(
      { x, camera },
      { source: "camera", target: "phone", dev: 2000, test: 2000, trainDev: 2000, randomState: 1 },
    );
    expect(new Set([...dev.camera, ...test.camera])).toEqual(new Set(["phone"]));
    expect([train, trainDev, dev, test].map((part) => part.camera.length)).toEqual([
      102_000, 2000, 2000, 2000,
    ]);
    const phones = (part: { camera: string[] }) => part.camera.filter((one) => one === "phone").length;
    expect(phones(train) + phones(trainDev)).toBe(4000);
    expect(report.train).toEqual({ rows: 102_000, target: phones(train), share: phones(train) / 102_000 });
    expect(report.trainDev.target).toBe(phones(trainDev));
    expect(report.dev).toEqual({ rows: 2000, target: 2000, share: 1 });
    expect(report.shuffled.dev.target).toBe(148);
    expect(report.shuffled.test.target).toBe(148);
    expect(String(report)).toMatch(/^part.*\ntrain .*\ntrainDev.*\ndev +2000 +2000 +100.0%\n.*\nif all/);
    const all = [train, trainDev, dev, test].flatMap((part) => [...part.x.data]);
    expect(all.sort((a, b) => a - b)).toEqual(arange(108_000));
    for (const part of [trainDev, dev, test])
      expect(() => standardScaler().fit(part.x)).toThrow(LeakageError);
    expect(() => standardScaler().fit(trainDev.x)).toThrow(/received the trainDev part/);
    expect(() => standardScaler().fit(x)).toThrow(LeakageError);
    expect(() => standardScaler().fit(train.x)).not.toThrow();
    expect(provenance(trainDev.x)?.part).toBe("trainDev");
  });

  it("has defaults, takes several sources, and is the same for a seed", () => {
    const pictures = table({ camera: arange(100).map((i) => ["web", "phone", "tablet", "web"][i % 4]!) });
    const options = { source: "camera", target: ["phone", "tablet"], randomState: 3 } as const;
    const { train, trainDev, dev, test, report } = targetDistributionSplit(pictures, options);
    expect([train, trainDev, dev, test].map((part) => part.nRows)).toEqual([67, 7, 13, 13]);
    expect(report.train.target + report.trainDev.target).toBe(24);
    const again = targetDistributionSplit(pictures, options);
    expect(again.train.column("camera").toArray()).toEqual(train.column("camera").toArray());
    expect(targetDistributionSplit(pictures, { ...options, trainDev: 0 }).trainDev.nRows).toBe(0);
  });

  it("tells what is wrong", () => {
    const pictures = table({ camera: arange(20).map((i) => (i < 12 ? "web" : "phone")) });
    const wrong = (options: object, message: RegExp) =>
      expect(() => targetDistributionSplit(pictures, options as never)).toThrow(message);
    wrong({}, /options source and target.*received no source/);
    wrong({ source: "camera" }, /received no target/);
    wrong({ source: "camera", target: "fone" }, /one of the sources \("web", "phone"\), received "fone"/);
    wrong({ source: "camera", target: "phone", dev: 5, test: 4 }, /at most the 8 rows of the target/);
    wrong({ source: "camera", target: "phone", dev: 0 }, /dev as a fraction between 0 and 1 or a count/);
    wrong({ source: "camera", target: "phone", trainDev: 16 }, /received 16 besides dev and test/);
    wrong({ source: "camera", target: "phone", seed: 1 }, /received "seed"/);
    wrong({ source: Array(20).fill(null), target: null }, /a source in every row/);
    const fitted = table({ x: arange(20) });
    standardScaler().fit(fitted);
    const source = pictures.column("camera");
    expect(() => targetDistributionSplit(fitted, { source, target: "phone" })).toThrow(LeakageError);
    expect(() =>
      targetDistributionSplit(fitted, { source, target: "phone", allowLeakage: true }),
    ).not.toThrow();
  });
});
