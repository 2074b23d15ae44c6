import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { deflateSync } from "node:zlib";
import { encode as encodePng } from "fast-png";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DataError, imagesFromImageData, provenance, readImages } from "../src/index";

interface Golden {
  readonly images: Record<string, { width: number; height: number; tolerance: number; rgba: number[] }>;
  readonly grey: number[];
  readonly larger: { width: number; height: number; rgb: number[] };
}

let folder = "";
let golden: Golden;
const source = (name: string): string => fileURLToPath(new URL(`goldens/images/${name}`, import.meta.url));

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "wellfit-images-"));
  golden = JSON.parse(await readFile(new URL("goldens/images.json", import.meta.url), "utf8"));
});
afterAll(() => rm(folder, { recursive: true }));

/** A folder of classes, with the goldens that are asked for under each. */
const classes = async (name: string, files: Record<string, string>): Promise<string> => {
  const root = join(folder, name);
  for (const [path, from] of Object.entries(files)) {
    await mkdir(join(root, path, ".."), { recursive: true });
    await copyFile(source(from), join(root, path));
  }
  return root;
};

const worst = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  expect(a.length).toBe(b.length);
  return Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);
};

describe("readImages", () => {
  it("decodes every form of PNG and JPEG as Pillow does", async () => {
    for (const [name, { width, height, tolerance, rgba }] of Object.entries(golden.images)) {
      const root = await classes(`form-${name}`, { [`one/${name}`]: name });
      const { x } = await readImages(root, { colorMode: "rgba" });
      expect(x.shape).toEqual([1, height, width, 4]);
      expect([name, worst(x.data, rgba) <= tolerance]).toEqual([name, true]);
    }
  });

  it("takes classes from subfolders, sorted", async () => {
    const root = await classes("pets", {
      "dog/b.png": "rgba.png",
      "dog/deep/a.png": "rgb.png",
      "cat/2.JPG": "rgb.jpg",
      "cat/1.png": "palette8.png",
      "cat 2/1.png": "rgb.png",
    });
    await writeFile(join(root, "cat", "notes.txt"), "no image");
    const { x, y, classNames, files } = await readImages(root);
    expect(classNames).toEqual(["cat", "cat 2", "dog"]);
    expect(files).toEqual(["cat/1.png", "cat/2.JPG", "cat 2/1.png", "dog/b.png", "dog/deep/a.png"]);
    expect(y).toEqual({ data: Int32Array.of(0, 0, 1, 2, 2), shape: [5] });
    expect(x.shape).toEqual([5, 7, 11, 3]);
    expect(x.data).toBeInstanceOf(Uint8Array);
    expect(provenance(y)?.sourceId).toBe(provenance(x)?.sourceId);
  });

  it("makes grey and larger ones as Pillow does", async () => {
    const root = await classes("one", { "a/rgb.png": "rgb.png" });
    const grey = await readImages(root, { colorMode: "grayscale" });
    expect(Array.from(grey.x.data)).toEqual(golden.grey);
    const { width, height, rgb } = golden.larger;
    const larger = await readImages(root, { size: [height, width], dtype: "float64" });
    expect(larger.x.data).toBeInstanceOf(Float64Array);
    expect(worst(larger.x.data, rgb)).toBeLessThan(1e-3);
    const rounded = await readImages(root, { size: [height, width] });
    expect(worst(rounded.x.data, rgb)).toBeLessThan(0.501);
  });

  it("refuses what is no such folder", async () => {
    const loose = await classes("loose", { "1.png": "rgb.png", "a/1.png": "rgb.png" });
    await expect(readImages(loose)).rejects.toThrow(/"1.png" outside of one/);
    await mkdir(join(folder, "empty"));
    await expect(readImages(join(folder, "empty"))).rejects.toThrow(/received none/);
    await expect(readImages(join(folder, "none"))).rejects.toThrow(/ENOENT/);
    await expect(readImages("")).rejects.toThrow(/path of a folder/);
    const root = await classes("sizes", { "a/1.png": "rgb.png" });
    await writeFile(
      join(root, "a", "2.png"),
      encodePng({ width: 2, height: 3, data: new Uint8Array(18), channels: 3 }),
    );
    await expect(readImages(root)).rejects.toThrow(
      /11 x 7, as a\/1\.png.*2 x 3 for a\/2\.png.*size: \[7, 11\]/,
    );
    expect((await readImages(root, { size: [4, 4] })).x.shape).toEqual([2, 4, 4, 3]);
    await expect(readImages(root, { maxBytes: 100 })).rejects.toThrow(/maxBytes/);
    await expect(readImages(root, { size: [0, 4] })).rejects.toThrow(/\[height, width\]/);
    await expect(readImages(root, { colorMode: "grey" as never })).rejects.toThrow(/colorMode/);
    await expect(readImages(root, { dtype: "int8" as never })).rejects.toThrow(/dtype/);
    await writeFile(join(root, "a", "3.png"), "no image");
    await expect(readImages(root, { size: [4, 4] })).rejects.toThrow(/a\/3\.png/);
  });

  it("survives damaged files and bombs", async () => {
    const root = join(folder, "broken");
    await mkdir(join(root, "a"), { recursive: true });
    const path = join(root, "a", "1.png");
    const chunk = (name: string, data: Uint8Array): Buffer => {
      const out = Buffer.alloc(12 + data.length);
      out.writeUInt32BE(data.length);
      out.write(name, 4);
      out.set(data, 8);
      return out;
    };
    const head = Buffer.from([0, 0, 0, 4, 0, 0, 0, 4, 8, 2, 0, 0, 0]);
    const bomb = deflateSync(new Uint8Array(200_000_000));
    const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    await writeFile(
      path,
      Buffer.concat([signature, chunk("IHDR", head), chunk("IDAT", bomb), chunk("IEND", Buffer.alloc(0))]),
    );
    await expect(readImages(root)).rejects.toThrow(/more pixels than it says/);
    const huge = Buffer.from([0x7f, 255, 255, 255, 0x7f, 255, 255, 255, 8, 2, 0, 0, 0]);
    await writeFile(path, Buffer.concat([signature, chunk("IHDR", huge), chunk("IEND", Buffer.alloc(0))]));
    await expect(readImages(root)).rejects.toThrow(/at most/);
    let state = 7;
    const random = (n: number): number => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      return (state >>> 8) % n;
    };
    const seeds = await Promise.all(
      ["rgb.png", "palette8.png", "rgb.jpg", "progressive.jpeg"].map((name) => readFile(source(name))),
    );
    for (let i = 0; i < 600; i++) {
      const bytes = Uint8Array.from(seeds[i % seeds.length]!);
      for (let j = 0; j <= random(4); j++) bytes[random(bytes.length)] = random(256);
      await writeFile(path, random(5) === 0 ? bytes.subarray(0, random(bytes.length)) : bytes);
      const outcome = await readImages(root, { maxBytes: 1e8 }).catch((error: unknown) => error);
      if (outcome instanceof Error) expect(outcome).toBeInstanceOf(DataError);
    }
  });
});

describe("imagesFromImageData", () => {
  it("takes one or several", () => {
    const data = Uint8ClampedArray.of(10, 20, 30, 255, 40, 50, 60, 0);
    const one = { width: 2, height: 1, data };
    expect(imagesFromImageData(one)).toEqual({
      data: Uint8Array.of(10, 20, 30, 40, 50, 60),
      shape: [1, 1, 2, 3],
    });
    const two = imagesFromImageData([one, one], { colorMode: "grayscale", dtype: "float64" });
    expect(two).toEqual({ data: Float64Array.of(18, 48, 18, 48), shape: [2, 1, 2, 1] });
    expect(imagesFromImageData([one, one], { size: [3, 5] }).shape).toEqual([2, 3, 5, 3]);
    expect(() => imagesFromImageData([])).toThrow(/at least one/);
    expect(() => imagesFromImageData({ width: 2, height: 2, data })).toThrow(/8 values for 2 x 2/);
    expect(() => imagesFromImageData([one, { width: 1, height: 2, data }])).toThrow(/image 1/);
  });
});
