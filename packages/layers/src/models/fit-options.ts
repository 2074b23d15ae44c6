import type { Callback } from "../callbacks/callback";
import { checkChoice, checkNumber, readOptions, show } from "../common/options";
import { type Batches, isBatches } from "./batches";
import type { InputData } from "./named-data";

/** Inputs and targets, and the weight of each row if need be. */
export type ValidationData =
  | readonly [x: InputData, y: InputData]
  | readonly [x: InputData, y: InputData, sampleWeight: InputData];

/** Options of `fit`. */
export interface FitOptions {
  /** How often all rows are gone through. Default 1. */
  readonly epochs?: number;
  /** So many rows make a step. Default 32. */
  readonly batchSize?: number;
  /** Rows to judge by after each epoch, or batches of them. Default none. */
  readonly validationData?: ValidationData | Batches;
  /** So many batches are judged by when validationData are batches. Default all. */
  readonly validationSteps?: number;
  /** So many batches make an epoch. Default all of them. */
  readonly stepsPerEpoch?: number;
  /** The share of rows that is kept to judge by, taken after a seeded shuffle; at least 0 and below 1. Default 0. */
  readonly validationSplit?: number;
  /** Whether each epoch goes through the rows in another order. Default true. */
  readonly shuffle?: boolean;
  /** 0 is silent, 1 prints a few lines a second, 2 one line an epoch. Default 1. */
  readonly verbose?: 0 | 1 | 2;
  /** What is called along the way. Default none. */
  readonly callbacks?: readonly Callback[];
  /** The number of the first epoch, for a training that goes on. Default 0. */
  readonly initialEpoch?: number;
  /** The weight of each class, by its number. Default 1. */
  readonly classWeight?: Readonly<Record<number, number>>;
  /** The weight of each row, or of each step of sequences; for several outputs an entry each if they differ. Default 1. */
  readonly sampleWeight?: InputData;
  /** Ends training when it is aborted: `fit` rejects with its reason, and the model keeps what it learnt. */
  readonly signal?: AbortSignal;
}

/** The options with defaults, checked. */
export interface ReadFitOptions {
  readonly epochs: number;
  readonly batchSize: number;
  readonly validationData: ValidationData | Batches | undefined;
  readonly validationSteps: number | undefined;
  readonly stepsPerEpoch: number | undefined;
  readonly validationSplit: number;
  readonly shuffle: boolean;
  readonly verbose: 0 | 1 | 2;
  readonly callbacks: readonly Callback[];
  readonly initialEpoch: number;
  readonly classWeight: Readonly<Record<number, number>> | undefined;
  readonly sampleWeight: InputData | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Reads the options of `fit`. */
export function readFitOptions(options: FitOptions): ReadFitOptions {
  const given = readOptions<ReadFitOptions>("fit", options, {
    epochs: 1,
    batchSize: 32,
    validationData: undefined,
    validationSteps: undefined,
    stepsPerEpoch: undefined,
    validationSplit: 0,
    shuffle: true,
    verbose: 1,
    callbacks: [],
    initialEpoch: 0,
    classWeight: undefined,
    sampleWeight: undefined,
    signal: undefined,
  });
  checkNumber("fit", "epochs", given.epochs, { integer: true, min: 0 });
  checkNumber("fit", "batchSize", given.batchSize, { integer: true, min: 1 });
  checkNumber("fit", "validationSplit", given.validationSplit, { min: 0, below: 1 });
  checkNumber("fit", "initialEpoch", given.initialEpoch, { integer: true, min: 0 });
  for (const name of ["stepsPerEpoch", "validationSteps"] as const) {
    if (given[name] !== undefined) checkNumber("fit", name, given[name], { integer: true, min: 1 });
  }
  checkChoice("fit", "verbose", String(given.verbose), ["0", "1", "2"]);
  if (!Array.isArray(given.callbacks)) {
    throw new TypeError(
      `fit: received callbacks ${show(given.callbacks)}, expected an array such as [earlyStopping()]`,
    );
  }
  if (given.signal !== undefined && typeof given.signal.throwIfAborted !== "function") {
    throw new TypeError(
      `fit: received signal ${show(given.signal)}, expected an AbortSignal, such as new AbortController().signal`,
    );
  }
  const data = given.validationData;
  if (data !== undefined) {
    if (!isBatches(data) && (!Array.isArray(data) || data.length < 2 || data.length > 3)) {
      throw new TypeError(
        `fit: received validationData ${show(data)}, expected [x, y], [x, y, sampleWeight], or batches of these`,
      );
    }
    if (given.validationSplit > 0) {
      throw new TypeError("fit: received validationData and validationSplit, expected one of them");
    }
  }
  return given;
}
