import { checkBoolean, checkNumber, readOptions, show } from "../../common/options";
import type { BatchRows, FitControl } from "../../models/fit-control";
import type { InputData } from "../../models/named-data";
import type { Network } from "../../models/network";
import type { Callback, CallbackState, TrainingModel } from "../callback";
import { describeValues, type ValueStatistics } from "./describe-values";

/** Options of {@link weightStatistics}. */
export interface StatisticsOptions {
  /** Every so many epochs, from the first on. Default 1. */
  readonly every?: number;
  /** Whether to look before the first epoch too; those records have the epoch -1. Default false. */
  readonly initial?: boolean;
  /** Whether histograms are made, or of how many bins. Default false; true is 30 bins. */
  readonly histogram?: boolean | number;
}

/** Options of {@link gradientStatistics} and {@link activationStatistics}. */
export interface BatchStatisticsOptions extends StatisticsOptions {
  /** The rows to look at: inputs and targets. Default: the last batch of the epoch. */
  readonly data?: readonly [x: InputData, y: InputData];
}

/** What is known of one array after one epoch. */
export interface StatisticsRecord extends ValueStatistics {
  /** The epoch, counted from 0; -1 before the first. */
  readonly epoch: number;
  /** The name of the layer. */
  readonly layer: string;
  /** The name of the array: of the weight, such as "dense/kernel", or of the layer whose output it is. */
  readonly name: string;
}

/** An array to describe. */
export interface NamedValues {
  /** The name of the layer. */
  readonly layer: string;
  /** The name of the array. */
  readonly name: string;
  /** Its numbers. */
  readonly data: ArrayLike<number>;
}

/** Reads a model's arrays after an epoch. */
export type ValueReader = (model: Network, rows: () => BatchRows) => readonly NamedValues[];

/** A callback that keeps what is known of a model's arrays after each epoch; see {@link weightStatistics}. */
export class StatisticsCallback implements Callback {
  /** What was found, epoch by epoch and in the order of the layers: plain objects, for charts and files. */
  records: readonly StatisticsRecord[] = [];
  private readonly every: number;
  private readonly bins: number;
  private readonly initial: boolean;
  private model: Network | undefined;
  private control: FitControl | undefined;
  private read: ValueReader | undefined;
  private readonly makeReader: () => ValueReader;

  /**
   * Reads the options.
   *
   * @param makeReader - Makes what reads the arrays, anew for each training.
   */
  constructor(
    where: string,
    options: StatisticsOptions,
    makeReader: (data: BatchStatisticsOptions["data"]) => ValueReader,
    takesData: boolean,
  ) {
    const given = readOptions(where, options, {
      every: 1,
      histogram: false as boolean | number,
      initial: false,
      ...(takesData ? { data: undefined as BatchStatisticsOptions["data"] } : {}),
    });
    this.every = checkNumber(where, "every", given.every, { integer: true, min: 1 });
    this.bins = readBins(where, given.histogram);
    this.initial = checkBoolean(where, "initial", given.initial);
    const { data } = given as BatchStatisticsOptions;
    if (takesData && this.initial && data === undefined) {
      throw new TypeError(
        `${where}: received initial without data, expected rows to look at before there is a batch: { initial: true, data: [x, y] }`,
      );
    }
    if (data !== undefined && (!Array.isArray(data) || data.length !== 2)) {
      throw new TypeError(`${where}: received data ${show(data)}, expected [x, y]`);
    }
    this.makeReader = () => makeReader(data);
  }

  /** Keeps the model. */
  setModel(model: TrainingModel): void {
    this.model = model as Network;
  }

  /** Keeps what has the last batch. */
  setControl(control: FitControl): void {
    this.control = control;
  }

  /** Forgets an earlier training. */
  onTrainBegin(): void {
    this.records = [];
    this.read = this.makeReader();
    if (this.initial) this.look(-1);
  }

  /** Looks at the arrays if it is time. */
  onEpochEnd(epoch: number): void {
    if (epoch % this.every === 0) this.look(epoch);
  }

  private look(epoch: number): void {
    const { model, control, read } = this;
    if (model === undefined || control === undefined || read === undefined) return;
    const found = read(model, () => control.lastBatch()).map(({ layer, name, data }) => ({
      epoch,
      layer,
      name,
      ...describeValues(data, this.bins),
    }));
    (this.records as StatisticsRecord[]).push(...found);
  }

  /** What was found. */
  getState(): CallbackState {
    return { records: this.records };
  }

  /** Goes on from what {@link getState} gave. */
  setState(state: CallbackState): void {
    this.records = [...(state.records as StatisticsRecord[])];
  }
}

/** The number of bins that `histogram` asks for; 0 for none. */
export function readBins(where: string, histogram: boolean | number): number {
  if (typeof histogram === "boolean") return histogram ? 30 : 0;
  return checkNumber(where, "histogram", histogram, { integer: true, min: 1, max: 10_000 });
}
