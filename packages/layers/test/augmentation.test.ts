import { randomKey, setEngine, splitKey, type Tensor, tensor, zeros } from "@wellfit/core";
import * as layers from "@wellfit/layers";
import { describe, expect, test } from "vitest";
import { randomBeta } from "../src/layers/augmentation/random-beta";
import { sampleAffine } from "../src/layers/augmentation/sample-affine";
import { restoreEngine } from "./support/goldens";

restoreEngine();

const seed = 3;

/** Images of numbers that all differ. */
const images = (n: number, height: number, width: number, channels = 1): Tensor =>
  tensor(
    Float32Array.from({ length: n * height * width * channels }, (_, i) => i + 1),
    { shape: [n, height, width, channels] },
  );

const train = (layer: layers.Layer, x: Tensor): Tensor => layer.apply(x, { training: true }) as Tensor;

/** The pixels of a grey image by rows. */
const rowsOf = (x: Tensor, image = 0): number[][] => {
  const nested = arrays.get(x) ?? (x.toArray() as number[][][][]);
  arrays.set(x, nested);
  return (nested[image] as number[][][]).map((row) => row.map(([p]) => p as number));
};
const arrays = new WeakMap<Tensor, number[][][][]>();

const close = (a: Tensor, b: Tensor | number[][], within = 1e-4): void => {
  const [p, q] = [[...a.data()], Array.isArray(b) ? b.flat() : [...b.data()]];
  expect(p.length).toBe(q.length);
  p.forEach((v, i) => {
    expect(Math.abs(v - (q[i] as number))).toBeLessThan(within);
  });
};

const makers: Record<string, (o?: object) => layers.Layer> = {
  flip: (o) => layers.randomFlip({ seed, ...o }),
  rotation: (o) => layers.randomRotation(0.2, { seed, ...o }),
  zoom: (o) => layers.randomZoom(0.3, { seed, ...o }),
  translation: (o) => layers.randomTranslation(0.3, 0.2, { seed, ...o }),
  crop: (o) => layers.randomCrop(3, 2, { seed, ...o }),
  contrast: (o) => layers.randomContrast([0.4, 0.4], { seed, ...o }),
  brightness: (o) => layers.randomBrightness(0.3, { seed, ...o }),
  erasing: (o) => layers.randomErasing({ seed, factor: [1, 1], ...o }),
  mixUp: (o) => layers.mixUp({ seed, alpha: 1, ...o }),
  cutMix: (o) => layers.cutMix({ seed, ...o }),
};

describe.each(Object.entries(makers))("%s", (name, make) => {
  const x = images(12, 5, 4, 2);

  test("changes nothing when not training, and each image in its own way when training", () => {
    const layer = make();
    if (name === "crop") expect((layer.apply(x) as Tensor).shape).toEqual([12, 3, 2, 2]);
    else expect((layer.apply(x) as Tensor).data()).toEqual(x.data());
    const y = train(layer, x);
    expect(y.dtype).toBe("float32");
    if (name !== "crop") expect(y.shape).toEqual(x.shape);
    // The same image twelve times.
    const same = train(layer, images(1, 5, 4, 2).broadcastTo([12, 5, 4, 2]));
    if (name !== "mixUp" && name !== "cutMix") {
      const kinds = new Set((same.toArray() as unknown[]).map((image) => JSON.stringify(image)));
      expect(kinds.size).toBeGreaterThan(1);
    }
  });

  test("repeats with a seed, on both engines, and differs from step to step", () => {
    const values = (engine: "wasm" | "reference"): number[][] => {
      setEngine(engine);
      const layer = make();
      return [1, 2].map(() => [...train(layer, x).data()]);
    };
    const [one, two] = [values("wasm"), values("reference")];
    expect(values("wasm")).toEqual(one);
    expect(one[0]).not.toEqual(one[1]);
    one.flat().forEach((v, i) => {
      expect(Math.abs(v - (two.flat()[i] as number))).toBeLessThan(1e-3);
    });
  });

  test("does the same with channels in front", () => {
    const y = train(make(), x);
    const z = train(make({ dataFormat: "channelsFirst" }), x.transpose([0, 3, 1, 2])).transpose([0, 2, 3, 1]);
    if (name === "erasing") expect(z.shape).toEqual(y.shape);
    else close(z, y, 1e-3);
  });

  test("refuses what is no image", () => {
    expect(() => make({ name: "mine" }).apply([[1, 2]])).toThrow(
      /^mine: expected .*\[batch, height, width, channels\]/,
    );
    expect(() => make({ dataFormat: "channels" })).toThrow(/dataFormat "channels"/);
    expect(() => make({ boundingBoxFormat: "xyxy" })).toThrow(/boxes are not/);
    expect(() => make({ sed: 1 })).toThrow(/unknown option "sed".*did you mean "seed"/);
  });
});

describe("geometry", () => {
  const one = images(1, 4, 4);
  const fill = { fillMode: "constant", interpolation: "bilinear", fillValue: 0 } as const;

  test("one image without a batch", () => {
    const alone = tensor(one.data(), { shape: [4, 4, 1] });
    const layer = layers.randomFlip({ mode: "horizontal", seed });
    expect(train(layer, alone).shape).toEqual([4, 4, 1]);
    expect(train(layer, one).shape).toEqual([1, 4, 4, 1]);
  });

  test("flips are as NumPy's, and twice is nothing", () => {
    const x = images(40, 3, 4);
    for (const [mode, change] of [
      ["horizontal", (rows: number[][]) => rows.map((row) => row.toReversed())],
      ["vertical", (rows: number[][]) => rows.toReversed()],
      ["horizontalAndVertical", (rows: number[][]) => rows.map((row) => row.toReversed()).toReversed()],
    ] as const) {
      const y = train(layers.randomFlip({ mode, seed }), x);
      // A layer of the same seed decides the same.
      expect(train(layers.randomFlip({ mode, seed }), y).data()).toEqual(x.data());
      let flipped = 0;
      for (let i = 0; i < 40; i++) {
        const before = rowsOf(x, i);
        const after = rowsOf(y, i);
        if (JSON.stringify(after) === JSON.stringify(before)) continue;
        flipped++;
        expect(after).toEqual(change(before));
      }
      expect(flipped).toBeGreaterThan(8);
      expect(flipped).toBeLessThan(32);
    }
  });

  test("no angle is nothing, a quarter turn is NumPy's rot90, and half a turn flips both ways", () => {
    for (const fillMode of ["constant", "nearest", "reflect", "wrap"] as const) {
      for (const interpolation of ["bilinear", "nearest"] as const) {
        const turn = (factor: number): Tensor =>
          train(layers.randomRotation([factor, factor], { fillMode, interpolation, seed }), one);
        close(turn(0), one);
        const rows = rowsOf(one);
        close(
          turn(0.25),
          [3, 2, 1, 0].map((c) => rows.map((row) => row[c] as number)),
        );
        close(
          turn(-0.25),
          [0, 1, 2, 3].map((c) => rows.map((row) => row[c] as number).toReversed()),
        );
        close(turn(0.5), rows.map((row) => row.toReversed()).toReversed());
      }
    }
  });

  test("whole pixels move as NumPy's roll, with what stands outside by the mode", () => {
    const move = (fillMode: layers.FillMode, down: number, right: number, fillValue = 0): number[][] => {
      const factor = (n: number): [number, number] => [n / 4, n / 4];
      const layer = layers.randomTranslation(factor(down), factor(right), { fillMode, fillValue, seed });
      return rowsOf(train(layer, one));
    };
    const row = (...r: number[]): number[] => r;
    expect(move("constant", 1, 0, 9)).toEqual([
      row(9, 9, 9, 9),
      row(1, 2, 3, 4),
      row(5, 6, 7, 8),
      row(9, 10, 11, 12),
    ]);
    expect(move("wrap", 0, -1)[0]).toEqual([2, 3, 4, 1]);
    expect(move("wrap", 2, 0).map(([p]) => p)).toEqual([9, 13, 1, 5]);
    expect(move("wrap", 4, 4)).toEqual(rowsOf(one));
    expect(move("nearest", 0, 2)[0]).toEqual([1, 1, 1, 2]);
    expect(move("reflect", 0, 3)[0]).toEqual([3, 2, 1, 1]);
    expect(move("reflect", 0, -2)[0]).toEqual([3, 4, 4, 3]);
    expect(move("constant", 0, 4)[0]).toEqual([0, 0, 0, 0]);
  });

  test("half a pixel is the mean of two", () => {
    const half = sampleAffine(one, { a0: 1, a1: 0, a2: 0.5, b0: 0, b1: 1, b2: 0 }, fill);
    expect(rowsOf(half)[0]).toEqual([1.5, 2.5, 3.5, 2]);
  });

  test("zoom keeps the middle; no factor is nothing, and twice as far shows every second pixel", () => {
    close(train(layers.randomZoom([0, 0], { seed }), one), one);
    const far = layers.randomZoom([1, 1], { fillMode: "constant", interpolation: "nearest", seed });
    const y = rowsOf(train(far, images(1, 5, 5)));
    expect(y[2]).toEqual([0, 11, 13, 15, 0]);
    expect(y.map((r) => r[2])).toEqual([0, 3, 13, 23, 0]);
  });

  test("crops are parts of the image at places that are all equally likely", () => {
    const x = images(1, 5, 4).broadcastTo([600, 5, 4, 1]);
    const y = train(layers.randomCrop(3, 2, { seed }), x);
    const counts = new Map<number, number>();
    for (let i = 0; i < 600; i++) {
      const part = rowsOf(y, i);
      const corner = part[0]?.[0] as number;
      counts.set(corner, (counts.get(corner) ?? 0) + 1);
      expect(part).toEqual([0, 4, 8].map((below) => [corner + below, corner + below + 1]));
    }
    expect(counts.size).toBe(9);
    for (const count of counts.values()) expect(Math.abs(count - 600 / 9)).toBeLessThan(35);
  });

  test("crops take the middle when not training, and bring it to the size when it is too small", () => {
    expect(rowsOf(layers.randomCrop(2, 2).apply(one))).toEqual([
      [1, 3].map((n) => n + 0.5 + 2),
      [9, 11].map((n) => n + 0.5 + 2),
    ]);
    expect(layers.randomCrop(4, 4).apply(one).data()).toEqual(one.data());
    expect(train(layers.randomCrop(8, 6, { seed }), one).shape).toEqual([1, 8, 6, 1]);
  });
});

describe("colours", () => {
  const grey = images(1, 4, 4).broadcastTo([500, 4, 4, 1]);

  test("brightness adds one number to an image, evenly within the range, and stays in the range", () => {
    const y = train(layers.randomBrightness([-0.1, 0.3], { valueRange: [-100, 100], seed }), grey);
    const by = Array.from({ length: 500 }, (_, i) => (rowsOf(y, i)[0]?.[0] as number) - 1);
    expect(Math.min(...by)).toBeGreaterThanOrEqual(-20);
    expect(Math.max(...by)).toBeLessThanOrEqual(60);
    expect(Math.abs(by.reduce((a, b) => a + b) / 500 - 20)).toBeLessThan(4);
    expect((rowsOf(y, 7)[2]?.[1] as number) - 10).toBeCloseTo(by[7] as number, 4);
    const white = train(layers.randomBrightness([1, 1], { valueRange: [0, 20], seed }), grey);
    expect(white.min().item()).toBe(20);
  });

  test("contrast keeps the mean and multiplies the distance from it", () => {
    const y = train(layers.randomContrast([0.25, 0.5], { valueRange: [-100, 100], seed }), grey);
    const by = Array.from({ length: 500 }, (_, i) => {
      const rows = rowsOf(y, i);
      expect(rows.flat().reduce((a, b) => a + b) / 16).toBeCloseTo(8.5, 4);
      return ((rows[0]?.[0] as number) - 8.5) / (1 - 8.5);
    });
    expect(Math.min(...by)).toBeGreaterThanOrEqual(0.7499);
    expect(Math.max(...by)).toBeLessThanOrEqual(1.50001);
    expect(Math.abs(by.reduce((a, b) => a + b) / 500 - 1.125)).toBeLessThan(0.04);
    const config = layers.randomContrast(0.3).getConfig();
    expect([config.factor, config.value_range]).toEqual([
      [0, 0.3],
      [0, 255],
    ]);
  });

  test("erasing replaces one rectangle of as many images as it should", () => {
    const x = images(300, 10, 10);
    const count = (factor: layers.Factor): number => {
      const options = { factor, fillValue: 0, scale: [0.1, 0.4], valueRange: [0, 1e9], seed } as const;
      const y = train(layers.randomErasing(options), x);
      let erased = 0;
      for (let i = 0; i < 300; i++) {
        const zeroRows = rowsOf(y, i).map((row) => row.map((p) => p === 0));
        const some = zeroRows.filter((row) => row.includes(true));
        if (some.length === 0) continue;
        erased++;
        // The same columns in each of its rows: a rectangle.
        expect(new Set(some.map(String)).size).toBe(1);
        expect(some.length).toBeLessThanOrEqual(7);
      }
      return erased;
    };
    expect(count([1, 1])).toBe(300);
    expect(count(0)).toBe(0);
    expect(Math.abs(count(1) - 150)).toBeLessThan(35);
  });
});

describe("mixing", () => {
  const x = zeros([200, 4, 5, 1]).add(
    tensor(Float32Array.from({ length: 200 }, (_, i) => i)).reshape([200, 1, 1, 1]),
  );
  const labels = tensor(
    Float32Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? i / 2 : 1)),
    { shape: [200, 2] },
  );

  test("the beta distribution has its mean and variance", () => {
    let keys = 0;
    const key = (): Tensor => splitKey(randomKey(keys++))[0] as Tensor;
    for (const alpha of [0.05, 0.2, 1, 3]) {
      const draws = [...randomBeta(key, [20_000], alpha).data()];
      expect(draws.every((d) => d >= 0 && d <= 1)).toBe(true);
      const mean = draws.reduce((a, b) => a + b) / draws.length;
      const variance = draws.reduce((a, b) => a + (b - mean) ** 2, 0) / draws.length;
      expect(Math.abs(mean - 0.5)).toBeLessThan(0.015);
      expect(Math.abs(variance - 1 / (4 * (2 * alpha + 1)))).toBeLessThan(0.005);
    }
  });

  test("mixUp mixes images and labels in one proportion", () => {
    const [y, mixed] = layers.mixUp({ alpha: 1, seed }).apply([x, labels], { training: true });
    // An image has the number of its row in each pixel, and so has its label.
    close(y.slice([null, 0, 0, 0]), mixed.slice([null, 0]), 1e-3);
    close(y.slice([null, 3, 4, 0]), mixed.slice([null, 0]), 1e-3);
    close(mixed.slice([null, 1]), tensor(new Float32Array(200).fill(1)), 1e-6);
    expect(y.slice([null, 0, 0, 0]).data()).not.toEqual(x.slice([null, 0, 0, 0]).data());
  });

  test("cutMix mixes labels by the area that was cut, which images have up to the edge pixels", () => {
    const big = x.broadcastTo([200, 4, 5, 1]).reshape([200, 4, 5, 1]);
    const wide = zeros([200, 40, 50, 1]).add(big.slice([null, [0, 1], [0, 1]]));
    const [y, mixed] = layers.cutMix({ seed, factor: [1, 1] }).apply([wide, labels], { training: true });
    const mean = y.mean([1, 2, 3]).data();
    const values = (y.toArray() as number[][][][]).map((image) => new Set(image.flat(2)));
    expect(values.every((kinds) => kinds.size <= 2)).toBe(true);
    expect(values.filter((kinds) => kinds.size === 2).length).toBeGreaterThan(120);
    mixed
      .slice([null, 0])
      .data()
      .forEach((label: number, i: number) => {
        expect(Math.abs(label - (mean[i] as number))).toBeLessThan(200 * 0.06);
      });
    expect([...layers.cutMix().apply([x, labels])[1].data()]).toEqual([...labels.data()]);
  });

  test("augmentBatches puts them between data and fit, the same with the same seeds", async () => {
    const run = async (): Promise<number[]> => {
      layers.setSeed(1);
      const model = layers.sequential([
        layers.flatten({ inputShape: [4, 5, 1] }),
        layers.dense(2, { activation: "softmax" }),
      ]);
      model.compile({ loss: "categoricalCrossentropy" });
      const y = tensor(
        Float32Array.from({ length: 400 }, (_, i) => (i + Math.floor(i / 2)) % 2),
        { shape: [200, 2] },
      );
      const batches = layers.augmentBatches(layers.mixUp({ alpha: 1 }), x.div(200), y, { batchSize: 64 });
      const { history } = await model.fit(batches, { epochs: 3, verbose: 0 });
      return history.loss;
    };
    const loss = await run();
    expect(loss.length).toBe(3);
    expect(loss.every(Number.isFinite)).toBe(true);
    expect(await run()).toEqual(loss);
    const flips = layers.augmentBatches(layers.randomFlip({ seed }), x, labels, {
      batchSize: 150,
      shuffle: false,
    });
    const got = [...flips()];
    expect(got.map(([images]) => (images as Tensor).shape[0])).toEqual([150, 50]);
    expect([...((got[1] as layers.DataBatch)[1] as Tensor).data()]).toEqual([...labels.data()].slice(300));
    expect(() => layers.augmentBatches(layers.mixUp(), x, [[1, 0]])).toThrow(/200 rows of x and 1 of y/);
  });

  test("labels must be rows", () => {
    expect(() => layers.mixUp().apply([images(2, 3, 3), tensor([1, 0])])).toThrow(
      /labels of shape \[batch, classes\].*oneHot/,
    );
  });
});

describe("arguments", () => {
  const refused: readonly (readonly [() => unknown, RegExp])[] = [
    [() => layers.randomFlip({ mode: "diagonal" as never }), /mode "diagonal".*"horizontal"/],
    [() => layers.randomRotation(1.5), /factor 1.5, expected a number from -1 to 1/],
    [() => layers.randomRotation([0.1] as never), /two such numbers/],
    [() => layers.randomRotation(0.1, { fillMode: "mirror" as never }), /fillMode "mirror".*"reflect"/],
    [() => layers.randomRotation(0.1, { interpolation: "bicubic" as never }), /interpolation "bicubic"/],
    [() => layers.randomRotation(0.1, { fillValue: Number.NaN }), /fillValue NaN/],
    [() => layers.randomZoom(-1), /heightFactor -1, expected a number above -1/],
    [() => layers.randomZoom(0.1, { widthFactor: 2 }), /widthFactor 2/],
    [() => layers.randomTranslation(0.1, 1.1), /widthFactor 1.1/],
    [() => layers.randomTranslation(0.1, undefined as never), /widthFactor undefined/],
    [() => layers.randomCrop(0, 3), /height 0, expected a whole number/],
    [() => layers.randomContrast(-0.1), /factor -0.1, expected a number from 0 to 1/],
    [() => layers.randomBrightness(1.2), /factor 1.2/],
    [
      () => layers.randomBrightness(0.1, { valueRange: [1, 1] }),
      /valueRange \[1, 1\], expected two different/,
    ],
    [() => layers.randomErasing({ factor: 2 }), /factor 2/],
    [() => layers.randomErasing({ scale: [-0.1, 0.2] }), /scale/],
    [() => layers.randomErasing({ fillValue: "noise" as never }), /fillValue "noise"/],
    [() => train(layers.randomErasing({ fillValue: [1, 2], seed }), images(1, 3, 3)), /images of 1 channels/],
    [() => layers.mixUp({ alpha: 0 }), /alpha 0, expected a number above 0/],
    [() => layers.cutMix({ factor: 1.5 }), /factor 1.5/],
    [() => layers.randomFlip({ seed: -1 }), /seed -1/],
  ];
  test.each(refused)("%s", (make, message) => {
    expect(make).toThrow(message);
  });
});
