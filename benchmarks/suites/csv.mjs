// Reading a million rows of 20 columns of CSV from a file into typed columns.

import { readers } from "../csv/readers.mjs";
import { csvFile, rows, witness } from "../csv/table.mjs";

/**
 * @param {string} name
 * @returns {() => Promise<import("../lib/measure.mjs").Case[]>}
 */
function contestant(name) {
  return async () => {
    const path = csvFile();
    const read = readers[name];
    if (read === undefined) throw new Error(`There is no reader ${name}`);
    /** @type {import("../csv/readers.mjs").Read[]} */
    let columns = [];
    const run = async (/** @type {number} */ times) => {
      for (let i = 0; i < times; i++) {
        columns = [];
        columns = await read(path);
      }
    };
    const check = () => {
      const length = columns[0]?.values?.length;
      if (length !== rows) throw new Error(`${name}: expected ${rows} rows, received ${length}`);
    };
    return [{ name: "file", run, check, witness: () => witness(columns), warmUp: 1, calls: 1 }];
  };
}

/** @type {import("../lib/report.mjs").Suite} */
export default {
  about:
    "A CSV file of 1,000,000 rows and 20 columns (numbers, categories, some missing, some quoted) as typed columns",
  unit: "s",
  value: (seconds) => seconds,
  contestants: Object.fromEntries(Object.keys(readers).map((name) => [name, contestant(name)])),
};
