import h5wasm from "h5wasm";
import { expect, test } from "vitest";
import { dataset, group, text, texts } from "../src/serialization/hdf5/make";
import type { H5Group, H5Node } from "../src/serialization/hdf5/nodes";
import { readHdf5 } from "../src/serialization/hdf5/read";
import { writeHdf5 } from "../src/serialization/hdf5/write";
import { filesOf, kerasBytes, kerasModel, kerasModels } from "./support/keras-goldens";

// The C library of the HDF Group is the judge: it must read from our files what it reads from those of Keras.
const judge = await h5wasm.ready;

type Judged = Readonly<Record<string, unknown>>;

const plain = (value: unknown): unknown => {
  if (typeof value === "bigint") return Number(value);
  if (Array.isArray(value)) return value.map(plain);
  return ArrayBuffer.isView(value) ? Array.from(value as unknown as ArrayLike<unknown>, plain) : value;
};

/** All that the C library finds, by path. */
function judged(bytes: Uint8Array): Judged {
  judge.FS.writeFile("judged.h5", bytes);
  const file = new h5wasm.File("judged.h5", "r");
  const found: Record<string, unknown> = {};
  const walk = (node: InstanceType<typeof h5wasm.Group>, path: string): void => {
    for (const [name, one] of Object.entries(node.attrs)) {
      found[`${path}@${name}`] = [one.metadata, plain(one.value)];
    }
    for (const name of node.keys()) {
      const child = node.get(name);
      if (child instanceof h5wasm.Group) walk(child, `${path}${name}/`);
      else if (child instanceof h5wasm.Dataset) found[path + name] = [child.metadata, plain(child.value)];
    }
  };
  walk(file, "/");
  file.close();
  return found;
}

/** The same from our reader, without what the C library says of types. */
function ours(node: H5Group, path = "/"): Judged {
  const found: Record<string, unknown> = {};
  for (const [name, one] of node.attributes) found[`${path}@${name}`] = [...one.values()];
  for (const [name, child] of node.children) {
    if (child.kind === "group") Object.assign(found, ours(child, `${path}${name}/`));
    else found[path + name] = Array.from(child.numbers());
  }
  return found;
}

const h5Files = kerasModels.flatMap((name) => {
  const model = kerasModel(name);
  return [...filesOf(model, ".h5"), ...filesOf(model, ".weights.h5")];
});

test.each(h5Files)("%s written again is the same to the C library", (file) => {
  const bytes = kerasBytes(file);
  const tree = readHdf5(bytes);
  expect(judged(writeHdf5(tree))).toEqual(judged(bytes));
  expect(ours(readHdf5(writeHdf5(tree)))).toEqual(ours(tree));
});

test.each(h5Files)("%s is read as the C library reads it", (file) => {
  const bytes = kerasBytes(file);
  const values = Object.fromEntries(
    Object.entries(judged(bytes)).map(([path, found]) => {
      const value = (found as [unknown, unknown])[1];
      return [path, Array.isArray(value) ? value : [value]];
    }),
  );
  expect(ours(readHdf5(bytes))).toEqual(values);
});

test("thousands of names, texts and letters of all kinds go round, through the C library too", () => {
  const children: [string, H5Node][] = Array.from({ length: 3000 }, (_, i) => [
    String(i),
    dataset("float32", [], Float32Array.of(i)),
  ]);
  const tree = group(
    [
      ["vars", group(children, [["name", text("net")]])],
      ["größe/".slice(0, 5), dataset("float64", [2, 0, 3], new Float64Array(0))],
      ["int", dataset("int64", [2], Float64Array.of(-1, 2 ** 53 - 1))],
      ["int32", dataset("int32", [1], Float64Array.of(-(2 ** 31)))],
      ["__proto__", group()],
    ],
    [
      ["long", text("x".repeat(200_000))],
      ["many", texts(Array.from({ length: 4000 }, (_, i) => `layer_${i}`))],
      ["none", texts([])],
      ["letters", text("Gewicht ∑ 🙂")],
    ],
  );
  const bytes = writeHdf5(tree);
  expect(writeHdf5(tree)).toEqual(bytes);
  const read = readHdf5(bytes);
  expect(ours(read)).toEqual(ours(tree));
  expect([...read.children.keys()]).toContain("__proto__");
  const values = Object.fromEntries(
    Object.entries(judged(bytes)).map(([path, found]) => [path, (found as unknown[])[1]]),
  );
  expect(values["/vars/2999"]).toBe(2999);
  expect(values["/@long"]).toBe("x".repeat(200_000));
  expect(values["/@letters"]).toBe("Gewicht ∑ 🙂");
  expect((values["/@many"] as string[])[3999]).toBe("layer_3999");
  expect(values["/int"]).toEqual([-1, 2 ** 53 - 1]);
});

test("an attribute that is too long for the format is refused", () => {
  const many = texts(Array.from({ length: 5000 }, () => "x"));
  expect(() => writeHdf5(group([], [["many", many]]))).toThrow(
    /"many" takes \d+ bytes, expected at most 65535/,
  );
});

test("thousands of names and attributes that the C library wrote are read", () => {
  const file = new h5wasm.File("many.h5", "w", { libver: ["earliest", "latest"] });
  const vars = file.create_group("vars");
  for (let i = 0; i < 1500; i++) {
    vars.create_dataset({ name: String(i), data: Float32Array.of(i), shape: [1] });
  }
  for (let i = 0; i < 40; i++) vars.create_attribute(`note${i}`, `text ${i}`);
  file.close();
  const bytes = judge.FS.readFile("many.h5");
  expect(ours(readHdf5(bytes))).toEqual(
    Object.fromEntries(
      Object.entries(judged(bytes)).map(([path, found]) => [path, [(found as unknown[])[1]].flat()]),
    ),
  );
});

test("files in the newest form are read", () => {
  for (const libver of [
    ["latest", "latest"],
    ["v108", "latest"],
    ["earliest", "latest"],
  ] as const) {
    const file = new h5wasm.File("new.h5", "w", { libver: [...libver] });
    const vars = file.create_group("layers").create_group("dense").create_group("vars");
    vars.create_attribute("name", "dense");
    vars.create_dataset({ name: "0", data: Float32Array.of(1, 2, 3, 4, 5, 6), shape: [2, 3] });
    vars.create_dataset({ name: "1", data: new BigInt64Array([7n]), shape: [] });
    file.close();
    const read = readHdf5(judge.FS.readFile("new.h5"));
    expect(ours(read)).toEqual({
      "/layers/dense/vars/@name": ["dense"],
      "/layers/dense/vars/0": [1, 2, 3, 4, 5, 6],
      "/layers/dense/vars/1": [7],
    });
  }
});
