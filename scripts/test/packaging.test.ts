import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { inspect } from "../check/packaging.mjs";
import { manifest } from "./tree.mjs";

/** A package as npm packs it: a ustar archive, compressed. */
function tarball(files: Record<string, string>): Uint8Array {
  const blocks = Object.entries(files).flatMap(([name, text]) => {
    const body = Buffer.from(text);
    const header = Buffer.alloc(512);
    header.write(`package/${name}`, 0);
    header.write("0000644\0", 100);
    header.write(`${body.length.toString(8).padStart(11, "0")}\0`, 124);
    header.write("00000000000\0", 136);
    header.write("        0", 148);
    header.write("ustar\u000000", 257);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
    return [header, body, Buffer.alloc((512 - (body.length % 512)) % 512)];
  });
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}

const messages = async (
  files: Record<string, string>,
  more: Record<string, unknown> = {},
): Promise<string[]> => {
  const all = { "package.json": JSON.stringify(manifest("core", more)), ...files };
  return (await inspect("packages/core", tarball(all))).map(({ message }) => message);
};

const good = {
  "dist/index.js": "export const x = 1;\n",
  "dist/index.d.ts": "export declare const x: number;\n",
};

test("a package that everybody can import passes", async () => {
  expect(await messages(good)).toEqual([]);
});

test("a file that exports name and npm would not get is found", async () => {
  const found = await messages({ "dist/index.d.ts": good["dist/index.d.ts"] });
  expect(found.join("\n")).toContain("publint: ");
});

test("missing declarations are found", async () => {
  const found = await messages({ "dist/index.js": good["dist/index.js"] });
  expect(found.join("\n")).toMatch(/attw: /);
});

test("declarations that import a file without its ending are found: Node's own resolution fails on them", async () => {
  const found = await messages({
    ...good,
    "dist/index.d.ts": `export { x } from "./x";\n`,
    "dist/x.d.ts": good["dist/index.d.ts"],
  });
  expect(found.join("\n")).toContain("attw: InternalResolutionError");
});

test("CommonJS under the name of an ES module is found", async () => {
  const found = await messages({ ...good, "dist/index.js": `module.exports = { x: 1 };\n` });
  expect(found).not.toEqual([]);
});

test("a command needs no declarations, but npm must get its file", async () => {
  const bin = { wellfit: "./dist/bin.js" };
  const look = async (files: Record<string, string>): Promise<string[]> => {
    const all = {
      "package.json": JSON.stringify(manifest("cli", { name: "wellfit", bin, exports: undefined })),
      ...files,
    };
    return (await inspect("apps/cli", tarball(all), { types: false })).map(({ message }) => message);
  };
  expect(await look({ "dist/bin.js": "#!/usr/bin/env node\nconsole.log(1);\n" })).toEqual([]);
  expect((await look({})).join("\n")).toContain("publint: ");
});
