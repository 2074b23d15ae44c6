import type { OnnxReport } from "../onnx/check";
import { readTestValues } from "../run/predictions-csv";
import { historyOf, metricsOf } from "../run/read-metrics";
import type { RunFiles } from "../run/read-run";
import { type SplitJson, splitFromJson } from "../run/split-json";
import { trainedOf } from "../run/trained";
import { describeNetwork } from "../train/describe-network";
import type { ReportData } from "./report-data";

const testValuesOf = async (run: RunFiles): Promise<NonNullable<ReportData["testValues"]>> => {
  try {
    return await readTestValues(run.text("predictions.csv"));
  } catch (error) {
    return run.read("predictions.csv", () => {
      throw error;
    });
  }
};

/** What a report tells of a saved run. */
export const reportDataOf = async (run: RunFiles): Promise<ReportData> => {
  const { model, inputs } = trainedOf(run);
  const split = run.read("split.json", (text) => splitFromJson(JSON.parse(text) as SplitJson));
  const testValues = run.config.task === "regression" ? await testValuesOf(run) : undefined;
  return {
    config: run.config,
    metrics: metricsOf(run),
    history: historyOf(run),
    onnx: run.read("onnx-check.json", (text) => JSON.parse(text) as OnnxReport),
    network: describeNetwork(model),
    features: inputs.transform.getFeatureNamesOut(),
    rows: { train: split.train.length, dev: split.dev.length, test: split.test.length },
    testValues,
  };
};
