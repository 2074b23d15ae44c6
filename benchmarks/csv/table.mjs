// The table that all readers of CSV read: a million rows of 20 columns, in a file in results/, and what must come out.

import { closeSync, existsSync, mkdirSync, openSync, renameSync, writeSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const rows = 1_000_000;

/** @typedef {"integer" | "float" | "nominal"} Kind */

/**
 * A number from 0 to 1 for each row and column.
 * @param {number} row
 * @param {number} column
 */
function scattered(row, column) {
  let h = Math.imul(row + 1, 0x9e3779b1) ^ Math.imul(column + 1, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return ((h ^ (h >>> 15)) >>> 0) / 2 ** 32;
}

const letters = ["north", "south", "east", "west"];

/** @type {readonly { name: string, kind: Kind, missing?: number, text: (u: number, row: number) => string }[]} */
export const columns = [
  { name: "id", kind: "integer", text: (_, row) => String(row) },
  { name: "age", kind: "integer", missing: 0.05, text: (u) => String(18 + Math.floor(u * 72)) },
  { name: "count", kind: "integer", text: (u) => String(Math.floor(u * u * 10_000)) },
  { name: "balance", kind: "integer", text: (u) => String(Math.floor((u - 0.5) * 2e6)) },
  { name: "year", kind: "integer", text: (u) => String(1950 + Math.floor(u * 75)) },
  { name: "flag", kind: "integer", missing: 0.1, text: (u) => (u < 0.5 ? "0" : "1") },
  { name: "code", kind: "integer", text: (u) => `"${Math.floor(u * 1e9)}"` },
  { name: "height", kind: "float", text: (u) => (140 + u * 60).toFixed(1) },
  { name: "price", kind: "float", missing: 0.05, text: (u) => (u * 1000).toFixed(2) },
  { name: "ratio", kind: "float", text: (u) => u.toFixed(4) },
  { name: "latitude", kind: "float", text: (u) => ((u - 0.5) * 180).toFixed(6) },
  { name: "longitude", kind: "float", text: (u) => ((u - 0.5) * 360).toFixed(6) },
  { name: "score", kind: "float", missing: 0.2, text: (u) => (u * 10 - 5).toFixed(3) },
  { name: "exact", kind: "float", text: (u) => String(Math.sin(u)) },
  { name: "side", kind: "nominal", text: (u) => letters[Math.floor(u * 4)] ?? "north" },
  { name: "sex", kind: "nominal", missing: 0.03, text: (u) => (u < 0.5 ? "female" : "male") },
  { name: "city", kind: "nominal", text: (u) => `city ${Math.floor(u * 500)}` },
  {
    name: "shop",
    kind: "nominal",
    text: (u) => `"Shop ${Math.floor(u * 50)}, ${letters[Math.floor(u * 4)]}"`,
  },
  { name: "remark", kind: "nominal", missing: 0.5, text: (u) => `"said ""${Math.floor(u * 20)}"""` },
  { name: "product", kind: "nominal", text: (u) => `P${1000 + Math.floor(u * 5000)}` },
];

/** @returns {string} the path of the file, which is written when it is not there */
export function csvFile() {
  const folder = new URL("../results/", import.meta.url);
  const path = fileURLToPath(new URL("million.csv", folder));
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  const file = openSync(`${path}.part`, "w");
  let lines = `${columns.map(({ name }) => name).join(",")}\n`;
  for (let row = 0; row < rows; row++) {
    const fields = columns.map(({ missing = 0, text }, j) => {
      const u = scattered(row, j);
      return u < missing ? "" : text((u - missing) / (1 - missing), row);
    });
    lines += `${fields.join(",")}\n`;
    if (row % 10_000 === 9999) {
      writeSync(file, lines);
      lines = "";
    }
  }
  closeSync(file);
  renameSync(`${path}.part`, path);
  return path;
}

/**
 * Typed columns that grow, for readers that give texts: float64 with NaN where a value is missing, and codes of
 * categories with -1.
 */
export function typedColumns() {
  const numbers = columns.map(({ kind }) => new Float64Array(kind === "nominal" ? 0 : 1 << 16));
  const codes = columns.map(({ kind }) => new Int32Array(kind === "nominal" ? 1 << 16 : 0));
  const places = columns.map(() => /** @type {Map<string, number>} */ (new Map()));
  const nominal = columns.map(({ kind }) => kind === "nominal");
  let length = 1 << 16;
  let row = 0;
  const grow = () => {
    length *= 2;
    for (let j = 0; j < columns.length; j++) {
      if (nominal[j]) {
        const more = new Int32Array(length);
        more.set(/** @type {Int32Array} */ (codes[j]));
        codes[j] = more;
      } else {
        const more = new Float64Array(length);
        more.set(/** @type {Float64Array} */ (numbers[j]));
        numbers[j] = more;
      }
    }
  };
  return {
    /** @param {readonly string[]} fields */
    add(fields) {
      if (row === length) grow();
      for (let j = 0; j < nominal.length; j++) {
        const text = /** @type {string} */ (fields[j]);
        if (nominal[j]) {
          const known = /** @type {Map<string, number>} */ (places[j]);
          let code = text === "" ? -1 : known.get(text);
          if (code === undefined) {
            code = known.size;
            known.set(text, code);
          }
          /** @type {Int32Array} */ (codes[j])[row] = code;
        } else {
          const value = text === "" ? Number.NaN : Number(text);
          if (text !== "" && Number.isNaN(value)) throw new Error(`expected a number, received ${text}`);
          /** @type {Float64Array} */ (numbers[j])[row] = value;
        }
      }
      row++;
    },
    /** The columns at their length, with sorted categories. */
    finish() {
      return columns.map(({ name }, j) => {
        if (!nominal[j]) return { name, values: /** @type {Float64Array} */ (numbers[j]).slice(0, row) };
        const known = [.../** @type {Map<string, number>} */ (places[j]).keys()];
        const categories = [...known].sort();
        const rank = new Map(categories.map((text, place) => [text, place]));
        const to = Int32Array.from(known, (text) => rank.get(text) ?? -1);
        const own = /** @type {Int32Array} */ (codes[j]).slice(0, row);
        for (let i = 0; i < row; i++) {
          const code = /** @type {number} */ (own[i]);
          if (code >= 0) own[i] = /** @type {number} */ (to[code]);
        }
        return { name, codes: own, categories };
      });
    },
  };
}

/**
 * Numbers that are the same for everybody who read the same.
 * @param {readonly { name: string, values?: Float64Array, codes?: Int32Array, categories?: readonly string[] }[]} read
 * @returns {number[]}
 */
export function witness(read) {
  return read.flatMap(({ values, codes, categories }) => {
    const list = values ?? /** @type {Int32Array} */ (codes);
    let sum = 0;
    let missing = 0;
    for (let i = 0; i < list.length; i++) {
      const value = /** @type {number} */ (list[i]);
      if (Number.isNaN(value) || (codes && value < 0)) missing++;
      else sum += value * ((i % 7) + 1);
    }
    return [list.length, missing, sum, categories?.join("").length ?? 0];
  });
}
