// The program ends with the error that it promises, so what it did before that is judged at the exit.
import assert from "node:assert/strict";
process.on("exit", () => {
  for (const part of [xTrain, xDev]) {
    assert.equal(part.shape[1], 2 + 3 + 2); // two numbers, three islands, two sexes
    assert.ok(part.data.every(Number.isFinite));
  }
  const rows = [train.nRows, dev.nRows, test.nRows];
  assert.equal(rows[0]! + rows[1]! + rows[2]!, table.nRows);
  assert.deepEqual([xTrain.shape[0], xDev.shape[0]], rows.slice(0, 2));
  for (let column = 0; column < 2; column++) {
    const values = Array.from({ length: xTrain.shape[0]! }, (_, row) => xTrain.data[row * 7 + column]!);
    assert.ok(Math.abs(values.reduce((sum, x) => sum + x, 0) / values.length) < 1e-9, "scaled on the train part");
  }
  console.log("program 3 holds");
});

import { columnTransformer, minMaxScaler, oneHotEncoder, pipeline, readCsv, simpleImputer, split, standardScaler } from "@wellfit/data";

const table = await readCsv("penguins.csv");        // typed columns; missing values known
const { train, dev, test } = split(table, { train: 0.6, dev: 0.2, test: 0.2, stratify: "species", randomState: 1 });
const prepare = columnTransformer({
  numeric: { columns: ["bill_length_mm", "body_mass_g"], steps: [simpleImputer({ strategy: "median" }), standardScaler()] },
  nominal: { columns: ["island", "sex"], steps: [simpleImputer({ strategy: "mostFrequent" }), oneHotEncoder({ handleUnknown: "ignore" })] },
});
const xTrain = prepare.fitTransform(train);
const xDev = prepare.transform(dev);

void pipeline; // imported as written, not used there
const scaler = minMaxScaler();
scaler.fitTransform(table);                         // then split(table) or fit on dev/test: throws LeakageError
