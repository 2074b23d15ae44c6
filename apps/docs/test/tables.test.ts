// What the packages export is explained on the site: everything has a line in a table, and every line is about something.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as core from "@wellfit/core";
import * as data from "@wellfit/data";
import * as datasets from "@wellfit/data/datasets";
import * as layers from "@wellfit/layers";
import { describe, expect, test } from "vitest";
import { root } from "../../../scripts/lib/workspace.mjs";

/** The names in the first column of the tables of a page; a line may have several, such as conv1d, conv2d and conv3d. */
function namesIn(page: string): string[] {
  const lines = readFileSync(join(root, "apps/docs/pages", page), "utf8").split("\n");
  return lines
    .filter((line) => line.startsWith("| `"))
    .flatMap((line) => [...(line.split("|")[1] ?? "").matchAll(/`([\w$]+)`/g)].map(([, name = ""]) => name));
}

const twice = (names: readonly string[]): string[] => names.filter((name, i) => names.indexOf(name) !== i);

describe("the operations of core", () => {
  const names = namesIn("reference/operations.md");

  test("have a line each", () => {
    expect(Object.keys(core).filter((name) => !names.includes(name))).toEqual([]);
  });

  test("exist, and are listed once", () => {
    expect(names.filter((name) => !(name in core))).toEqual([]);
    expect(twice(names)).toEqual([]);
  });
});

describe("the transforms of data", () => {
  const names = namesIn("guide/transforms.md");

  test("have a line each", () => {
    expect(data.transformKinds().filter((name) => !names.includes(name))).toEqual([]);
  });

  test("are listed once", () => {
    expect(twice(names)).toEqual([]);
  });
});

const pages = ["layers", "regularisation", "training", "callbacks", "model-files"];

/** Whether something is a class, which users make by its factory. */
const isClass = (value: unknown): boolean => /^class\b/.test(Function.prototype.toString.call(value));

describe("what the layers package exports", () => {
  const onPage = new Map(pages.map((page) => [page, namesIn(`guide/${page}.md`)]));
  const names = [...onPage.values()].flat();
  const factories = Object.entries(layers).flatMap(([name, value]) =>
    typeof value === "function" && !isClass(value) ? [name] : [],
  );

  test("has a line", () => {
    expect(factories.length).toBeGreaterThan(150);
    expect(factories.filter((name) => !names.includes(name))).toEqual([]);
  });

  test("is there, and is listed once on a page", () => {
    expect(names.filter((name) => !(name in layers))).toEqual([]);
    for (const list of onPage.values()) expect(twice(list)).toEqual([]);
  });

  test("has its layers on the page of layers", () => {
    const kinds = Object.values(layers).flatMap((value) =>
      typeof value === "function" &&
      value.prototype instanceof layers.Layer &&
      !(value.prototype instanceof layers.Model) &&
      Object.hasOwn(value, "className")
        ? [
            (value as unknown as { readonly className: string }).className
              .replace(/^InputLayer$/, "Input")
              .replace(/^Identity$/, "IdentityLayer"),
          ]
        : [],
    );
    const listed = (onPage.get("layers") ?? []).map((name) => name.toLowerCase());
    expect(kinds.length).toBeGreaterThan(60);
    expect(kinds.filter((name) => !listed.includes(name.toLowerCase()))).toEqual([]);
  });
});

describe("what the data package gives to judge by and to practise on", () => {
  const mentioned = (page: string): Set<string> => {
    const text = readFileSync(join(root, "apps/docs/pages/guide", page), "utf8");
    return new Set([...text.matchAll(/`([\w$]+)`/g)].map(([, name = ""]) => name));
  };
  const functions = Object.keys(data);

  test("has its metrics on their page", () => {
    const metrics = functions.filter((name) =>
      /^(?!make).*(Score|Loss|Error|Deviance|Curve|Matrix|Report|Support|Corrcoef)$|^auc$/.test(name),
    );
    const onPage = mentioned("metrics.md");
    // The classes of errors end alike.
    expect(metrics.filter((name) => /^[a-z]/.test(name) && !onPage.has(name))).toEqual([]);
    expect(metrics.length).toBeGreaterThan(40);
  });

  test("has its data sets and generators on their page", () => {
    const onPage = mentioned("datasets.md");
    const made = [...Object.keys(datasets), ...functions.filter((name) => /^make[A-Z]/.test(name))];
    expect(made.filter((name) => !onPage.has(name))).toEqual([]);
    expect(made.length).toBeGreaterThan(18);
  });
});
