import type { FitParams, Logs } from "../callbacks/callback";
import { activationReader, gradientReader, weightReader } from "../callbacks/statistics/readers";
import type { BatchStatisticsOptions, ValueReader } from "../callbacks/statistics/statistics-callback";
import { snakeCase } from "../common/names";
import type { FitControl } from "../models/fit-control";
import type { Model } from "../models/model";
import type { Network } from "../models/network";
import { EventLog } from "./event-log";
import { type HyperParameters, sessionEnd, sessionStart } from "./hparams";
import { graphDef } from "./model-graph";
import { type EventWriter, eventFileName, fileSink, writerSink } from "./sinks";
import { histogram, scalar } from "./summary";

/** What histograms are made of. */
export type HistogramKind = "weights" | "gradients" | "activations";

/** What `tensorBoard` was asked for. */
export interface RunSettings {
  readonly logDir: string;
  readonly writer: EventWriter | undefined;
  readonly histograms: readonly HistogramKind[];
  readonly histogramFreq: number;
  readonly data: BatchStatisticsOptions["data"];
  readonly writeGraph: boolean;
  readonly hparams: HyperParameters | undefined;
}

const WHERE = "tensorBoard";
/** So many bytes may wait while batches are logged. */
const WAITING = 1 << 16;

/** The event files of one training: `train/`, `validation/` when there is such data, and one above them for hyper-parameters. */
export class TensorBoardRun {
  private readonly logs = new Map<string, EventLog>();
  private readonly readers: readonly (readonly [HistogramKind, ValueReader])[];

  constructor(
    private readonly settings: RunSettings,
    private readonly model: Network,
    private readonly params: FitParams,
    private readonly control: FitControl,
  ) {
    const { data } = settings;
    const make = {
      weights: () => weightReader(),
      gradients: () => gradientReader(WHERE, data),
      activations: () => activationReader(WHERE, data),
    };
    this.readers = settings.histograms.map((kind) => [kind, make[kind]()] as const);
  }

  /** Writes the graph and the hyper-parameters. */
  async begin(): Promise<void> {
    const { writeGraph, hparams, logDir } = this.settings;
    if (writeGraph) this.log("train").addGraph(graphDef(this.model as unknown as Model<never>));
    if (hparams !== undefined) {
      const metrics = this.params.metrics.map((key) => {
        const [group, tag] = tagOf(key, "epoch");
        return { group, tag };
      });
      this.log("").addSummary(0, sessionStart(hparams, metrics, logDir, Date.now() / 1000));
    }
    await this.flush();
  }

  /** Writes the means so far after a batch; `step` counts batches. */
  batch(step: number, logs: Logs): Promise<void> | undefined {
    const log = this.log("train");
    log.addSummary(
      step,
      Object.entries(logs).map(([key, value]) => scalar(tagOf(key, "batch")[1], value)),
    );
    return log.pending > WAITING ? log.flush() : undefined;
  }

  /** Writes the numbers of an epoch, and histograms if it is time; `step` counts batches. */
  async epoch(epoch: number, step: number, logs: Logs): Promise<void> {
    const { optimizer } = this.model;
    for (const group of ["train", "validation"]) {
      const own = Object.entries(logs).filter(([key]) => tagOf(key, "epoch")[0] === group);
      if (own.length === 0) continue;
      const values = own.map(([key, value]) => scalar(tagOf(key, "epoch")[1], value));
      if (group === "train") values.push(scalar("epoch_learning_rate", optimizer.learningRate));
      this.log(group).addSummary(epoch, values);
      if (group === "train") continue;
      const against = own.map(([key, value]) =>
        scalar(`${tagOf(key, "evaluation")[1]}_vs_iterations`, value),
      );
      this.log(group).addSummary(step, against);
    }
    if (epoch % this.settings.histogramFreq === 0) {
      for (const [kind, read] of this.readers) {
        const values = read(this.model, () => this.control.lastBatch());
        this.log("train").addSummary(
          epoch,
          values.map(({ name, data }) => histogram(`${kind}/${name}`, data)),
        );
      }
    }
    await this.flush();
  }

  /** Ends all files. */
  async end(): Promise<void> {
    if (this.settings.hparams !== undefined) {
      const done = this.model.stopTraining || this.control.epoch >= this.params.epochs;
      this.log("").addSummary(0, [sessionEnd(done, Date.now() / 1000)]);
    }
    for (const log of this.logs.values()) await log.close();
    this.logs.clear();
  }

  private async flush(): Promise<void> {
    for (const log of this.logs.values()) await log.flush();
  }

  private log(group: string): EventLog {
    const known = this.logs.get(group);
    if (known !== undefined) return known;
    const { writer, logDir } = this.settings;
    const name = eventFileName();
    const file = group === "" ? name : `${group}/${name}`;
    const log = new EventLog(() =>
      writer === undefined ? fileSink(WHERE, `${logDir}/${file}`) : writerSink(file, writer),
    );
    this.logs.set(group, log);
    return log;
  }
}

/** The folder and the tag of a key in the logs, as Keras has them: `valLoss` is `epoch_loss` in `validation`. */
function tagOf(key: string, prefix: string): readonly [group: string, tag: string] {
  const validation = /^val[A-Z]/.test(key);
  return [validation ? "validation" : "train", `${prefix}_${snakeCase(validation ? key.slice(3) : key)}`];
}
