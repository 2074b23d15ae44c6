import type { Model } from "@wellfit/layers";
import { eachPart } from "../judge/metrics";
import { type ColumnRemark, featuresOf, fitPreparation, type InputPreparation } from "../prepare/preparation";
import { fitTarget, networkTargets, type TargetCoding, targetsOf } from "../prepare/target";
import { type EpochReport, fitNetwork, type Training } from "./fit-network";
import { type Judgement, judge, type PreparedPart } from "./judge-parts";
import type { TrainingData } from "./load";
import { makeNetwork } from "./network";
import { batchSizeFor, defaultSettings, type TrainSettings } from "./settings";
import { type PartName, type SplitRows, splitRows } from "./split-rows";

/** What is ready before training begins. */
export interface Prepared {
  readonly settings: TrainSettings;
  readonly split: SplitRows;
  readonly inputs: InputPreparation;
  readonly remarks: readonly ColumnRemark[];
  readonly target: TargetCoding;
  readonly parts: Readonly<Record<PartName, PreparedPart>>;
  readonly model: Model;
}

/** Splits, prepares by the train part alone, and makes the network. */
export const prepareTraining = (data: TrainingData, given: Partial<TrainSettings>): Prepared => {
  const chosen = { ...defaultSettings, ...given };
  const { task } = data.task;
  const split = splitRows(data.table, data.target, {
    isRegression: task === "regression",
    shares: chosen.split,
    seed: chosen.seed,
  });
  const { train } = split.tables;
  const settings: TrainSettings = { ...chosen, batchSize: given.batchSize ?? batchSizeFor(train.nRows) };
  const { remarks, ...inputs } = fitPreparation(train, {
    target: data.target,
    drop: data.drop,
    keep: [...data.declared].filter((name) => name !== data.target),
  });
  const target = fitTarget(train, data.target, task);
  const parts = eachPart((part): PreparedPart => {
    const table = split.tables[part];
    return { x: featuresOf(table, inputs), targets: targetsOf(table, target) };
  });
  const model = makeNetwork(parts.train.x.shape[1], target, settings);
  return { settings, split, inputs, remarks, target, parts, model };
};

/** Trains what was prepared, and judges it. */
export const trainAndJudge = async (
  prepared: Prepared,
  options: { baselineError: number; onEpoch: (report: EpochReport) => void; signal: AbortSignal },
): Promise<{ training: Training; judgement: Judgement }> => {
  const { model, target, parts, settings } = prepared;
  const rows = (part: PartName): Parameters<typeof fitNetwork>[1] => ({
    x: parts[part].x,
    y: networkTargets(parts[part].targets, target),
  });
  const { onEpoch, signal } = options;
  const training = await fitNetwork(model, rows("train"), rows("dev"), { settings, onEpoch, signal });
  return { training, judgement: judge(prepared, parts, training, options.baselineError) };
};
