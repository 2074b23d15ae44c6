import { relative, sep } from "node:path";
import { modelToBytes } from "@wellfit/layers";
import { toOnnx } from "@wellfit/onnx";
import { toJsonText } from "../files/json";
import { eachPart } from "../judge/metrics";
import type { OnnxReport } from "../onnx/check";
import { preparationToJson } from "../prepare/preparation-json";
import type { ReportData } from "../report/report-data";
import type { RunConfig } from "../run/config";
import { columnConfigs } from "../run/describe-columns";
import { readTestValues, writePredictions } from "../run/predictions-csv";
import type { RunFolder } from "../run/run-folder";
import { splitToJson } from "../run/split-json";
import { packageVersions, version } from "../version";
import { trainCommand } from "./command-line";
import { describeNetwork } from "./describe-network";
import type { Training } from "./fit-network";
import type { Judgement } from "./judge-parts";
import type { TrainingData } from "./load";
import type { Prepared } from "./pipeline";
import type { TrainRequest } from "./request";
import { partNames } from "./split-rows";

/** Everything that is known when training is over. */
export interface Finished {
  readonly request: TrainRequest;
  readonly name: string;
  readonly data: TrainingData;
  readonly prepared: Prepared;
  readonly training: Training;
  readonly judgement: Judgement;
  readonly onnx: OnnxReport;
}

// The packages that have a say in the numbers.
const deciding = [
  "@wellfit/core",
  "@wellfit/data",
  "@wellfit/experiments",
  "@wellfit/layers",
  "@wellfit/onnx",
  "onnxruntime-node",
];

/** What `config.json` holds; `folder` is where the run will stand. */
const configOf = ({ request, name, data, prepared }: Finished, folder: string): RunConfig => {
  const { csv, target, task, table } = data;
  const inputs = new Set(prepared.inputs.columns.map((column) => column.name));
  return {
    format: "wellfit-run",
    version: 1,
    wellfit: version(),
    packages: packageVersions(deciding),
    command: trainCommand(request),
    name,
    data: {
      path: relative(folder, csv.path).split(sep).join("/"),
      file: csv.file,
      bytes: csv.bytes,
      sha256: csv.sha256,
      rows: csv.table.nRows,
      rowsWithoutTarget: csv.table.nRows - table.nRows,
      missing: request.missing,
      delimiter: request.delimiter ?? null,
    },
    target,
    task: task.task,
    why: task.why,
    columns: columnConfigs(data, inputs, prepared.remarks),
    settings: prepared.settings,
    baselineError: request.baselineError,
    onnxCheck: request.onnxCheck,
  };
};

/** Puts all files but the report and `run.json` into the folder, and gives what the report tells. */
export const addRunFiles = async (folder: RunFolder, finished: Finished): Promise<ReportData> => {
  const { prepared, training, judgement, onnx } = finished;
  const { model, inputs, target, split, parts } = prepared;
  const config = configOf(finished, folder.path);
  const network = modelToBytes(model);
  const predictions = writePredictions(
    partNames.map((part) => ({
      part,
      rows: split.rows[part],
      targets: parts[part].targets,
      predictions: judgement.predictions[part],
    })),
    target,
  );
  folder.add("config.json", toJsonText(config));
  folder.add("model.json", toJsonText(JSON.parse(network.config)));
  folder.add("weights.safetensors", network.weights);
  folder.add("preparation.json", toJsonText(preparationToJson(inputs, target)));
  folder.add("metrics.json", toJsonText(judgement.metrics));
  folder.add("history.json", toJsonText(training.history));
  folder.add("split.json", toJsonText(splitToJson(split.rows)));
  folder.add("predictions.csv", predictions);
  folder.add("model.onnx", toOnnx(model));
  folder.add("onnx-check.json", toJsonText(onnx));
  return {
    config,
    metrics: judgement.metrics,
    history: training.history,
    onnx,
    network: describeNetwork(model),
    features: inputs.transform.getFeatureNamesOut(),
    rows: eachPart((part) => split.rows[part].length),
    testValues: target.task === "regression" ? await readTestValues(predictions) : undefined,
  };
};
