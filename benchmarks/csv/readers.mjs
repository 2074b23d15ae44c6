// Each reader's fastest way from a file to typed columns.

import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { typedColumns } from "./table.mjs";

/** @typedef {{ name: string, values?: Float64Array, codes?: Int32Array, categories?: readonly string[] }} Read */

/** @type {Record<string, (path: string) => Promise<Read[]>>} */
export const readers = {
  wellfit: async (path) => {
    const { readCsv } = await import("../../packages/data/dist/index.js");
    const table = await readCsv(path);
    return table.columnNames.map((/** @type {string} */ name) => table.column(name));
  },
  // A function for each row of a text that is there is faster than its streams, its chunks and rows at the end.
  papaparse: async (path) => {
    const { default: papa } = await import("papaparse");
    const typed = typedColumns();
    let header = true;
    papa.parse(await readFile(path, "utf8"), {
      delimiter: ",",
      newline: "\n",
      skipEmptyLines: true,
      step: ({ data }) => {
        if (!header) typed.add(/** @type {string[]} */ (data));
        header = false;
      },
    });
    return typed.finish();
  },
  "csv-parse": async (path) => {
    const { parse } = await import("csv-parse");
    const typed = typedColumns();
    const parser = createReadStream(path, { highWaterMark: 1 << 20 }).pipe(
      parse({
        from: 2,
        onRecord: (/** @type {string[]} */ fields) => {
          typed.add(fields);
          return null;
        },
      }),
    );
    parser.resume();
    await new Promise((resolve, reject) => parser.on("end", resolve).on("error", reject));
    return typed.finish();
  },
  "d3-dsv": async (path) => {
    const { dsvFormat } = await import("d3-dsv");
    const typed = typedColumns();
    dsvFormat(",").parseRows(await readFile(path, "utf8"), (fields, i) => {
      if (i > 0) typed.add(fields);
      return null;
    });
    return typed.finish();
  },
};
