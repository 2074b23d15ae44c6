import { join, resolve } from "node:path";
import { inCommandWords } from "../errors/command-words";
import { Interrupted } from "../errors/errors";
import { toJsonText } from "../files/json";
import { checkOnnx, type OnnxReport } from "../onnx/check";
import { joinFeatures } from "../prepare/join";
import { renderReport } from "../report/report";
import { folderName, openRunFolder, type RunFolder } from "../run/run-folder";
import { readCsvBytes } from "../table/load-csv";
import type { Io } from "../terminal/io";
import { makeProgress } from "../terminal/progress";
import type { Say } from "../terminal/say";
import { version } from "../version";
import { trainCommand } from "./command-line";
import { describeData, loadTrainingData, type TrainingData } from "./load";
import { type Prepared, prepareTraining, trainAndJudge } from "./pipeline";
import type { TrainRequest } from "./request";
import { addRunFiles, type Finished } from "./save";
import { partNames } from "./split-rows";
import { shownPath, tellJudgement, tellPrepared, tellSaved, tellTraining } from "./tell";

/** Where a run is saved, and its name. */
const placeOf = (request: TrainRequest, cwd: string): { path: string; name: string; mayNumber: boolean } => {
  const stem =
    request.csv
      .split(/[\\/]/)
      .pop()
      ?.replace(/\.(csv|tsv|tab|txt)$/i, "") ?? "";
  const name = folderName(request.name ?? stem);
  if (request.out !== undefined) return { path: resolve(cwd, request.out), name, mayNumber: false };
  return { path: join(cwd, "runs", name), name, mayNumber: true };
};

const onnxReport = async (request: TrainRequest, { model, parts }: Prepared): Promise<OnnxReport> => {
  if (!request.onnxCheck) return { checked: false, reason: "--no-onnx-check was given" };
  return checkOnnx(model, joinFeatures(partNames.map((part) => parts[part].x)));
};

/** What one training gave, for `--json`. */
export interface TrainOutcome {
  readonly path: string;
  readonly shown: string;
  readonly finished: Finished;
}

const stopIfAborted = (io: Io): void => {
  if (io.signal.aborted) throw new Interrupted();
};

const work = async (
  request: TrainRequest,
  io: Io,
  say: Say,
  place: { name: string; folder: RunFolder; data: TrainingData },
): Promise<TrainOutcome> => {
  const { folder, data, name } = place;
  const prepared = prepareTraining(data, request.settings);
  tellPrepared(say, prepared);
  const { epochs, patience } = prepared.settings;
  const progress = makeProgress(io, say, { epochs, patience });
  const began = performance.now();
  const started = new Date();
  const { training, judgement } = await trainAndJudge(prepared, {
    baselineError: request.baselineError,
    onEpoch: (report) => progress.update(report),
    signal: io.signal,
  }).finally(() => progress.stop());
  const seconds = (performance.now() - began) / 1000;
  tellTraining(say, training, seconds);
  tellJudgement(say, judgement);
  stopIfAborted(io);
  const onnx = await onnxReport(request, prepared);
  stopIfAborted(io);
  const finished: Finished = { request, name, data, prepared, training, judgement, onnx };
  const report = await addRunFiles(folder, finished);
  folder.add("report.html", renderReport(report));
  folder.add(
    "run.json",
    toJsonText({
      startedAt: started.toISOString(),
      trainingSeconds: +seconds.toFixed(3),
      command: trainCommand(request),
      wellfit: version(),
      node: process.version,
      platform: `${process.platform} ${process.arch}`,
    }),
  );
  stopIfAborted(io);
  await folder.finish(["report.html"]);
  const shown = shownPath(io.cwd, folder.path);
  tellSaved({ say, env: io.env }, finished, request, shown);
  return { path: folder.path, shown, finished };
};

/**
 * The main job: reads, splits, prepares, trains, judges, saves. The folder of the run appears when everything is
 * in it, and nothing is left behind when anything fails or Ctrl-C is pressed.
 */
export const train = async (request: TrainRequest, io: Io, say: Say): Promise<TrainOutcome> => {
  const bytes = await readCsvBytes(io.cwd, request.csv);
  const data = await loadTrainingData(bytes, request);
  say.line(say.colours.bold(`wellfit ${version()} · ${trainCommand(request).replace(/^wellfit /, "")}`));
  say.line();
  say.field("Data", describeData(data));
  for (const note of data.csv.table.notes) say.field("", say.colours.dim(inCommandWords(note)));
  const { path, name, mayNumber } = placeOf(request, io.cwd);
  const folder = await openRunFolder(path, io.disk, { mayNumber, shown: shownPath(io.cwd, path) });
  try {
    return await work(request, io, say, { folder, data, name });
  } catch (error) {
    await folder.discard();
    throw error;
  }
};
