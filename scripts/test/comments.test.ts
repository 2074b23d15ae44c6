import { expect, test } from "vitest";
import { checkComments } from "../check/comments.mjs";
import { manifest, tree } from "./tree.mjs";

const messages = (files: Record<string, string>, more: Record<string, unknown> = {}): string[] => {
  const inCore = Object.entries(files).map(([path, text]) => [`packages/core/src/${path}`, text]);
  const base = tree({ "packages/core/package.json": manifest("core", more), ...Object.fromEntries(inCore) });
  return checkComments(base).map(({ file, line, message }) => `${file}:${line ?? ""} ${message}`);
};

test("documented exports of every kind pass, and what is not exported needs no comment", () => {
  expect(
    messages({
      "index.ts": `export { add, type Options } from "./add";
/** Half a turn. */
export const pi: number = 3.14;
/** Things in a box. */
export * as box from "./box";
const hidden = 1;
/** A class. */
export class Box<T> {
  #secret = hidden;
  private own = 1;
  /** What is in it. */
  value: T | undefined;
  constructor(readonly size: number) {}
}
/** Either. */
export type Either = "a" | "b";`,
      "add.ts": `/** Options of add. */
export interface Options {
  /** Faster. */
  fast?: boolean;
}
/** Adds numbers. */
export function add(a: number, b: number): number;
export function add(a: string, b: string): string;
export function add(a: unknown, b: unknown): unknown { return [a, b, helper]; }
export const helper = 1;`,
      "box.ts": `/** Opens. */
export const open = (): void => {};`,
    }),
  ).toEqual([]);
});

test.each([
  ["a constant", "export const x = 1;", "x"],
  ["a function", "export function x(): void {}", "x"],
  ["an interface", "export interface x {}", "x"],
  ["a type", "export type x = 1;", "x"],
  ["a class", "export class x {}", "x"],
  ["an enumeration", "export enum x { A }", "x"],
  ["a default", "export default function (): void {}", "default"],
  ["a plain comment", "// Says something.\nexport const x = 1;", "x"],
  ["an empty comment", "/** */\nexport const x = 1;", "x"],
  ["only a tag", "/** @internal */\nexport const x = 1;", "x"],
])("an export without a comment is found: %s", (_, text, name) => {
  const found = messages({ "index.ts": text });
  expect(found).toHaveLength(1);
  expect(found[0]).toContain(`@wellfit/core: ${name} is public and has no documentation comment`);
});

test("re-exports are followed to the file that declares them, through stars, names and namespaces", () => {
  expect(
    messages({
      "index.ts": `export * from "./star";\nexport { inner as outer } from "./named";\nexport * as space from "./space";`,
      "star.ts": `export * from "./deep";`,
      "deep.ts": `\n\nexport const deep = 1;`,
      "named.ts": `export const inner = 1;`,
      "space.ts": `export const within = 1;`,
    }),
  ).toEqual([
    "packages/core/src/named.ts:1 @wellfit/core: outer is public and has no documentation comment",
    "packages/core/src/space.ts:1 @wellfit/core: space: within is public and has no documentation comment",
    "packages/core/src/deep.ts:3 @wellfit/core: deep is public and has no documentation comment",
  ]);
});

test("every entry is read, and one that is missing or empty is told", () => {
  const exports = {
    ".": { types: "./dist/index.d.ts", default: "./dist/index.js" },
    "./check": { types: "./dist/check.d.ts", default: "./dist/check.js" },
    "./gone": { types: "./dist/gone.d.ts", default: "./dist/gone.js" },
  };
  expect(
    messages({ "index.ts": "const local = 1;", "check.ts": "export const x = 1;" }, { exports }),
  ).toEqual([
    "packages/core/src/gone.ts: packages/core/package.json exports it, but it is not there",
    "packages/core/src/index.ts: exports nothing, but is an entry of @wellfit/core",
    "packages/core/src/check.ts:1 @wellfit/core: x is public and has no documentation comment",
  ]);
});

test("an entry may stand in a folder", () => {
  const exports = { "./deep": { types: "./dist/deep.d.ts", default: "./dist/deep.js" } };
  expect(messages({ "deep/index.ts": "/** One. */\nexport const x = 1;" }, { exports })).toEqual([]);
  expect(messages({ "deep/index.ts": "export const x = 1;" }, { exports })).toHaveLength(1);
});

test("members of exported classes, interfaces and object types need comments; what they override counts", () => {
  const found = messages({
    "index.ts": `/** A base. */
export abstract class Base {
  /** Runs. */
  abstract run(): void;
  static make(): void {}
}
/** A derived class. */
export class Derived extends Base {
  run(): void {}
  get size(): number { return 1; }
  private hidden(): void {}
  protected inner(): void {}
}
/** Options. */
export interface Options { rate?: number; call(): void }
/** More. */
export type More = { depth: number };`,
  });
  const names = found.map((line) => /@wellfit\/core: (\S+) is public/.exec(line)?.[1]).sort();
  expect(names).toEqual(["Base.make", "Derived.size", "More.depth", "Options.call", "Options.rate"]);
});

test("an export that does not exist is told", () => {
  expect(messages({ "index.ts": `export { nothing } from "./nowhere";` })[0]).toContain(
    "nothing cannot be resolved",
  );
});
