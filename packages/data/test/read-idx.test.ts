import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { provenance, readIdx } from "../src/index";

const file = (name: string): string => fileURLToPath(new URL(`goldens/files/${name}`, import.meta.url));

/** An IDX file of a type with its values, written big-endian as the format says. */
const idx = (type: number, shape: number[], write: (view: DataView) => void, bytes: number): Uint8Array => {
  const head = new Uint8Array(4 + 4 * shape.length + bytes);
  const view = new DataView(head.buffer);
  head.set([0, 0, type, shape.length]);
  for (const [axis, length] of shape.entries()) view.setUint32(4 + 4 * axis, length);
  write(new DataView(head.buffer, 4 + 4 * shape.length));
  return head;
};

describe("readIdx", () => {
  it("reads MNIST's images and labels", async () => {
    const images = await readIdx(file("mnist5-images-idx3-ubyte.gz"));
    expect(images.shape).toEqual([5, 28, 28]);
    expect(images.data).toBeInstanceOf(Uint8Array);
    const sums = [0, 1, 2, 3, 4].map((i) =>
      (images.data as Uint8Array).subarray(784 * i, 784 * (i + 1)).reduce((sum, value) => sum + value, 0),
    );
    expect(sums).toEqual([22438, 15490, 17751, 33042, 35816]);
    const labels = await readIdx(file("mnist5-labels-idx1-ubyte"), { dtype: "float64" });
    expect(labels).toEqual({ data: Float64Array.of(5, 8, 7, 6, 2), shape: [5] });
    expect(provenance(labels)?.source).toBe("mnist5-labels-idx1-ubyte");
    const bytes = new Uint8Array(await readFile(file("mnist5-labels-idx1-ubyte")));
    expect((await readIdx(new Blob([gzipSync(bytes)]))).shape).toEqual([5]);
  });

  it("reads every type", async () => {
    const cases: [Uint8Array, ArrayLike<number>][] = [
      [idx(0x08, [2], (v) => v.setUint16(0, 0xc801), 2), Uint8Array.of(200, 1)],
      [idx(0x09, [2], (v) => v.setUint16(0, 0xfe01), 2), Int8Array.of(-2, 1)],
      [idx(0x0b, [1, 2], (v) => v.setUint32(0, 0xfed40005), 4), Int16Array.of(-300, 5)],
      [idx(0x0c, [1], (v) => v.setInt32(0, -70000), 4), Int32Array.of(-70000)],
      [idx(0x0d, [1], (v) => v.setFloat32(0, 1.5), 4), Float32Array.of(1.5)],
      [idx(0x0e, [1], (v) => v.setFloat64(0, 0.1), 8), Float64Array.of(0.1)],
      [idx(0x08, [0, 28, 28], () => {}, 0), new Uint8Array(0)],
    ];
    for (const [bytes, data] of cases) {
      expect((await readIdx(bytes)).data).toEqual(data);
      expect((await readIdx(bytes, { dtype: "float64" })).data).toEqual(Float64Array.from(data));
    }
  });

  it("refuses what is no IDX file, or not whole", async () => {
    await expect(readIdx(new Uint8Array(0))).rejects.toThrow(/received no bytes/);
    await expect(readIdx(Uint8Array.of(0, 0, 7, 1, 0, 0, 0, 0))).rejects.toThrow(/00 00 07 01/);
    await expect(readIdx(Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 1))).rejects.toThrow(/3 axes in 8 bytes/);
    await expect(readIdx(Uint8Array.of(0, 0, 8, 0))).rejects.toThrow(/0 axes/);
    await expect(readIdx(Uint8Array.of(0, 0, 14, 2, 255, 255, 255, 255, 255, 255, 255, 255))).rejects.toThrow(
      /bytes for shape \[4294967295, 4294967295\], received 0/,
    );
    await expect(readIdx(idx(8, [2], () => {}, 1))).rejects.toThrow(/2 bytes for shape \[2\], received 1/);
    await expect(
      readIdx(
        idx(8, [1], () => {}, 1),
        { dtype: "int8" as never },
      ),
    ).rejects.toThrow(/dtype/);
  });

  it("refuses a bomb", async () => {
    const bomb = gzipSync(new Uint8Array(300 * 1024 * 1024), { level: 1 });
    await expect(readIdx(bomb)).rejects.toThrow(/maxBytes/);
    await expect(readIdx(gzipSync(new Uint8Array(5000)), { maxBytes: 1000 })).rejects.toThrow(
      /at most 1000 bytes/,
    );
  });
});
