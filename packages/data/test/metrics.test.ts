import { describe, expect, it } from "vitest";
import * as data from "../src";
import * as metrics from "../src/metrics";
import { type Case, expectClose, flat, golden, numbers } from "./support/goldens";

const quiet = { onWarning: () => {} };

/** An input of a case: numbers, texts, or an array with a shape. */
const input = (packed: Case): Case =>
  packed.shape.length === 1
    ? flat(packed)
    : { data: Float64Array.from(numbers(packed)), shape: packed.shape };

const camel = (name: string): string => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

// What scikit-learn's functions and arguments are called here where it is not just another way to write them.
const functions: Record<string, string> = { matthews_corrcoef: "matthewsCorrcoef" };
const values: Record<string, string> = {
  raw_values: "rawValues",
  uniform_average: "uniformAverage",
  variance_weighted: "varianceWeighted",
};

/** Those that never warn, and so have no option for it. */
const silent = /^(accuracy|zeroOne|hamming|multilabel|rocAuc|det|brier|calibration|(rootM|m)ean|median)/;

/** The name and the options for a call of scikit-learn. */
const translate = (fn: string, args: Case): { name: string; options: Case } => {
  const options: Case = {};
  for (const [key, value] of Object.entries<Case>(args)) {
    if (fn === "mean_squared_error" && key === "squared") continue;
    const packed = typeof value === "object" && value !== null && "shape" in value;
    options[camel(key)] = packed ? input(value) : (values[value] ?? (value === "NaN" ? Number.NaN : value));
  }
  const root = fn === "mean_squared_error" && args.squared === false;
  const name = root ? "rootMeanSquaredError" : (functions[fn] ?? camel(fn));
  return { name, options };
};

export const call = (fn: string, args: Case, inputs: readonly Case[], extra: Case = quiet): Case => {
  const { name, options } = translate(fn, args);
  const all = silent.test(name) ? options : { ...options, ...extra };
  const metric = (data as Case)[name];
  return Object.keys(all).length === 0 || name === "maxError" || name === "auc"
    ? metric(...inputs)
    : metric(...inputs, all);
};

const compare = (received: Case, expected: Case, tol: number): void => {
  const number =
    typeof expected === "string" && /^(NaN|-?Infinity)$/.test(expected) ? Number(expected) : expected;
  if (typeof number === "number") expectClose([received], [number], tol);
  else if (typeof expected === "string") expect(received).toBe(expected);
  else if ("shape" in expected) {
    expect(received.shape ?? [received.length]).toEqual(expected.shape);
    expectClose(received.data ?? received, numbers(expected), tol);
  } else if ("macro avg" in expected) compareReport(received, expected, tol);
  else for (const [key, value] of Object.entries(expected)) compare(received[camel(key)], value, tol);
};

const compareReport = (received: Case, expected: Case, tol: number): void => {
  const averages: Record<string, string> = {
    "micro avg": "microAvg",
    "macro avg": "macroAvg",
    "weighted avg": "weightedAvg",
    "samples avg": "samplesAvg",
  };
  for (const [name, row] of Object.entries<Case>(expected)) {
    if (name === "accuracy") {
      expectClose([received.accuracy], [row], tol);
      continue;
    }
    const own = averages[name] === undefined ? received.classes[name] : received[averages[name]];
    expectClose(
      [own.precision, own.recall, own.f1Score, own.support],
      [row.precision, row.recall, row["f1-score"], row.support],
      tol,
    );
  }
  const lines = [
    ...Object.keys(received.classes),
    ...Object.keys(received).filter((key) => key !== "classes"),
  ];
  expect(lines.length).toBe(Object.keys(expected).length);
};

for (const file of ["metrics", "metrics_1_6"]) {
  const { meta, cases } = golden(file);
  describe(`metrics give the numbers of ${meta.source}`, () => {
    for (const c of cases) {
      const inputs = [input(c.y_true), input(c.y_pred ?? c.y_score)];
      const before = JSON.stringify(inputs);
      it.each(
        (c.results as Case[]).map((result): [string, Case] => [
          `${result.fn} ${JSON.stringify(result.args)}`,
          result,
        ]),
      )(`${c.kind} ${c.name}: %s`, (_name: string, result: Case) => {
        const { fn, args, value, error } = result;
        if (error !== undefined) {
          expect(() => call(fn, args, inputs)).toThrow(data.DataError);
          return;
        }
        const told: data.MetricWarning[] = [];
        const received = call(fn, args, inputs, { onWarning: (w: data.MetricWarning) => told.push(w) });
        compare(received, value, meta.tol);
        if (result.warns !== undefined) {
          expect(new Set(told.map(({ message }) => message)).size, told.map(String).join("\n")).toBe(
            result.warns,
          );
        }
        expect(JSON.stringify(inputs)).toBe(before);
      });
    }
  });
}

it("has cases for each metric", () => {
  const tested = ["metrics", "metrics_1_6"].flatMap((file) =>
    golden(file).cases.flatMap((c) => (c.results as Case[]).map(({ fn, args }) => translate(fn, args).name)),
  );
  const names = Object.keys(metrics).filter((name) => /^[a-z]/.test(name));
  // The area under rocCurve is in the cases of rocAucScore, and auc of plain points in its example.
  expect(new Set([...tested, "auc"])).toEqual(new Set(names));
});
