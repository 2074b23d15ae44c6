import { isTensor } from "@wellfit/core";
import { show } from "../common/options";
import type { InputData } from "./named-data";

/** Inputs, targets, and the weight of each row if need be. */
export type DataBatch =
  | readonly [x: InputData, y: InputData]
  | readonly [x: InputData, y: InputData, sampleWeight: InputData];

/** Batches one after the other, made as they are needed. */
export type BatchSource = Iterable<DataBatch> | AsyncIterable<DataBatch>;

/** Batches, or a function that gives them anew for each epoch. */
export type Batches = BatchSource | (() => BatchSource);

/** Whether a value gives batches, rather than being data itself. */
export function isBatches(value: unknown): value is Batches {
  if (typeof value === "function") return true;
  if (typeof value !== "object" || value === null) return false;
  if (Array.isArray(value) || ArrayBuffer.isView(value) || isTensor(value) || value instanceof Map)
    return false;
  return Symbol.asyncIterator in value || Symbol.iterator in value;
}

/** The batches of epochs: the source is begun again when it has ended, if it can be. */
export class BatchReader {
  private current: AsyncIterator<DataBatch> | Iterator<DataBatch> | undefined;
  private given = 0;

  constructor(
    private readonly where: string,
    private readonly source: Batches,
  ) {}

  /**
   * The next batch, or `undefined` when the source has ended; asking again begins anew.
   *
   * @throws TypeError for what is no batch, Error when a source that cannot begin anew has nothing left.
   */
  async next(): Promise<DataBatch | undefined> {
    const fresh = this.current === undefined;
    this.current ??= iteratorOf(this.where, this.source);
    const { done, value } = await this.current.next();
    if (done === true) {
      this.current = undefined;
      if (!fresh) return undefined;
      throw new Error(
        `${this.where}: the batches have ended after ${this.given}; pass a function that makes them anew for each epoch, such as ` +
          "() => batches(), or fewer epochs or stepsPerEpoch",
      );
    }
    if (!Array.isArray(value) || value.length < 2 || value.length > 3) {
      throw new TypeError(
        `${this.where}: received the batch ${show(value)}, expected [x, y] or [x, y, sampleWeight]`,
      );
    }
    this.given++;
    return value as unknown as DataBatch;
  }

  /** Lets the source go, also in the middle. */
  async close(): Promise<void> {
    await this.current?.return?.();
    this.current = undefined;
  }
}

function iteratorOf(where: string, source: Batches): AsyncIterator<DataBatch> | Iterator<DataBatch> {
  const batches: unknown = typeof source === "function" ? source() : source;
  if (typeof batches === "object" && batches !== null) {
    if (Symbol.asyncIterator in batches) return (batches as AsyncIterable<DataBatch>)[Symbol.asyncIterator]();
    if (Symbol.iterator in batches) return (batches as Iterable<DataBatch>)[Symbol.iterator]();
  }
  throw new TypeError(
    `${where}: received a function that returned ${show(batches)}, expected batches to iterate over`,
  );
}
