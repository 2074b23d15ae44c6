import { allocate, type DataArray, type DType } from "./dtype";
import { type Shape, sizeOf } from "./shape";

/** Where an engine keeps the numbers of a {@link StateCell}. */
export interface EngineBuffer {
  /** The name of the engine that owns the memory. */
  readonly owner: object;
  /** A copy of the numbers. */
  read(): DataArray;
  /** Replace the numbers. */
  write(data: DataArray): void;
}

let cells = 0;

/**
 * The memory behind a variable: one tensor's worth of numbers that programs read and update in place. It lives in
 * the memory of the engine that used it last and moves when another engine asks for it.
 */
export class StateCell {
  /** Distinguishes cells in printed graphs. */
  readonly id: number = cells++;
  /** Counts the writes, so that a lazy read can tell whether it is out of date. */
  version = 0;
  /** Called before the numbers change, so that a pending lazy read can take its copy. */
  beforeWrite: (() => void) | undefined;
  /** Zeros where there are none. */
  private host: DataArray | undefined;
  private buffer: EngineBuffer | undefined;

  constructor(
    readonly name: string,
    readonly shape: Shape,
    readonly dtype: DType,
    initial?: DataArray,
  ) {
    this.host = initial?.slice();
  }

  /** A copy of the numbers, wherever they are. */
  read(): DataArray {
    return this.buffer?.read() ?? this.host?.slice() ?? allocate(this.dtype, sizeOf(this.shape));
  }

  /** Replace the numbers, wherever they are. */
  write(data: DataArray): void {
    this.willChange();
    if (this.buffer) this.buffer.write(data);
    else this.host = data.slice();
  }

  /** To be called by whoever changes the numbers in place, before it does. */
  willChange(): void {
    const before = this.beforeWrite;
    if (before) {
      this.beforeWrite = undefined;
      before();
    }
    this.version++;
  }

  /** The buffer in the memory of `owner`, made (and filled) by `create` when the numbers are elsewhere. */
  bufferFor<B extends EngineBuffer>(owner: object, create: (data: DataArray, dtype: DType) => B): B {
    if (this.buffer?.owner !== owner) {
      this.buffer = create(this.read(), this.dtype);
      this.host = undefined;
    }
    return this.buffer as B;
  }
}
